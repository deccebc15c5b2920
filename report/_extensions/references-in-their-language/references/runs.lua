-- Runs citeproc on the entries of one language.

local styles, tidy_for, with_capitals, spelt_by_sound = ...
local text = pandoc.utils.stringify
local OPENING = { ["("] = true, ["（"] = true }
-- Pandoc sorts Chinese by code point unless it is told to sort by pinyin.
local COLLATION = { zh = "zh-CN-u-co-pinyin", en = "en-US" }

local function citeproc(name, language, references, blocks)
  return pandoc.utils.citeproc(pandoc.Pandoc(blocks, pandoc.Meta {
    references = pandoc.MetaList(references),
    csl = styles.form_of(name, language),
    lang = COLLATION[language],
    ["link-citations"] = true,
  })).blocks
end

local function cites_of(references, mode)
  return references:map(function(reference)
    return pandoc.Para { pandoc.Cite({}, { pandoc.Citation(reference.id, mode) }) }
  end)
end

-- Names and year of every reference as the text cites it: citeproc writes “names (year)”, the year as a link.
local function cited_parts(name, language, references, blocks)
  local tidy = tidy_for(styles.known[name], language)
  local found = {}
  for index, reference in ipairs(references) do
    local names, year = pandoc.Inlines {}, ""
    for _, inline in ipairs(blocks[index].content[1].content) do
      if inline.t == "Link" then
        year = text(inline.content)
        break
      end
      names:insert(inline)
    end
    while #names > 0 and (names[#names].t == "Space" or OPENING[text(names[#names])]) do names:remove(#names) end
    found[reference.id] = { names = tidy(names), year = year, language = language }
  end
  return found
end

local function entry_keys(list)
  return list.content:map(function(entry) return (entry.identifier:gsub("^ref%-", "")) end)
end

local function tidied(entry, tidy)
  local function block(lines)
    lines.content = tidy(lines.content)
    return lines
  end
  return entry:walk { Para = block, Plain = block }
end

-- Parts and entry of every reference of one language, by key; the keys in the style's order; the list's attributes.
local function run(name, language, references)
  local style = styles.known[name]
  local capital = style.capitals and language == "en"
  local listed = capital and references:map(with_capitals) or references
  local blocks = citeproc(name, language, listed, cites_of(listed, "AuthorInText"))
  local list = blocks[#blocks]
  local parts = cited_parts(name, language, references, blocks)
  if style.in_text ~= name or capital then
    local texts = citeproc(style.in_text, language, references, cites_of(references, "AuthorInText"))
    parts = cited_parts(style.in_text, language, references, texts)
  end
  for index, key in ipairs(entry_keys(list)) do
    parts[key].entry = tidied(list.content[index], tidy_for(style, language))
  end
  local order = entry_keys(list)
  if language == "zh" and not style.numeric then
    local by_sound = references:map(spelt_by_sound)
    local sorted = citeproc(name, language, by_sound, cites_of(by_sound, "NormalCitation"))
    order = entry_keys(sorted[#sorted])
  end
  return parts, order, list.attr
end

return run
