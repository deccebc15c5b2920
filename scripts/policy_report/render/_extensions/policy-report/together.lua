-- On paper a paragraph that leads to an equation stands on the page of the equation, whatever floats between pages.

-- Whether inlines begin with a displayed equation; each engine numbers it by raw Typst around it.
local function begins_equation(inlines)
  for _, inline in ipairs(inlines) do
    if inline.t == "Span" then return begins_equation(inline.content) end
    if inline.t ~= "RawInline" and inline.t ~= "Space" then return inline.t == "Math" and inline.mathtype == "DisplayMath" end
  end
  return false
end

local function lead(blocks)
  local result = pandoc.Blocks {}
  for index, block in ipairs(blocks) do
    local next = blocks[index + 1]
    local leads = block.t == "Para" and next and next.t == "Para" and begins_equation(next.content)
    if leads and not begins_equation(block.content) then
      result:extend { pandoc.RawBlock("typst", "#block(sticky: true)["), block, pandoc.RawBlock("typst", "]") }
    else
      result:insert(block)
    end
  end
  return result
end

function Pandoc(doc)
  local own = doc.meta["policy-report"]
  if (own and pandoc.utils.stringify(own.target) or FORMAT) ~= "typst" then return nil end
  doc.blocks = doc.blocks:walk { Blocks = lead }
  return doc
end
