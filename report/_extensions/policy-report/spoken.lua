-- Chinese words on a page in another language say that they are Chinese, so that a speaking reader can read them out.

local text = pandoc.utils.stringify
local HAN = "[\xE4-\xE9]" -- the first bytes of U+4E00 to U+9FFF

-- What says its language itself is left as it is.
local function stop(element) if element.attributes.lang then return element, false end end

local function word(str)
  if str.text:find(HAN) then return pandoc.Span({ str }, { lang = "zh" }), false end
end

-- What has no such words need not be looked at word by word.
local function silent(block)
  if not text(block):find(HAN) then return block, false end
end

local SPOKEN = { traverse = "topdown", Span = stop, Div = stop, Str = word, Plain = silent, Para = silent, Table = silent }

-- The text of a note is not in that of its block: notes come first, and then the words around them.
local function note(element)
  element.content = element.content:walk(SPOKEN)
  return element, false
end

function Pandoc(doc)
  if not FORMAT:match("html") or text(doc.meta.lang or "en"):match("^zh") then return nil end
  doc.blocks = doc.blocks:walk({ traverse = "topdown", Span = stop, Div = stop, Note = note }):walk(SPOKEN)
  if pandoc.utils.type(doc.meta.abstract) == "Blocks" then doc.meta.abstract = doc.meta.abstract:walk(SPOKEN) end
  return doc
end
