-- Tables in list form, as Quarto reads them: a div of class list-table that holds an optional caption and a
-- list of rows, each a list of cells. A cell may begin with an empty span that gives its alignment.

local ALIGNMENT = { d = "AlignDefault", l = "AlignLeft", r = "AlignRight", c = "AlignCenter" }

local function split(text)
  local parts = {}
  for part in (text or ""):gmatch("[^,%s]+") do table.insert(parts, part) end
  return parts
end

local function column_specs(div, count)
  local aligns, widths, total = split(div.attributes.aligns), split(div.attributes.widths), 0
  for _, width in ipairs(widths) do total = total + tonumber(width) end
  local specs = {}
  for index = 1, count do
    local width = widths[index] and tonumber(widths[index]) / total or nil
    specs[index] = { ALIGNMENT[aligns[index] or "d"], width }
  end
  return specs
end

local function cell(blocks)
  local first = blocks[1] and blocks[1].content and blocks[1].content[1]
  local align = "AlignDefault"
  if first and first.t == "Span" and #first.content == 0 and first.attributes.align then
    align = ALIGNMENT[first.attributes.align]
    blocks[1].content:remove(1)
  end
  return pandoc.Cell(blocks, align)
end

local function list_table(div)
  if div.classes[1] ~= "list-table" then return nil end
  local content, caption = div.content, {}
  if content[1] and content[1].t == "Para" then caption = { pandoc.Plain(content:remove(1).content) } end
  if #content ~= 1 or content[1].t ~= "BulletList" then return nil end
  local rows, columns = {}, 0
  for _, item in ipairs(content[1].content) do
    if #item ~= 1 or item[1].t ~= "BulletList" then return nil end
    local cells = {}
    for _, blocks in ipairs(item[1].content) do table.insert(cells, cell(blocks)) end
    columns = math.max(columns, #cells)
    table.insert(rows, pandoc.Row(cells))
  end
  local head = {}
  for _ = 1, tonumber(div.attributes["header-rows"]) or 1 do table.insert(head, table.remove(rows, 1)) end
  local body = { attr = pandoc.Attr(), body = rows, head = {}, row_head_columns = tonumber(div.attributes["header-cols"]) or 0 }
  return pandoc.Table(
    { long = caption }, column_specs(div, columns), pandoc.TableHead(head), { body }, pandoc.TableFoot(),
    pandoc.Attr(div.identifier, div.classes:filter(function(name) return name ~= "list-table" end))
  )
end

return { { Div = list_table } }
