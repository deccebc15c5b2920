-- Entries made whole: what the bibliography says of them and pandoc's reader leaves out, or says for English readers.

local bibtex = ...
local text = pandoc.utils.stringify

-- Types that the reader does not know, or takes for others.
local TYPES = {
  standard = "standard", preprint = "article", newspaper = "article-newspaper", periodical = "periodical", map = "map",
  archive = "manuscript", database = "dataset",
}
-- GB/T 7714-2015, B.1, and GB/T 7714-2025, annex A: marks of types that no style can tell from books.
local MARKS = { proceedings = "C", mvproceedings = "C", collection = "G", mvcollection = "G", database = "DB" }

local GENRES = {
  phdthesis = "博士学位论文", ["phd thesis"] = "博士学位论文", ["doctoral dissertation"] = "博士学位论文",
  ["doctoral thesis"] = "博士学位论文", mathesis = "硕士学位论文", ["master’s thesis"] = "硕士学位论文",
  ["master's thesis"] = "硕士学位论文", bathesis = "学士学位论文", candthesis = "副博士学位论文",
  techreport = "技术报告", ["technical report"] = "技术报告", resreport = "研究报告", ["research report"] = "研究报告",
  patent = "专利", software = "软件",
}

-- An accent on a letter without its dot is one on the letter.
local LETTERS = { ["\u{131}"] = "i", ["\u{237}"] = "j" }
local ACCENTED = {
  ["i\u{300}"] = "ì", ["i\u{301}"] = "í", ["i\u{302}"] = "î", ["i\u{303}"] = "ĩ", ["i\u{304}"] = "ī",
  ["i\u{306}"] = "ĭ", ["i\u{308}"] = "ï", ["i\u{30c}"] = "ǐ", ["j\u{302}"] = "ĵ", ["j\u{30c}"] = "ǰ",
}

local function accented(words)
  for letter, plain in pairs(LETTERS) do
    words = words:gsub(letter .. "(\xcc[\x80-\xbf])", function(accent) return ACCENTED[plain .. accent] or plain .. accent end)
  end
  return words
end

local function with_accents(value)
  local kind = pandoc.utils.type(value)
  if kind == "Inlines" then return value:walk { Str = function(str) return pandoc.Str(accented(str.text)) end } end
  if kind ~= "List" then return value end
  return value:map(function(name)
    if type(name) ~= "table" then return name end
    local copy = {}
    for part, words in pairs(name) do copy[part] = type(words) == "string" and accented(words) or words end
    -- The reader takes the “van der” of a family name for a title that goes behind the given name.
    copy["non-dropping-particle"], copy["dropping-particle"] =
      copy["non-dropping-particle"] or copy["dropping-particle"], nil
    return copy
  end)
end

-- The title with a colon before its addition, where the reader has put a full stop (GB/T 7714-2015, 7.2; 2025, 6.2).
local function with_addition(title, addition, lower)
  local _, count = bibtex.plain(addition):gsub("%S+", "")
  local words = title:clone()
  for at = #words, 1, -1 do
    if words[at].t == "Str" then
      count = count - 1
      if count == 0 and lower and words[at].text:match("^%u%l*$") then
        words[at] = pandoc.Str(pandoc.text.lower(words[at].text))
      elseif count == -1 and words[at].text:match("%.$") then
        words[at] = pandoc.Str((words[at].text:gsub("%.$", ":")))
        return words
      end
    end
  end
  return title
end

-- The reader parts a title from its addition by a colon and a space, which Chinese print of 2025 has full-width (6.2).
local function full_width(title)
  local words = pandoc.Inlines {}
  for _, inline in ipairs(title) do
    local last = words[#words]
    if inline.t == "Space" and last and last.t == "Str" and last.text:match(":$") then
      words[#words] = pandoc.Str((last.text:gsub(":$", "：")))
    else
      words:insert(inline)
    end
  end
  return words
end

-- Years from and to (GB/T 7714-2015, 4.3.2; 2025, 8.4): 1957-1990, 1984-. Those of a periodical are of it as a whole.
local function years(fields, standard, is_periodical)
  local first, last = (fields.date or ""):match(is_periodical and "^(%d%d%d%d)[%d-]*/(%d*)" or "^(%d%d%d%d)/(%d*)$")
  return first and { literal = first .. (standard == 2025 and "—" or standard == 2015 and "-" or "–") .. last }
end

-- An entry of pandoc's reader with what the file says besides. `written` is the entry as written, `all` all of them by
-- key; `standard` the year of GB/T 7714 where that is the style.
local function whole(reference, written, all, language, standard)
  local copy, fields = {}, written.fields
  for field, value in pairs(reference) do copy[field] = with_accents(value) end
  copy.type = TYPES[written.type] or copy.type
  copy["event-title"], copy.event = copy["event-title"] or copy.event, nil
  local parent = fields.crossref and all[fields.crossref]
  if parent and parent.fields.title and copy.type:match("^chapter") and not copy["container-title"] then
    copy["container-title"] = pandoc.Inlines(bibtex.plain(parent.fields.title))
  end
  if copy.type == "periodical" then
    copy.title, copy["container-title"] = copy["container-title"] or copy.title, nil
  elseif copy.type == "article-newspaper" and not copy.page then
    copy.page, copy.number, copy.issue = copy.issue or copy.number, nil, nil
  elseif written.type == "preprint" then
    copy.publisher = copy.publisher or (fields.eprinttype or fields.archiveprefix) and
      pandoc.Inlines(bibtex.plain(fields.eprinttype or fields.archiveprefix))
  end
  copy.number = copy.number or (fields.eid and pandoc.Inlines(bibtex.plain(fields.eid)))
  if standard == 2015 and copy.type == "article-journal" then copy.page = copy.page or copy.number end
  if standard == 2025 and copy.page then copy.page = pandoc.Inlines((text(copy.page):gsub(", ", "，"))) end
  local genre = copy.genre and text(copy.genre)
  if language == "zh" and genre then copy.genre = GENRES[genre:lower()] or copy.genre end
  if standard or language == "zh" then
    copy.issued = years(fields, standard, copy.type == "periodical") or copy.issued
  end
  if standard then
    copy.section = fields.mark or MARKS[written.type]
    if fields.titleaddon and copy.title then
      copy.title = with_addition(copy.title, fields.titleaddon, language == "en" and not fields.titleaddon:match("^{"))
    end
    local version = copy.version and text(copy.version)
    if standard == 2025 and version and version:match("^%d") then copy.version = pandoc.Inlines("V" .. version) end
    for _, title in ipairs(standard == 2025 and language == "zh" and { "title", "container-title" } or {}) do
      copy[title] = copy[title] and full_width(copy[title])
    end
    if copy.type == "patent" and fields.holder then copy.author = bibtex.names_of(fields.holder) end
  end
  return copy
end

return { of = whole }
