-- The language of an entry: what its `langid` says or, where that is missing or unknown, its characters.

local text = pandoc.utils.stringify

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

-- The language, and whether `langid` says it.
local function language_of(reference)
  local given = pandoc.text.lower(text(reference.language or ""))
  for language, patterns in pairs(LANGUAGES) do
    for _, pattern in ipairs(patterns) do
      if given:match(pattern) then return language, true end
    end
  end
  local words = { text(reference.title or "") }
  if not words[1]:match("%a") and not has_han(words[1]) then
    words = { text(reference["container-title"] or reference.publisher or "") }
    for _, name in ipairs(reference.author or {}) do
      table.insert(words, text(name.literal or name.family or ""))
    end
  end
  return mostly_han(table.concat(words)) and "zh" or "en", false
end

return { of = language_of, has_han = has_han }
