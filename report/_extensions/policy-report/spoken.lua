-- Chinese words on a page in another language say that they are Chinese, so that a speaking reader can read them out.

-- What says its language itself is left as it is.
local function stop(element) if element.attributes.lang then return element, false end end

local function word(str)
  -- The first bytes of U+4E00 to U+9FFF.
  if str.text:find("[\xE4-\xE9]") then return pandoc.Span({ str }, { lang = "zh" }), false end
end

function Pandoc(doc)
  if not FORMAT:match("html") or pandoc.utils.stringify(doc.meta.lang or "en"):match("^zh") then return nil end
  local filter = { traverse = "topdown", Span = stop, Div = stop, Str = word }
  doc.blocks = doc.blocks:walk(filter)
  if pandoc.utils.type(doc.meta.abstract) == "Blocks" then doc.meta.abstract = doc.meta.abstract:walk(filter) end
  return doc
end
