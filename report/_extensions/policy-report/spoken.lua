-- Chinese words on a page in another language say that they are Chinese, so that a speaking reader can read them out.

local text = pandoc.utils.stringify
local HAN = "[\xE4-\xE9]" -- the first bytes of U+4E00 to U+9FFF

-- What says its language itself is left as it is.
local function stop(element) if element.attributes.lang then return element, false end end

local function word(str)
  if str.text:find(HAN) then return pandoc.Span({ str }, { lang = "zh" }), false end
end

-- What has no such words need not be looked at word by word. The text of notes is not in that of their block.
local function silent(block)
  if not text(block):find(HAN) then return block, false end
end

function Pandoc(doc)
  if not FORMAT:match("html") or text(doc.meta.lang or "en"):match("^zh") then return nil end
  local filter, in_notes = { traverse = "topdown", Span = stop, Div = stop, Str = word }, false
  doc.blocks:walk { Note = function(note) in_notes = in_notes or text(note.content):find(HAN) end }
  if not in_notes then filter.Plain, filter.Para, filter.Table = silent, silent, silent end
  doc.blocks = doc.blocks:walk(filter)
  if pandoc.utils.type(doc.meta.abstract) == "Blocks" then doc.meta.abstract = doc.meta.abstract:walk(filter) end
  return doc
end
