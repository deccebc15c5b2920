-- In a supplement, figures, tables, equations and sections are numbered S1, S2, …: an article cites them so. Both
-- engines have numbered them by now, and Quarto has no option for it. Run it last.

local PREFIX = "S"
local is_typst

-- Whether the document is a supplement. Quarto knows its file and format, the embedded engine says them.
local function read_product(meta)
  local own = meta["policy-report"]
  is_typst = (own and pandoc.utils.stringify(own.target) or FORMAT) == "typst"
  if own then return pandoc.utils.stringify(own.product) == "supplement" end
  return quarto and pandoc.path.split_extension(pandoc.path.filename(quarto.doc.input_file)) == "supplement"
end

-- Inlines with the prefix before the first number in them.
local function prefixed(inlines)
  local done = false
  return inlines:walk {
    traverse = "topdown",
    Str = function(str)
      if done or not str.text:find("%d") then return nil end
      done = true
      str.text = str.text:gsub("%d", PREFIX .. "%0", 1)
      return str
    end,
  }
end

local section = {}

-- Pandoc's writers of pages and Word files number a heading unless it says its number itself; Typst counts.
local function header(element)
  if element.classes:includes("unnumbered") or is_typst then return nil end
  for level = element.level + 1, 9 do section[level] = nil end
  section[element.level] = (section[element.level] or 0) + 1
  local parts = {}
  for level = 1, element.level do table.insert(parts, tostring(section[level] or 0)) end
  local number = table.concat(parts, ".")
  -- Quarto writes the number into the text of a heading of a Word file.
  local first = element.content[1]
  if first and first.t == "Str" and first.text:gsub("%.$", "") == number then element.content = prefixed(element.content) end
  element.attributes.number = PREFIX .. number
  return element
end

local function reference(link)
  if not link.classes:includes("quarto-xref") then return nil end
  link.content = prefixed(link.content)
  return link
end

-- A caption: what follows the opening of `<figcaption>`, or stands in the style of captions.
local function captions(blocks)
  local opened = false
  for index, block in ipairs(blocks) do
    if opened and (block.t == "Plain" or block.t == "Para") then block.content = prefixed(block.content) end
    opened = block.t == "RawBlock" and block.text:find("<figcaption", 1, true) ~= nil
    if block.t == "Div" and (block.attributes["custom-style"] or ""):match("Caption$") then
      for _, line in ipairs(block.content) do
        if line.content and line.t ~= "Div" then line.content = prefixed(line.content) end
      end
    end
    blocks[index] = block
  end
  return blocks
end

local function raw(element)
  if element.format ~= "typst" then return nil end
  element.text = element.text:gsub('numbering: "(%(?)1(%)?)"', 'numbering: "%1' .. PREFIX .. '1%2"')
  return element
end

local function equation(math)
  math.text = math.text:gsub("\\qquad%((%d+)%)$", "\\qquad(" .. PREFIX .. "%1)")
  return math
end

function Pandoc(doc)
  if not read_product(doc.meta) then return nil end
  doc.blocks = doc.blocks:walk { traverse = "topdown", Header = header, Blocks = captions }
  doc.blocks = doc.blocks:walk { Link = reference, RawBlock = raw, RawInline = raw, Math = equation }
  if is_typst then
    local setting = '#set heading(numbering: "' .. PREFIX .. '1.1.1")\n#let equation-numbering = "(' .. PREFIX .. '1)"'
    doc.blocks:insert(1, pandoc.RawBlock("typst", setting))
  end
  return doc
end
