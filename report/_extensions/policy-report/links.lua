-- Links from one document of a language to another: article, supplement, and the explorer, `evidence.html`. A number
-- links to a row by the row's name alone (`#clm-jx001`). Where the document has that row itself, the link stays as it
-- is; otherwise a page links to the explorer, and paper links to it if `citation: url:` says where the pages are
-- published, or else to the supplement. The page of an article also takes along, out of sight, the rows of the numbers
-- that it shows and of its findings, for the cards and previews that open over them. Run it before the references are set: these rows cite too.

-- Where Quarto finds what is generated; the embedded engine, which runs a filter of its own, says it.
local GENERATED = pandoc.path.join { pandoc.path.directory(debug.getinfo(1, "S").source:sub(2)), "..", "..", "generated" }
local EXPLORER, ARTICLE, SUPPLEMENT = "evidence.html", "paper", "supplement"
local TABLES = { "tbl-claims", "tbl-series", "tbl-derived", "tbl-findings" }
local text = pandoc.utils.stringify

-- What is in the document: the names that it gives, those that its links ask for, and the sources that it cites.
local function contents(doc)
  local own, asked, keys = {}, {}, {}
  local function note(element) if element.identifier ~= "" then own[element.identifier] = true end end
  local function link(element)
    note(element)
    asked[element.target] = true
  end
  local function cite(element) for _, one in ipairs(element.citations) do keys[one.id] = true end end
  doc.blocks:walk { Span = note, Div = note, Link = link, Header = note, Cite = cite }
  if pandoc.utils.type(doc.meta.abstract) == "Blocks" then doc.meta.abstract:walk { Link = link } end
  return own, asked, keys
end

local is_page

-- Which of the documents this is, and in which format: Quarto knows both, the embedded engine says them.
local function read_product(meta)
  local own = meta["policy-report"]
  local format = own and text(own.target) or FORMAT
  is_page = format:match("html") ~= nil
  if own then return text(own.product) end
  return quarto and pandoc.path.split_extension(pandoc.path.filename(quarto.doc.input_file)) or ""
end

-- The folder in which the pages are published: that of `citation: url:`, if it is the address of a page.
local function folder(meta)
  local citation = (meta["policy-report"] or meta).citation
  local url = pandoc.utils.type(citation) == "table" and citation.url
  if not url then return nil end
  if pandoc.utils.type(url) == "Inlines" and #url == 1 and url[1].t == "RawInline" then url = url[1].text end
  return text(url):match("^(https?://.*/)[^/]*%.html$") or text(url):match("^(https?://.*/)$")
end

local function made(meta, name)
  local language, own = text(meta.lang or "en"):match("^%a+"), meta["policy-report"]
  local file = io.open(pandoc.path.join { own and own.generated and text(own.generated) or GENERATED, language, name .. ".md" })
  if not file then return nil end
  local content = file:read("a")
  file:close()
  return content
end

-- Addresses ---------------------------------------------------------------------------------------

-- Where a link leads. `own` are the names in this document, `rows` those that it takes along.
local function address(target, self, base, own, rows)
  local name = target:match("^#(.+)$")
  if name then
    if own[name] or rows[name] or not name:match("^[cnf][lun][md]%-") then return target end
    if self == SUPPLEMENT and name:match("^fnd%-") then return (not is_page and base or "") .. ARTICLE .. ".html" .. target end
    local row = name:match("^fnd%-") and not is_page and not base and target
      or "#" .. (name:match("^(fnd%-.*)%-test$") or name)
    if is_page then return EXPLORER .. row end
    return base and base .. EXPLORER .. row or SUPPLEMENT .. ".html" .. row
  end
  local file, rest = target:match("^([%w-]+)%.html(#?.*)$")
  if not file then return target end
  if file == self and rest ~= "" then return rest end
  return not is_page and base and base .. target or target
end

-- Rows for the cards --------------------------------------------------------------------------------

-- The blocks that `make` gives. The file, if there is one, keeps them for as long as the key is the same.
local function kept(path, key, make)
  local file = path and io.open(path)
  local is_read, doc = pcall(pandoc.read, file and file:read("a") or "", "json")
  if file then file:close() end
  if is_read and text(doc.meta.key or "") == key then return doc.blocks end
  local blocks = make()
  file = path and io.open(path .. ".new", "w")
  if file then
    file:write(pandoc.write(pandoc.Pandoc(blocks, { key = pandoc.MetaString(key) }), "json"))
    file:close()
    os.rename(path .. ".new", path)
  end
  return blocks
end

-- The lines of a table whose rows are wanted, under its head; nil if there are none.
local function cut(content, wanted)
  local lines, found, number = {}, false, 0
  for line in content:gmatch("[^\n]+") do
    if line:sub(1, 1) ~= "|" then break end
    number = number + 1
    local row = line:match("{#([cnf][lun][md]%-[%w-]+)")
    if number <= 2 or (row and wanted[row]) then
      table.insert(lines, line)
      found = found or number > 2
    end
  end
  return found and table.concat(lines, "\n") .. "\n" or nil
end

-- The rows of the numbers that an article shows, and those of the claims from which a computed one follows: their
-- Markdown, and their names.
local function wanted_rows(meta, wanted)
  local rows, parts, contents = {}, {}, {}
  for _, name in ipairs(TABLES) do contents[name] = made(meta, name) end
  local derived = contents["tbl-derived"] and cut(contents["tbl-derived"], wanted)
  for name in (derived or ""):gmatch("%]%(#(clm%-[%w-]+)%)") do wanted[name] = true end
  for _, name in ipairs(TABLES) do table.insert(parts, contents[name] and cut(contents[name], wanted)) end
  local content = table.concat(parts, "\n")
  for name in content:gmatch("{#([cnf][lun][md]%-[%w-]+)") do rows[name] = true end
  return content, rows
end

-- What a page calls sources that it has no references to: who speaks, and the year.
local function names_of(keys, meta)
  local names, cited = {}, pandoc.List {}
  for key in pairs(keys) do cited:insert(pandoc.Citation(key, "NormalCitation")) end
  if #cited == 0 then return names end
  local doc = pandoc.Pandoc({ pandoc.Para { pandoc.Cite({}, cited) } }, { bibliography = meta.bibliography })
  for _, entry in ipairs(pandoc.utils.references(doc)) do
    local first = entry.author and entry.author[1]
    local who = first and (first.literal or first.family) or entry.publisher or entry.title
    local year = entry.issued and entry.issued["date-parts"] and entry.issued["date-parts"][1][1]
    local form = text(meta.lang or "en"):match("^zh") and "%s（%s）" or "%s (%s)"
    names[entry.id] = year and form:format(text(who), year) or text(who)
  end
  return names
end

-- A source that only a row cites is not one of the article's references: it is named here, and shown in the explorer.
local function without_own_sources(blocks, keys, meta)
  local others = {}
  local function other(cite)
    local key = cite.citations[1].id
    return #cite.citations == 1 and not keys[key] and key or nil
  end
  blocks:walk { Cite = function(cite) if other(cite) then others[other(cite)] = true end end }
  local names = names_of(others, meta)
  return blocks:walk {
    Cite = function(cite)
      local key = other(cite)
      return key and pandoc.Link(names[key] or key, EXPLORER .. "#src-" .. key)
    end,
  }
end

local function sorted(names)
  local list = pandoc.List {}
  for name in pairs(names) do list:insert(name) end
  list:sort()
  return table.concat(list, ",")
end

local function bibliography_of(meta)
  local given = meta.bibliography or pandoc.List {}
  local paths = pandoc.utils.type(given) == "List" and given or pandoc.List { given }
  return table.concat(paths:map(function(path)
    local file = io.open(text(path))
    local content = file and file:read("a") or ""
    if file then file:close() end
    return content
  end), "\0")
end

-- The rows that a page takes along, set for it; `filter_with` gives the filter of their links.
local function taken_along(meta, own, asked, keys, filter_with)
  local wanted, here, options = {}, {}, meta["policy-report"]
  for target in pairs(asked) do
    local name = target:match("^#([cnf][lun][md]%-.+)$")
    if name and not own[name] then wanted[name] = true end
  end
  for name in pairs(own) do here[name:match("^[cnf][lun][md]%-.*") or ""] = true end
  local content, rows = wanted_rows(meta, wanted)
  if content == "" then return pandoc.Blocks {} end
  local function make()
    local blocks = without_own_sources(pandoc.read(content, "markdown").blocks, keys, meta)
    for _, block in ipairs(blocks) do
      block.colspecs = block.colspecs:map(function(spec) return { spec[1], nil } end)
    end
    return blocks:walk(filter_with(rows))
  end
  local path = options and options.rows and text(options.rows)
  if not path then return make() end
  local lang = text(meta.lang or "en")
  local asked_for = { content, sorted(here), sorted(keys), lang, bibliography_of(meta) }
  return kept(path, pandoc.utils.sha1(table.concat(asked_for, "\0")), make)
end

function Pandoc(doc)
  local self, base = read_product(doc.meta), folder(doc.meta)
  local own, asked, keys = contents(doc)
  local function redirected(rows)
    return {
      Link = function(link)
        local target = address(link.target, self, base, own, rows)
        if target == link.target then return nil end
        link.target = target
        return link
      end,
    }
  end
  doc.blocks = doc.blocks:walk(redirected {})
  local kind = pandoc.utils.type(doc.meta.abstract)
  if kind == "Blocks" or kind == "Inlines" then doc.meta.abstract = doc.meta.abstract:walk(redirected {}) end
  if not is_page or self ~= ARTICLE then return doc end
  local rows = taken_along(doc.meta, own, asked, keys, redirected)
  if #rows > 0 then
    doc.blocks:insert(pandoc.RawBlock("html", '<template id="evidence-rows">'))
    doc.blocks:extend(rows)
    doc.blocks:insert(pandoc.RawBlock("html", "</template>"))
  end
  return doc
end
