-- Citations and the reference list, each entry in the words and punctuation of its own language. Run it after all
-- other filters and instead of citeproc; README.md says how. Pandoc's citeproc knows one language a run, so it runs for
-- each language on that language's entries with its form of the style, and gives names, years and entries. What
-- surrounds them in the text, brackets, separators and page numbers, follows the language of the document.

local HERE = pandoc.path.directory(debug.getinfo(1, "S").source:sub(2))
local text = pandoc.utils.stringify

local function part(name, ...)
  return assert(loadfile(pandoc.path.join { HERE, "references", name .. ".lua" }))(...)
end

local languages = part("language")
local entries = part("entries", languages.has_han)
local styles = part("styles", part("forms"), HERE)
local run = part("runs", styles, part("chinese", languages.has_han), entries.with_capitals, part("sound"))
local kept = part("kept", styles.read)
local bibtex = part("bibtex")
local romanised = part("romanised", bibtex)
local whole = part("whole", bibtex)
local with_citations = part("citations", languages.has_han)

-- Under Typst Quarto gives the bibliography's path as raw text, which stringify does not show.
local function path_of(value)
  if value == nil then return nil end
  if pandoc.utils.type(value) == "Inlines" and #value == 1 and value[1].t == "RawInline" then return value[1].text end
  return text(value)
end

local function paths(value)
  if value == nil then return nil end
  return pandoc.utils.type(value) == "List" and value:map(path_of) or { path_of(value) }
end

-- Keys in the order in which the text names them.
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

-- The entries that the document cites or lists. The reader puts titles into sentence case unless `langid`, or the
-- language of the document, says that they are not English; so it reads again what only its characters show to be
-- Chinese.
local function entries_of(doc)
  local lang = doc.meta.lang
  doc.meta.lang = "en-US"
  local found = pandoc.utils.references(doc)
  local again
  for index, reference in ipairs(found) do
    local language, is_said = languages.of(reference)
    if language == "zh" and not is_said then
      doc.meta.lang = "zh-CN"
      again = again or pandoc.utils.references(doc)
      found[index] = again[index]
    end
  end
  doc.meta.lang = lang
  return found
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
    if references[key] then by_language[languages.of(references[key])]:insert(references[key]) end
  end
  local first = style.zh_first and "zh" or language
  local found, order, attr = {}, pandoc.List {}, nil
  for _, each in ipairs { first, first == "zh" and "en" or "zh" } do
    local ready = by_language[each]:map(function(reference) return entries.prepared(reference, each, style) end)
    if #ready > 0 then
      local parts, listed, list_attr = run(name, each, ready)
      for key, found_part in pairs(parts) do found[key] = found_part end
      order:extend(listed)
      attr = attr or list_attr
    end
  end
  if style.numeric then order = keys:filter(function(key) return found[key] ~= nil end) end
  return found, order, attr
end

local function reference_list(found, order, attr, style, language)
  local list = pandoc.Blocks {}
  for place, key in ipairs(order) do
    local entry = found[key].entry
    if style.numeric then entry = numbered(entry, place) end
    if found[key].language ~= language then entry.attributes.lang = entries.TAG[found[key].language] end
    list:insert(entry)
  end
  return pandoc.Div(list, attr)
end

-- The parts and the order of all entries that the document cites or lists; in a document of another language a Chinese
-- entry stands in Latin letters if it says how.
local function composed(doc, name, style, cited, seen, language)
  local wanted = entries_of(doc)
  local references, keys, characters = {}, cited:clone(), {}
  local written = bibtex.entries_of(doc.meta.bibliography or {})
  local latin = language ~= "zh" and not style.gbt
  for _, reference in ipairs(wanted) do
    local key = reference.id
    local entry = written[key]
    -- A host that has nothing to do with the publisher of what was read there is no address to send a reader to.
    if entry and ("," .. (entry.fields.keywords or "") .. ","):find("[,%s]unfit%-host[,%s]") then reference.url = nil end
    references[key] = entry and whole.of(reference, entry, written, languages.of(reference), style.gbt) or reference
    if languages.of(reference) == "zh" then
      local other, names = romanised.of(reference, latin and entry and entry.fields)
      references[key], characters[key] = other or references[key], names
    end
    if not seen[key] then keys:insert(key) end
  end
  local found, order, attr = compose(name, style, references, keys, language)
  for key, names in pairs(characters) do
    if found[key] and names ~= "" then found[key].entry = romanised.with_characters(found[key].entry, names) end
  end
  return found, order, attr
end

function Pandoc(doc)
  local meta = doc.meta
  meta.bibliography = paths(meta.bibliography)
  local language = text(meta.lang or "en"):match("^zh") and "zh" or "en"
  local asked = meta["reference-style"] and text(meta["reference-style"])
  local csl = path_of(meta.csl)
  local name, style = styles.of(asked, csl, path_of(meta["reference-styles"]), language)
  -- What `nocite` names comes after what the text cites.
  local nocite = meta.nocite
  meta.nocite = nil
  local keys, seen = cited_keys(doc)
  meta.nocite = nocite
  local file = meta["reference-cache"] and not meta.references and not csl and text(meta["reference-cache"])
  local besides = cited_keys(pandoc.Pandoc({}, { nocite = nocite }))
  local asked_for = { name, language, table.concat(keys, ","), table.concat(besides, ",") }
  local key = file and kept.key_of(meta.bibliography or pandoc.List {}, asked_for)
  local found, order, attr
  if file then found, order, attr = kept.load(file, key) end
  if not found then
    found, order, attr = composed(doc, name, style, keys, seen, language)
    if file then kept.save(file, key, found, order, attr) end
  end
  -- What is left of these would make Typst's template print a second list.
  for _, option in ipairs { "bibliography", "csl", "references", "nocite", "reference-styles", "reference-cache" } do
    meta[option] = nil
  end
  styles.forget()
  local place = {}
  for index, entry in ipairs(order) do place[entry] = index end
  local link = meta["link-citations"] == true
  local filter = with_citations { style = style, language = language, found = found, place = place, link = link }
  local list = #order > 0 and reference_list(found, order, attr, style, language)
  filter.Div = function(div)
    if not list or div.identifier ~= "refs" then return nil end
    local placed = list
    list = nil
    return placed
  end
  doc = doc:walk(filter)
  if list then doc.blocks:insert(list) end
  return doc
end
