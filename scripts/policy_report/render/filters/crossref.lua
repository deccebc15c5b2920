-- Numbers figures, tables, sections and equations in document order, and resolves references to them,
-- with Quarto's words and structure. Every label exists here: check.py has seen to it.

local words, target = {}, nil
local numbers = {}
local counts = { fig = 0, tbl = 0, eq = 0 }
local section = {}
local NBSP = "\u{a0}"

local function read_options(meta)
  local own = meta["policy-report"]
  target = pandoc.utils.stringify(own.target)
  for key, value in pairs(own.words) do words[key] = pandoc.utils.stringify(value) end
end

local function kind_of(label)
  local kind = label:match("^(%a+)%-")
  return kind and kind:lower()
end

local function next_number(kind, label)
  counts[kind] = counts[kind] + 1
  numbers[label] = tostring(counts[kind])
  return numbers[label]
end

local function raw(text)
  return pandoc.RawBlock(target == "html" and "html" or "typst", text)
end

local function typst_string(text)
  return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"'):gsub("%s+", " ") .. '"'
end

-- Floats ---------------------------------------------------------------------------------------

local function numbered(kind, number, caption)
  local prefix = pandoc.Inlines { pandoc.Str(words[kind .. "-title"] .. NBSP .. number .. words["title-delim"]) }
  if words["title-delim"] ~= "：" then prefix:insert(pandoc.Space()) end
  prefix:extend(caption)
  return prefix
end

local function html_float(label, kind, content, caption)
  local caption_id = label .. "-caption"
  local box = pandoc.Div(content, { "", {}, kind == "tbl"
    and { { "aria-describedby", caption_id }, { "tabindex", "0" }, { "role", "region" }, { "aria-labelledby", caption_id } }
    or { { "aria-describedby", caption_id } } })
  local below = pandoc.Blocks {
    raw('<figcaption class="quarto-float-caption quarto-float-' .. kind .. '" id="' .. caption_id .. '">'),
    pandoc.Plain(caption),
    raw("</figcaption>"),
  }
  local blocks = pandoc.Blocks { raw('<figure class="quarto-float quarto-float-' .. kind .. '">') }
  if kind == "tbl" then
    blocks:extend(below)
    blocks:insert(box)
  else
    blocks:insert(box)
    blocks:extend(below)
  end
  blocks:insert(raw("</figure>"))
  return pandoc.Div(blocks, pandoc.Attr(label, { "quarto-figure" }))
end

local function typst_float(label, kind, content, caption)
  local blocks = pandoc.Blocks { raw("#figure([") }
  blocks:extend(content)
  blocks:insert(raw("], caption: figure.caption(position: " .. (kind == "tbl" and "top" or "bottom") .. ", ["))
  blocks:insert(pandoc.Plain(caption))
  blocks:insert(raw(']), kind: "quarto-float-' .. kind .. '", supplement: '
    .. typst_string(words[kind .. "-title"]) .. ', numbering: "1")<' .. label .. ">"))
  return blocks
end

local function docx_float(label, kind, content, caption)
  local style = kind == "tbl" and "Table Caption" or "Image Caption"
  local line = pandoc.Div({ pandoc.Para { pandoc.Span(caption, pandoc.Attr(label)) } }, { "", {}, { { "custom-style", style } } })
  local blocks = pandoc.Blocks {}
  if kind == "tbl" then
    blocks:insert(line)
    blocks:extend(content)
  else
    blocks:insert(pandoc.Div(content, { "", {}, { { "custom-style", "Captioned Figure" } } }))
    blocks:insert(line)
  end
  return blocks
end

local function float(label, content, caption)
  local kind = kind_of(label)
  local number = next_number(kind, label)
  if target == "typst" then return typst_float(label, kind, content, caption) end
  local whole = numbered(kind, number, caption)
  if target == "html" then return html_float(label, kind, content, whole) end
  return docx_float(label, kind, content, whole)
end

local function column_widths(table_)
  local given = table_.attributes["tbl-colwidths"]
  table_.attributes["tbl-colwidths"] = nil
  if not given then return end
  local widths, total = {}, 0
  for width in given:gmatch("[%d.]+") do
    table.insert(widths, tonumber(width))
    total = total + tonumber(width)
  end
  for index, spec in ipairs(table_.colspecs) do
    if widths[index] then table_.colspecs[index] = { spec[1], widths[index] / math.max(total, 100) } end
  end
end

local function table_float(element)
  column_widths(element)
  if kind_of(element.identifier) ~= "tbl" then return element, false end
  local label = element.identifier
  local caption = pandoc.utils.blocks_to_inlines(element.caption.long)
  element.identifier = ""
  element.caption = { long = {} }
  return float(label, { element }, caption), false
end

local function figure_float(element)
  local label = element.identifier
  return float(label, element.content, pandoc.utils.blocks_to_inlines(element.caption.long)), false
end

local function div_float(element)
  local kind = kind_of(element.identifier)
  if kind ~= "fig" and kind ~= "tbl" then return nil end
  local content = element.content
  local caption = content:remove(#content)
  for _, block in ipairs(content) do
    if block.t == "Table" then column_widths(block) end
  end
  return float(element.identifier, content, caption.content), false
end

-- Sections and equations ------------------------------------------------------------------------

local function header(element)
  if element.classes:includes("unnumbered") then return nil end
  for level = element.level + 1, 9 do section[level] = nil end
  section[element.level] = (section[element.level] or 0) + 1
  local parts = {}
  for level = 1, element.level do table.insert(parts, tostring(section[level] or 0)) end
  numbers[element.identifier] = table.concat(parts, ".")
end

local function equation(math, label)
  local number = next_number("eq", label)
  if target == "typst" then
    return {
      pandoc.RawInline("typst", '#[#set math.equation(numbering: "(1)", alt: ' .. typst_string(math.text) .. "); "),
      pandoc.Span({ math }, { "", { "has-alt" } }),
      pandoc.RawInline("typst", " <" .. label .. ">]"),
    }
  end
  math.text = math.text .. " \\qquad(" .. number .. ")"
  return { pandoc.Span({ math }, pandoc.Attr(label)) }
end

local function is_gap(inline)
  return inline and (inline.t == "Space" or inline.t == "SoftBreak")
end

local function equations(element)
  if not pandoc.utils.stringify(element):find("{#eq-", 1, true) then return nil end
  local inlines, result, index = element.content, pandoc.Inlines {}, 1
  while index <= #inlines do
    local inline = inlines[index]
    local after = is_gap(inlines[index + 1]) and index + 2 or index + 1
    local label = inlines[after] and inlines[after].t == "Str" and inlines[after].text:match("^{#(eq%-[^}]+)}$")
    if inline.t == "Math" and inline.mathtype == "DisplayMath" and label then
      result:extend(equation(inline, label))
      index = after + 1
    else
      result:insert(inline)
      index = index + 1
    end
  end
  element.content = result
  return element
end

-- References ------------------------------------------------------------------------------------

local function capital(text)
  return pandoc.text.upper(pandoc.text.sub(text, 1, 1)) .. pandoc.text.sub(text, 2)
end

local function reference(citation)
  local label = pandoc.text.lower(citation.id:sub(1, 1)) .. citation.id:sub(2)
  local content = pandoc.Inlines {}
  if #citation.prefix > 0 then
    content:extend(citation.prefix)
    content:insert(pandoc.Str(NBSP))
  elseif citation.mode ~= "SuppressAuthor" then
    local word = words[kind_of(label) .. "-prefix"]
    content:insert(pandoc.Str((citation.id:match("^%u") and capital(word) or word) .. NBSP))
  end
  content:insert(pandoc.Str(numbers[label]))
  local link = pandoc.Inlines { pandoc.Link(content, "#" .. label, "", pandoc.Attr("", { "quarto-xref" })) }
  link:extend(citation.suffix)
  return link
end

local KINDS = { fig = true, tbl = true, sec = true, eq = true }

local function cite(element)
  local result = pandoc.Inlines {}
  for index, citation in ipairs(element.citations) do
    if not KINDS[kind_of(citation.id) or ""] then return nil end
    if index > 1 then result:extend { pandoc.Str(","), pandoc.Space() } end
    result:extend(reference(citation))
  end
  return result
end

return {
  { Meta = read_options },
  {
    traverse = "topdown",
    Header = header,
    Div = div_float,
    Figure = figure_float,
    Table = table_float,
    Para = equations,
    Plain = equations,
  },
  { Cite = cite },
}
