-- Callouts, a title and a text in a frame, and page breaks, for each format.

local words, target = {}, nil

local function read_options(meta)
  local own = meta["policy-report"]
  target = pandoc.utils.stringify(own.target)
  for key, value in pairs(own.words) do words[key] = pandoc.utils.stringify(value) end
end

local function kind_of(div)
  for _, class in ipairs(div.classes) do
    local kind = class:match("^callout%-(%a+)$")
    if kind then return kind end
  end
end

local function title_of(div, kind)
  local given = div.attributes.title
  if given and given ~= "" then return pandoc.utils.blocks_to_inlines(pandoc.read(given, "markdown").blocks) end
  if div.content[1] and div.content[1].t == "Header" then return div.content:remove(1).content end
  return pandoc.Inlines { pandoc.Str(words[kind]) }
end

local function styled(content, style)
  return pandoc.Div(content, { "", {}, { { "custom-style", style } } })
end

local render = {
  html = function(kind, title, content)
    return pandoc.Div({
      pandoc.Div({ pandoc.Plain(title) }, { "", { "callout-header" } }),
      pandoc.Div(content, { "", { "callout-body" } }),
    }, { "", { "callout", "callout-" .. kind }, { { "role", "note" } } })
  end,
  typst = function(kind, title, content)
    local blocks = pandoc.Blocks { pandoc.RawBlock("typst", '#callout(kind: "' .. kind .. '", title: ['), pandoc.Plain(title) }
    blocks:insert(pandoc.RawBlock("typst", "], body: ["))
    blocks:extend(content)
    blocks:insert(pandoc.RawBlock("typst", "])"))
    return blocks
  end,
  docx = function(_, title, content)
    return pandoc.Blocks { styled({ pandoc.Para(title) }, "Callout Title"), styled(content, "Callout") }
  end,
}

local PAGEBREAK = {
  html = { "html", '<div style="page-break-after: always;"></div>' },
  typst = { "typst", "#pagebreak()" },
  docx = { "openxml", '<w:p><w:r><w:br w:type="page"/></w:r></w:p>' },
}

return {
  { Meta = read_options },
  {
    RawBlock = function(block)
      if block.format == "pagebreak" then return pandoc.RawBlock(table.unpack(PAGEBREAK[target])) end
    end,
    Div = function(div)
      local kind = kind_of(div)
      if kind then
        local title = title_of(div, kind)
        return render[target](kind, title, div.content)
      end
    end,
  },
}
