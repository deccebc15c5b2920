-- Lays figures and tables out for Word as Quarto 1.10 does: each in a centred cell, with the style of its caption beside
-- the properties that pandoc writes.
local STYLE = '<w:pPr><w:jc w:val="left"/><w:spacing w:before="200"/><w:pStyle w:val="ImageCaption"/></w:pPr>'

local function laid_out(identifier, content, caption, place)
  local paragraph = pandoc.Para({ pandoc.RawInline("openxml", STYLE) })
  paragraph.content:extend(caption)
  local cell = pandoc.Div({ content }, pandoc.Attr(identifier))
  cell.content:insert(place, paragraph)
  local rows = { { { cell } } }
  return pandoc.utils.from_simple_table(pandoc.SimpleTable({}, { pandoc.AlignCenter }, { 1 }, {}, rows)), false
end

function Figure(figure)
  return laid_out(figure.identifier, figure.content[1], figure.caption.long[1].content, 2)
end

function Table(content)
  local identifier, caption = content.identifier, content.caption.long[1].content
  content.identifier, content.caption.long = "", {}
  return laid_out(identifier, content, caption, 1)
end

return { { traverse = "topdown", Figure = Figure, Table = Table } }
