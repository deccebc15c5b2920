-- What an entry needs before citeproc gets it.

local has_han = ...
local text = pandoc.utils.stringify
-- As in forms.lua.
local JOINER = "\u{2060}"
local TAG = { zh = "zh-CN", en = "en-US" }

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

-- GB/T 7714-2015, 8.1.1, has the family names of persons in capitals in the list; the style would also put bodies so.
-- Jr. and the like stand behind a comma; the joiner takes away the space that citeproc sets.
local function with_capitals(reference)
  local copy = {}
  for field, value in pairs(reference) do
    copy[field] = value
    if pandoc.utils.type(value) == "List" and type(value[1]) == "table" and (value[1].family or value[1].literal) then
      copy[field] = value:map(function(name)
        local capital = {}
        for part, words in pairs(name) do
          capital[part] = (part == "family" or part:match("particle$")) and pandoc.text.upper(words) or words
        end
        if name.suffix then capital.suffix = JOINER .. ", " .. name.suffix end
        return capital
      end)
    end
  end
  return copy
end

local function prepared(reference, language, style)
  -- Notes are about how a source was read; a style would print them as if they were the source's.
  reference.note = nil
  reference.language = TAG[language]
  return language == "zh" and chinese(reference, style) or reference
end

return { prepared = prepared, with_capitals = with_capitals, TAG = TAG }
