-- Citations and the reference list, each entry in the words and punctuation of its own language. Both engines run
-- this filter after all others (`filters:` in _quarto.yml). Pandoc's citeproc knows one language a run, so it runs
-- once for each language with that language's entries and its form of the style (render/styles.py makes the forms),
-- and gives names, years and entries. What surrounds them in the text, brackets, separators, page numbers, follows
-- the language of the document. Data dictionary and README say how lists are sorted.

local HERE = pandoc.path.directory(debug.getinfo(1, "S").source:sub(2))
local FORMS = pandoc.path.join { HERE, "..", "generated", "styles" }

-- `in_text` is the style that gives names and years; a numeric style has none. `zh_first`: GB/T 7714-2015, 9.3.2,
-- has Chinese entries before those in Western languages; elsewhere the document's language comes first.
local STYLES = {
  ["gbt-numeric"] = { in_text = "gbt-author-date", numeric = true, gbt = true, zh_first = true },
  ["gbt-author-date"] = { in_text = "gbt-author-date", year = "comma", gbt = true, zh_first = true },
  ["apa"] = { in_text = "apa", year = "comma", sorted = true, page = { en = "p. ", zh = "第" }, narrative_and = true },
  ["chicago-author-date"] = { in_text = "chicago-author-date", year = "space" },
}
local DEFAULT = { zh = "gbt-numeric", en = "apa" }
local TAG = { zh = "zh-CN", en = "en-US" }
local MARKS = {
  en = { open = "(", close = ")", comma = ", ", item = "; ", space = " ", before_open = " " },
  zh = { open = "（", close = "）", comma = "，", item = "；", space = " ", before_open = "" },
}
local JOINER = "\u{2060}"

local function text(value) return pandoc.utils.stringify(value) end

-- Languages -------------------------------------------------------------------------------------

local function is_han(code)
  return code >= 0x3400 and code <= 0x9FFF or code >= 0xF900 and code <= 0xFAFF or code >= 0x20000 and code <= 0x323AF
end

local function has_han(words)
  for _, code in utf8.codes(words) do
    if is_han(code) then return true end
  end
  return false
end

-- A quarter is enough: a Chinese title holds Latin names, an English one at most a gloss in characters.
local function mostly_han(words)
  local han, letters = 0, 0
  for _, code in utf8.codes(words) do
    if code >= 0x3040 and code <= 0x30FF then return false end -- kana: Japanese
    if is_han(code) then
      han = han + 1
      letters = letters + 1
    elseif code < 128 and string.char(code):match("%a") or code >= 0xC0 and code <= 0x24F then
      letters = letters + 1
    end
  end
  return han > 0 and han * 4 >= letters
end

-- Japanese is no Chinese although a title may look it; what is not Chinese takes the Western form.
local LANGUAGES = {
  zh = { "^zh%f[^%w]", "^zho%f[^%w]", "^chi%f[^%w]", "chinese", "mandarin", "^中文", "^汉语" },
  en = { "^en%f[^%w]", "^eng%f[^%w]", "english", "^american$", "^british$", "^canadian$", "^australian$", "^newzealand$",
    "^ja%f[^%w]", "japanese" },
}

local function language_of(reference)
  local given = pandoc.text.lower(text(reference.language or ""))
  for language, patterns in pairs(LANGUAGES) do
    for _, pattern in ipairs(patterns) do
      if given:match(pattern) then return language end
    end
  end
  local words = { text(reference.title or "") }
  if not words[1]:match("%a") and not has_han(words[1]) then
    words = { text(reference["container-title"] or reference.publisher or "") }
    for _, name in ipairs(reference.author or {}) do
      table.insert(words, text(name.literal or name.family or ""))
    end
  end
  return mostly_han(table.concat(words)) and "zh" or "en"
end

-- Entries as citeproc gets them -------------------------------------------------------------------

local QUOTES = { DoubleQuote = { "“", "”" }, SingleQuote = { "‘", "’" } }

-- Citeproc would exchange quotation marks in a title for the style's own, which in Chinese are those of a title.
local function keep_quotes(inlines)
  return inlines:walk {
    Quoted = function(quoted)
      local marks = QUOTES[quoted.quotetype]
      local kept = pandoc.Inlines { pandoc.Str(marks[1]) }
      kept:extend(quoted.content)
      kept:insert(pandoc.Str(marks[2]))
      return kept
    end,
  }
end

-- A Chinese name is its family and given name without a space; styles would put a comma or initials.
local function chinese_name(name)
  if name.family and name.given and has_han(name.family) and has_han(name.given) then
    return { literal = name.family .. name.given }
  end
  return name
end

local function chinese(reference, style)
  for field, value in pairs(reference) do
    local kind = pandoc.utils.type(value)
    if kind == "Inlines" then
      reference[field] = keep_quotes(value)
    elseif kind == "List" and type(value[1]) == "table" and (value[1].family or value[1].literal) then
      reference[field] = value:map(chinese_name)
    end
  end
  local edition = reference.edition and text(reference.edition)
  if edition and edition:match("^%d+$") then
    -- GB/T 7714-2015, 8.4: a numeral without 第.
    reference.edition = (style.gbt and "" or "第") .. edition .. "版"
  end
  return reference
end

local function prepared(reference, language, style)
  -- Notes are about how a source was read; a style would print them as if they were the source's.
  reference.note = nil
  reference.language = TAG[language]
  return language == "zh" and chinese(reference, style) or reference
end

-- Typography of what citeproc wrote in Chinese ----------------------------------------------------

-- Closes up at the joiners that our forms of the styles have in their words (“A 和 B” is “A和B”), and puts 页 after
-- the page numbers whose 第 stands before them.
local function without_spaces_at_joiners(inlines)
  local result = pandoc.Inlines {}
  local joined = ""
  for _, inline in ipairs(inlines) do
    local words = inline.t == "Str" and inline.text or ""
    if words:sub(1, #JOINER) == JOINER and #result > 0 and result[#result].t == "Space" then result:remove(#result) end
    if joined:match("第" .. JOINER .. "$") and words ~= "" then
      local pages = words:match("^%d+～%d+") or words:match("^%d*")
      inline = pandoc.Str(pages .. "页" .. words:sub(#pages + 1))
    end
    local ends_joined = words:sub(-#JOINER) == JOINER
    if joined == "" or inline.t ~= "Space" then
      result:insert(inline)
      joined = ends_joined and words or ""
    end
  end
  return result
end

-- Italics are the Western mark of a title. A title that we supplied stands in brackets and gets no other mark.
local function title_marks(emph)
  local words = text(emph)
  if not has_han(words) or words:match("^《.*》$") or words:match("^%[.*%]$") then return emph.content end
  local marked = pandoc.Inlines { pandoc.Str("《") }
  marked:extend(emph.content)
  marked:insert(pandoc.Str("》"))
  return marked
end

-- GB/T 15834-2011, 4.15: a title within a title has single marks.
local function nested_titles(inlines)
  local depth = 0
  local function mark(char)
    if char == "《" then
      depth = depth + 1
      return depth > 1 and "〈" or char
    end
    if char ~= "》" then return nil end
    depth = depth - 1
    return depth > 0 and "〉" or char
  end
  return inlines:walk { Str = function(str) return pandoc.Str((str.text:gsub(utf8.charpattern, mark))) end }
end

local function replaced(inlines, pattern, replacement)
  return inlines:walk { Str = function(str) return pandoc.Str((str.text:gsub(pattern, replacement))) end }
end

-- “2020(2020)”: the date of a page, where it is no more than the year that stands before it.
local function without_second_year(inlines)
  return replaced(inlines, "^(%d%d%d%d)%(%1%)", "%1")
end

local function tidy_chinese(inlines, style)
  inlines = inlines:walk { Emph = title_marks, Inlines = without_spaces_at_joiners }
  inlines = replaced(inlines, JOINER, "")
  if style.gbt then return without_second_year(inlines) end
  inlines = replaced(replaced(inlines, "《?%[", "〔"), "%]》?", "〕")
  return nested_titles(inlines)
end

-- Running citeproc --------------------------------------------------------------------------------

-- Names, year and entry of every reference of one language, by key, and the keys in the style's order.
local function run(name, language, references)
  local style = STYLES[name]
  local cites = pandoc.Blocks {}
  for _, reference in ipairs(references) do
    cites:insert(pandoc.Para { pandoc.Cite({}, { pandoc.Citation(reference.id, "AuthorInText") }) })
  end
  local done = pandoc.utils.citeproc(pandoc.Pandoc(cites, pandoc.Meta {
    references = pandoc.MetaList(references),
    csl = pandoc.path.join { FORMS, name .. "-" .. language .. ".csl" },
    lang = TAG[language],
    ["link-citations"] = true,
  }))
  local function tidy(inlines)
    return language == "zh" and tidy_chinese(inlines, style) or style.gbt and without_second_year(inlines) or inlines
  end
  local found, order = {}, pandoc.List {}
  for index, reference in ipairs(references) do
    local names, year = pandoc.Inlines {}, nil
    for _, inline in ipairs(done.blocks[index].content[1].content) do
      if inline.t == "Link" then year = text(inline.content) elseif not year then names:insert(inline) end
    end
    if #names > 0 and text(names[#names]):match("%($") then names:remove(#names) end
    if #names > 0 and names[#names].t == "Space" then names:remove(#names) end
    found[reference.id] = { names = tidy(names), year = year or "", language = language }
  end
  local list = done.blocks[#done.blocks]
  for _, entry in ipairs(list.content) do
    local key = entry.identifier:gsub("^ref%-", "")
    order:insert(key)
    local function block(lines)
      lines.content = tidy(lines.content)
      return lines
    end
    found[key].entry = entry:walk { Para = block, Plain = block }
  end
  return found, order, list.attr
end

-- Citations in the text ---------------------------------------------------------------------------

local state = {} -- the style, the document's marks and language, and what the runs found, for one document

local function linked(content, key)
  return state.link and pandoc.Inlines { pandoc.Link(content, "#ref-" .. key) } or pandoc.Inlines(content)
end

-- The page numbers at the head of a suffix, and the rest. The words for a page are the document's, not the entry's.
local function locator(suffix)
  local words = text(suffix):gsub("\u{a0}", " "):gsub("[–—]", "-"):gsub("^[,%s]+", ""):gsub("^，%s*", "")
  local after = words:match("^pp?%.%s*(.*)$") or words:match("^pages?%s+(.*)$") or words:match("^页%s*(.*)$")
    or words:match("^第%s*(%d.*)$") or words:match("^%d") and words
  local pages = after and after:match("^[%divxlc]+[%d%-, ]*")
  if not pages then return nil, suffix end
  local rest = after:sub(#pages + 1):gsub("^页", "")
  local gap = pages:match("[, ]*$")
  pages = pages:sub(1, #pages - #gap)
  return pages, pandoc.Inlines(rest ~= "" and pandoc.Str(gap .. rest) or {})
end

local function page_label(pages)
  local many = pages:match("[-,]") ~= nil
  pages = pages:gsub("-", "–")
  local label = state.style.page and state.style.page[state.language]
  if not label then return pages end
  if state.language == "zh" then return label .. pages .. "页" end
  return (many and "p" .. label or label) .. pages
end

-- One citation as its parts, ready to be put together.
local function item_of(citation)
  local pages, suffix = locator(citation.suffix)
  local found = state.found[citation.id]
  return {
    key = citation.id,
    names = found.names:clone(),
    year = found.year,
    mode = citation.mode,
    prefix = citation.prefix,
    pages = pages,
    suffix = suffix,
    place = state.place[citation.id],
  }
end

local function with_affixes(item, content)
  local result = pandoc.Inlines(item.prefix)
  if #result > 0 then
    local closed = state.language == "zh" and has_han(text(result):match("[^%s]*$") or "")
    if not closed then result:insert(pandoc.Space()) end
  end
  result:extend(content)
  local words = text(item.suffix)
  if words ~= "" and not words:match("^[%s%p]") and not words:match("^[，；、。：]") then result:insert(pandoc.Space()) end
  result:extend(item.suffix)
  return result
end

local function is_bare(item)
  return #item.prefix == 0 and #item.suffix == 0 and not item.pages
end

-- Names and year, or the year alone after the same names.
local function author_date_item(item, only_year)
  local marks = state.marks
  local content = only_year and pandoc.Inlines {} or item.names:clone()
  if #content > 0 and item.year ~= "" then
    content:insert(pandoc.Str(state.style.year == "space" and " " or marks.comma))
  end
  content:insert(pandoc.Str(item.year))
  if item.pages and not state.style.gbt then content:insert(pandoc.Str(marks.comma .. page_label(item.pages))) end
  return with_affixes(item, linked(content, item.key))
end

local function bracketed(items, narrative)
  local marks = state.marks
  local result = pandoc.Inlines { pandoc.Str(marks.open) }
  for index, item in ipairs(items) do
    local before = items[index - 1]
    local same = before and is_bare(before) and #item.prefix == 0 and text(before.names) == text(item.names)
    if before then result:insert(pandoc.Str(same and marks.comma or marks.item)) end
    result:extend(author_date_item(item, same or item.mode == "SuppressAuthor" or index == 1 and narrative))
  end
  result:insert(pandoc.Str(marks.close))
  return result
end

-- Numbers in one pair of brackets, two or more in a row as a range (GB/T 7714-2015, 10.1).
local function numbers(items)
  table.sort(items, function(a, b) return a.place < b.place end)
  local result = pandoc.Inlines { pandoc.Str("[") }
  local index = 1
  while index <= #items do
    local last = index
    while items[last + 1] and items[last + 1].place - items[last].place <= 1 do last = last + 1 end
    if index > 1 then result:insert(pandoc.Str(",")) end
    result:extend(linked({ pandoc.Str(tostring(items[index].place)) }, items[index].key))
    if items[last].place > items[index].place then
      result:insert(pandoc.Str("-"))
      result:extend(linked({ pandoc.Str(tostring(items[last].place)) }, items[last].key))
    end
    index = last + 1
  end
  result:insert(pandoc.Str("]"))
  return result
end

-- GB/T 7714-2015, 10.1.3 and 10.2.4: page numbers are raised and stand outside the brackets, so an item that has
-- them gets brackets of its own.
local function runs_up_to_pages(items)
  local groups, group = {}, {}
  for _, item in ipairs(items) do
    if item.pages and #group > 0 then
      table.insert(groups, group)
      group = {}
    end
    table.insert(group, item)
    if item.pages then
      table.insert(groups, group)
      group = {}
    end
  end
  if #group > 0 then table.insert(groups, group) end
  return groups
end

local function raised_pages(group)
  return #group == 1 and group[1].pages and pandoc.Inlines { pandoc.Superscript(group[1].pages) } or pandoc.Inlines {}
end

local function numeric(items)
  local affixed = false
  for _, item in ipairs(items) do
    affixed = affixed or #item.prefix > 0 or #item.suffix > 0
  end
  local result = pandoc.Inlines {}
  if not affixed then
    for _, group in ipairs(runs_up_to_pages(items)) do
      result:insert(pandoc.Superscript(numbers(group) .. (group[1].pages and { pandoc.Str(group[1].pages) } or {})))
    end
    return result
  end
  -- Words around a number are no superscript: “见[3]” (10.1.1 has numbers as parts of a sentence too).
  result:insert(pandoc.Str(state.marks.open))
  for index, item in ipairs(items) do
    if index > 1 then result:insert(pandoc.Str(state.marks.item)) end
    result:extend(with_affixes(item, numbers { item } .. raised_pages { item }))
  end
  result:insert(pandoc.Str(state.marks.close))
  return result
end

local function author_date(items, narrative)
  if not state.style.gbt then return bracketed(items, narrative) end
  local result = pandoc.Inlines {}
  for index, group in ipairs(runs_up_to_pages(items)) do
    result:extend(bracketed(group, narrative and index == 1))
    result:extend(raised_pages(group))
  end
  return result
end

local function narrative_names(item)
  -- APA 7, 8.17: an ampersand within brackets, the word in running text.
  local names = state.style.narrative_and and replaced(item.names, "^&$", "and") or item.names
  return names:clone()
end

local function cited(element)
  local items = pandoc.List {}
  for _, citation in ipairs(element.citations) do
    if not state.found[citation.id] then
      pandoc.log.warn("citation " .. citation.id .. " not found")
      return pandoc.Inlines { pandoc.Strong(citation.id .. "?") }
    end
    items:insert(item_of(citation))
  end
  local first = items[1]
  local narrative = first.mode == "AuthorInText"
  local sortable = state.style.sorted and not narrative
  for _, item in ipairs(items) do sortable = sortable and #item.prefix == 0 end
  if sortable then table.sort(items, function(a, b) return a.place < b.place end) end
  local content = pandoc.Inlines {}
  if narrative then
    content:extend(narrative_names(first))
    if not state.style.numeric and state.marks.before_open ~= "" then content:insert(pandoc.Space()) end
  end
  content:extend(state.style.numeric and numeric(items) or author_date(items, narrative))
  return content
end

-- No space before a raised number, nor before a full-width bracket.
local function sits_close(content)
  return content[1] and (content[1].t == "Superscript" or text(content[1]) == MARKS.zh.open)
end

local function with_citations(inlines)
  local result = pandoc.Inlines {}
  for _, inline in ipairs(inlines) do
    if inline.t == "Cite" then
      local content = cited(inline)
      local before = result[#result]
      if sits_close(content) and before and (before.t == "Space" or before.t == "SoftBreak") then result:remove(#result) end
      -- Typst's writer makes citations of its own from what is still a Cite.
      if FORMAT:match("^typst") then result:extend(content) else result:insert(pandoc.Cite(content, inline.citations)) end
    else
      result:insert(inline)
    end
  end
  return result
end

-- The whole document ------------------------------------------------------------------------------

-- Under Typst Quarto gives the bibliography's path as raw text, which stringify does not show.
local function path_of(value)
  if pandoc.utils.type(value) == "Inlines" and #value == 1 and value[1].t == "RawInline" then return value[1].text end
  return text(value)
end

local function paths(value)
  if value == nil then return nil end
  return pandoc.utils.type(value) == "List" and value:map(path_of) or { path_of(value) }
end

-- Keys in the order in which the text names them; those that only `nocite` names come last.
local function cited_keys(doc)
  local keys, seen = pandoc.List {}, {}
  doc:walk {
    Cite = function(element)
      for _, citation in ipairs(element.citations) do
        if not seen[citation.id] then keys:insert(citation.id) end
        seen[citation.id] = true
      end
    end,
  }
  return keys, seen
end

local function style_of(meta, language)
  local name = meta["reference-style"] and text(meta["reference-style"]) or DEFAULT[language]
  if not STYLES[name] then
    local known = {}
    for style in pairs(STYLES) do table.insert(known, style) end
    table.sort(known)
    error("reference-style: " .. name .. " is not one of " .. table.concat(known, ", "), 0)
  end
  return name, STYLES[name]
end

local function numbered(entry, number)
  return entry:walk {
    Span = function(span)
      if span.classes:includes("csl-left-margin") then
        span.content = { pandoc.Str("[" .. number .. "]"), pandoc.Space() }
        return span
      end
    end,
  }
end

-- Runs citeproc for each language and puts its findings together: parts by key, keys in the order of the list.
local function compose(name, style, references, keys, language)
  local by_language = { zh = pandoc.List {}, en = pandoc.List {} }
  for _, key in ipairs(keys) do
    if references[key] then by_language[language_of(references[key])]:insert(references[key]) end
  end
  local first = style.zh_first and "zh" or language
  local found, order, attr = {}, pandoc.List {}, nil
  for _, each in ipairs { first, first == "zh" and "en" or "zh" } do
    local ready = by_language[each]:map(function(reference) return prepared(reference, each, style) end)
    if #ready > 0 then
      local parts, listed, list_attr = run(name, each, ready)
      local names = style.in_text ~= name and run(style.in_text, each, ready) or parts
      for key, part in pairs(parts) do
        part.names = names[key].names
        found[key] = part
      end
      order:extend(listed)
      attr = attr or list_attr
    end
  end
  if style.numeric then order = keys:filter(function(key) return found[key] ~= nil end) end
  return found, order, attr
end

local function reference_list(found, order, attr, style)
  local entries = pandoc.Blocks {}
  for place, key in ipairs(order) do
    local entry = found[key].entry
    if style.numeric then entry = numbered(entry, place) end
    if found[key].language ~= state.language then entry.attributes.lang = TAG[found[key].language] end
    entries:insert(entry)
  end
  return pandoc.Div(entries, attr)
end

local function with_list(doc, list)
  local placed = false
  doc.blocks = doc.blocks:walk {
    Div = function(div)
      if div.identifier == "refs" then
        placed = true
        return list
      end
    end,
  }
  if not placed then doc.blocks:insert(list) end
  return doc
end

function Pandoc(doc)
  local meta = doc.meta
  meta.bibliography = paths(meta.bibliography)
  local language = text(meta.lang or "en"):match("^zh") and "zh" or "en"
  local name, style = style_of(meta, language)
  local keys, seen = cited_keys(doc)
  local references = {}
  for _, reference in ipairs(pandoc.utils.references(doc)) do
    references[reference.id] = reference
    if not seen[reference.id] then keys:insert(reference.id) end
  end
  local found, order, attr = compose(name, style, references, keys, language)
  state = { style = style, language = language, marks = MARKS[language], found = found, place = {} }
  state.link = meta["link-citations"] == true
  for place, key in ipairs(order) do state.place[key] = place end
  if #order > 0 then doc = with_list(doc, reference_list(found, order, attr, style)) end
  doc = doc:walk { Inlines = with_citations }
  -- What is left of these would make Typst's template print a second list.
  for _, key in ipairs { "bibliography", "csl", "references", "nocite" } do doc.meta[key] = nil end
  return doc
end
