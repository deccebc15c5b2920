-- Sentences that are findings (`[…]{.finding #fnd-x}`): each gets a small mark that leads to its row in the table
-- of findings. Where that row says that the finding is refuted, the sentence is struck and the document calls itself a
-- draft. The table, made by `policy-report build`, is the only place that says which number a finding has and
-- whether it holds, and in which words; without the table the text stays as it is. An article whose supplement has the
-- table reads the table's file.

-- Where Quarto finds what is generated; the embedded engine, which runs a filter of its own, says it.
local GENERATED = pandoc.path.join { pandoc.path.directory(debug.getinfo(1, "S").source:sub(2)), "..", "..", "generated" }
local rows = {}

local function read_row(span)
  if not span.classes:includes("finding-test") then return nil end
  rows[span.attributes.finding] = {
    anchor = "#" .. span.identifier,
    number = pandoc.utils.stringify(span.content),
    title = span.attributes.title,
    refuted = span.attributes.refuted,
    draft = span.attributes.draft,
  }
  span.attributes = {}
  return span
end

-- The first cells of the table that the build made, for a document that does not show it.
local function read_table(meta)
  local language, own = pandoc.utils.stringify(meta.lang or "en"):match("^%a+"), meta["policy-report"]
  local folder = own and own.generated and pandoc.utils.stringify(own.generated) or GENERATED
  local file = io.open(pandoc.path.join { folder, language, "tbl-findings.md" })
  if not file then return end
  local cells = {}
  for line in file:lines() do table.insert(cells, line:match("^| (%[.- %.finding%-test .-}) |")) end
  file:close()
  -- Pandoc's reader of its own Markdown takes twenty times as long.
  pandoc.read(table.concat(cells, "\n\n"), "commonmark+attributes+bracketed_spans").blocks:walk { Span = read_row }
end

local function mark(row)
  -- Pairs, whose order holds; the keys of a table come in another order with each run.
  local attributes = pandoc.Attr("", { "finding-mark" }, { { "title", row.title }, { "aria-label", row.title } })
  return pandoc.Superscript { pandoc.Link(row.number, row.anchor, "", attributes) }
end

local function struck(inlines, row)
  local note = { pandoc.Str("["), pandoc.Link(row.number, row.anchor), pandoc.Str(": " .. row.refuted .. "]") }
  return pandoc.Inlines { pandoc.Strikeout(inlines), pandoc.Space(), pandoc.Strong(note) }
end

local function row_of(element)
  local row = rows[element.identifier ~= "" and element.identifier or element.attributes.repeats]
  element.attributes = {}
  return row
end

local function sentence(with_mark)
  return function(span)
    if not span.classes:includes("finding") then return nil end
    local row = row_of(span)
    if row and row.refuted then
      span.content = struck(span.content, row)
    elseif row and with_mark then
      span.content:insert(mark(row))
    end
    return span
  end
end

local function paragraphs(div)
  if not div.classes:includes("finding") then return nil end
  local row = row_of(div)
  if not row then return div end
  local last = nil
  for _, block in ipairs(div.content) do
    if block.t == "Para" or block.t == "Plain" then
      last = block
      if row.refuted then block.content = struck(block.content, row) end
    end
  end
  if last and not row.refuted then last.content:insert(mark(row)) end
  return div
end

local function abstract(meta)
  local kind = pandoc.utils.type(meta.abstract)
  -- Marks would crowd an abstract; a refuted sentence is struck there too.
  if kind == "Blocks" or kind == "Inlines" then meta.abstract = meta.abstract:walk { Span = sentence(false) } end
  return meta
end

-- What the document calls itself where a finding is refuted; every such row says the same.
local function draft()
  for _, row in pairs(rows) do
    if row.refuted then return row.draft end
  end
end

function Pandoc(doc)
  doc.blocks = doc.blocks:walk { Span = read_row }
  if next(rows) == nil then read_table(doc.meta) end
  doc.meta = abstract(doc.meta)
  doc.blocks = doc.blocks:walk { Span = sentence(true), Div = paragraphs }
  if draft() then
    local banner = pandoc.Div({ pandoc.Para { pandoc.Strong(draft()) } }, { class = "draft" })
    -- The abstract stands on the first page, before the contents.
    local first = pandoc.utils.type(doc.meta.abstract) == "Blocks" and doc.meta.abstract or doc.blocks
    first:insert(1, banner)
  end
  return doc
end
