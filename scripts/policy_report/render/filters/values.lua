-- Puts the values of shortcodes in the place of their tokens (see shortcodes.py).
-- A page break becomes a raw block of that name, which callouts.lua writes for each format.
-- In text a value is Markdown; in code, links and attributes it is plain text, as under Quarto.

local OPEN, FILL, ZERO = 0xE000, 0xE001, 0xE010
local values = {}

-- The pieces of a text: strings, and numbers for tokens.
local function pieces(text)
  local found, plain, index = {}, {}, nil
  local function flush()
    if index then table.insert(found, index) end
    if #plain > 0 then table.insert(found, table.concat(plain)) end
    plain, index = {}, nil
  end
  for _, code in utf8.codes(text) do
    if code == OPEN then
      flush()
      index = 0
    elseif index and code >= ZERO and code <= ZERO + 9 then
      index = index * 10 + (code - ZERO)
    elseif code ~= FILL then
      if index then flush() end
      table.insert(plain, utf8.char(code))
    end
  end
  flush()
  return found
end

local function has_token(text)
  return text:find(utf8.char(OPEN), 1, true) ~= nil
end

local function as_text(text)
  if not has_token(text) then return text end
  local parts = {}
  for _, piece in ipairs(pieces(text)) do
    table.insert(parts, type(piece) == "number" and pandoc.utils.stringify(values[piece].content) or piece)
  end
  return table.concat(parts)
end

local function as_inlines(text)
  local parts = pandoc.Inlines {}
  for _, piece in ipairs(pieces(text)) do
    if type(piece) == "number" then
      parts:extend(values[piece].content:clone())
    else
      parts:insert(pandoc.Str(piece))
    end
  end
  return parts
end

local function read_values(meta)
  local own = meta["policy-report"]
  for index, value in ipairs(own.values or {}) do
    local kind, text = pandoc.utils.stringify(value.kind), value.text
    local content
    if pandoc.utils.type(text) == "Inlines" then
      content = text
    elseif pandoc.utils.type(text) == "Blocks" then
      content = pandoc.utils.blocks_to_inlines(text)
    else
      content = pandoc.Inlines { pandoc.Str(tostring(text)) }
    end
    values[index] = { kind = kind, content = content }
  end
  meta["policy-report"] = nil
  return meta
end

local function attributes(element)
  for key, value in pairs(element.attributes) do
    if has_token(value) then element.attributes[key] = as_text(value) end
  end
  return element
end

local function with_target(field)
  return function(element)
    element[field] = as_text(element[field])
    return attributes(element)
  end
end

local function pagebreak(block)
  if #block.content ~= 1 or block.content[1].t ~= "Str" then return nil end
  local found = pieces(block.content[1].text)
  if #found == 1 and type(found[1]) == "number" and values[found[1]].kind == "pagebreak" then
    return pandoc.RawBlock("pagebreak", "")
  end
end

local code = with_target("text")

return {
  { Meta = read_values },
  { Para = pagebreak, Plain = pagebreak },
  {
    Str = function(element)
      if has_token(element.text) then return as_inlines(element.text) end
    end,
    Code = code,
    CodeBlock = code,
    RawBlock = function(element) element.text = as_text(element.text) return element end,
    RawInline = function(element) element.text = as_text(element.text) return element end,
    Link = with_target("target"),
    Image = with_target("src"),
    Span = attributes,
    Div = attributes,
    Header = attributes,
  },
}
