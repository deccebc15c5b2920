-- Chinese is written without spaces: a line that breaks between two of its characters goes on without one, and none
-- follows a full-width colon, as in the head of a caption.

local text = pandoc.utils.stringify

-- Characters and marks of East Asian width.
local function is_wide(code)
  return code and (code >= 0x2E80 and code <= 0x9FFF or code >= 0xF900 and code <= 0xFAFF
    or code >= 0xFE30 and code <= 0xFE4F or code >= 0xFF01 and code <= 0xFF60 or code >= 0x20000 and code <= 0x323AF)
end

local function set(words)
  local codes = {}
  for _, code in utf8.codes(words) do codes[code] = true end
  return codes
end

-- Marks that Chinese shares with other scripts, and marks as wide as a character, which bring their own space.
local SHARED, ENDS, BEGINS = set("—‘’“”…·"), set("、。，；：！？）》」』】〉〕"), set("（《「『【〈〔")

-- The first or last character of an inline, or, of a quotation, that inside its mark where it is wide.
local function code_at(inline, last)
  if not inline or inline.t == "Math" or inline.t == "RawInline" or inline.t == "Code" then return nil end
  local words = inline.t == "Str" and inline.text or text(inline)
  if words == "" then return nil end
  local at = last and utf8.offset(words, -1) or 1
  local code = utf8.codepoint(words, at)
  local inner = SHARED[code] and utf8.offset(words, last and -2 or 2)
  local other = inner and inner <= #words and utf8.codepoint(words, inner)
  return is_wide(other) and other or code
end

local function closes_up(before, after)
  return is_wide(before) and is_wide(after) or ENDS[before] or BEGINS[after]
    or is_wide(before) and SHARED[after] or SHARED[before] and is_wide(after)
end

-- Text that has no character of East Asian width closes up nowhere: a look at its bytes is quicker than at its parts.
local function has_wide(inlines)
  local words = text(inlines)
  return words:find("[\xE3-\xF0]") or words:find("\xE2[\xBA-\xBF]")
end

local function without_spaces(inlines)
  if not has_wide(inlines) then return nil end
  local result = pandoc.Inlines {}
  for index, inline in ipairs(inlines) do
    local kind, closes = inline.t, false
    if kind == "SoftBreak" or kind == "Space" then
      local at = index - 1
      while inlines[at] and (inlines[at].t == "Note" or inlines[at].t == "RawInline") do at = at - 1 end
      local last = code_at(inlines[at], true)
      closes = kind == "Space" and last == 0xFF1A or kind == "SoftBreak" and closes_up(last, code_at(inlines[index + 1]))
    end
    if not closes then result:insert(inline) end
  end
  return result
end

return { { Inlines = without_spaces } }
