-- Typography of what citeproc writes for Chinese entries and for GB/T 7714: only what no style can say.

local has_han = ...
local text = pandoc.utils.stringify
-- As in forms.lua.
local JOINER = "\u{2060}"

-- Our forms of the styles have joiners in their words: “A 和 B” is “A和B”.
local function without_spaces_at_joiners(inlines)
  local result = pandoc.Inlines {}
  for _, inline in ipairs(inlines) do
    local last = result[#result]
    if inline.t == "Str" and inline.text:sub(1, #JOINER) == JOINER and last and last.t == "Space" then
      result:remove(#result)
      last = result[#result]
    end
    if last and last.t == "Str" and inline.t == "Str" then
      last.text = last.text .. inline.text
    elseif not (last and last.t == "Str" and last.text:sub(-#JOINER) == JOINER and inline.t == "Space") then
      result:insert(inline)
    end
  end
  return result
end

-- Everywhere but in addresses.
local function replaced(inlines, pattern, replacement)
  return inlines:walk {
    traverse = "topdown",
    Link = function(link) return link, false end,
    Str = function(str) return pandoc.Str((str.text:gsub(pattern, replacement))) end,
  }
end

-- Italics are the Western mark of a title.
local function title_marks(emph)
  local words = text(emph)
  if not has_han(words) or words:match("^《.*》$") then return emph.content end
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
  return replaced(inlines, utf8.charpattern, mark)
end

-- A title that we supplied stands in brackets and gets no other mark; 页 3～9 is 第3～9页, and so with 期 and 卷.
local REPLACEMENTS = { { "《%[", "〔" }, { "%]》", "〕" }, { "%[", "〔" }, { "%]", "〕" } }
for _, unit in ipairs { "页", "期", "卷" } do
  table.insert(REPLACEMENTS, { unit .. JOINER .. "(%d+～%d+)", "第%1" .. unit })
  table.insert(REPLACEMENTS, { unit .. JOINER .. "(%d+)", "第%1" .. unit })
end
table.insert(REPLACEMENTS, { JOINER, "" })

local function tidy_chinese(inlines)
  inlines = inlines:walk { Emph = title_marks }
  inlines = inlines:walk { Inlines = without_spaces_at_joiners }
  for _, pair in ipairs(REPLACEMENTS) do inlines = replaced(inlines, pair[1], pair[2]) end
  return nested_titles(inlines)
end

-- “2020(2020)”: the date of a page, where it is no more than the year that stands before it.
local function tidy_gbt(inlines)
  inlines = inlines:walk { Inlines = without_spaces_at_joiners }
  inlines = replaced(replaced(inlines, "卷" .. JOINER .. "(%d+)", "第%1卷"), JOINER, "")
  return replaced(inlines, "^(%d%d%d%d)%(%1%)", "%1")
end

local function unchanged(inlines) return inlines end

local function tidy_for(style, language)
  return style.gbt and tidy_gbt or language == "zh" and tidy_chinese or unchanged
end

return tidy_for
