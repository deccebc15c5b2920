-- Keeps what citeproc has made of the cited entries in a file, so that the same citations are not set again.
-- `reference-cache` in the metadata names the file; without it nothing is kept. Whoever names it sees to it that the
-- file goes when the filter, the styles or pandoc change.

local read = ...

-- What the parts of a document's references depend on: the entries, what is asked of them, and the citations in order.
local function key_of(bibliography, asked)
  local texts = bibliography:map(function(path) return read(path) or "" end)
  return pandoc.utils.sha1(table.concat(texts, "\0") .. "\0" .. table.concat(asked, "\0"))
end

local function load(path, key)
  local content = read(path)
  local is_read, doc = pcall(pandoc.read, content or "", "json")
  if not is_read or not doc.meta.key or pandoc.utils.stringify(doc.meta.key) ~= key then return nil end
  local list = table.remove(doc.blocks)
  local found, order = {}, pandoc.List {}
  for _, div in ipairs(doc.blocks) do
    found[div.identifier] = {
      names = div.content[1].content,
      year = div.attributes.year,
      language = div.attributes.language,
      entry = div.content[2],
    }
    if div.classes:includes("listed") then order:insert(div.identifier) end
  end
  return found, order, list.attr
end

local function save(path, key, found, order, attr)
  local blocks, listed = pandoc.Blocks {}, {}
  local function insert(name, class)
    local part = found[name]
    local content = pandoc.Blocks { pandoc.Plain(part.names) }
    if part.entry then content:insert(part.entry) end
    blocks:insert(pandoc.Div(content, pandoc.Attr(name, { class }, { { "year", part.year }, { "language", part.language } })))
    listed[name] = true
  end
  for _, name in ipairs(order) do insert(name, "listed") end
  for name in pairs(found) do
    if not listed[name] then insert(name, "unlisted") end
  end
  blocks:insert(pandoc.Div({}, attr or pandoc.Attr()))
  local own = path .. "." .. FORMAT
  local file = io.open(own, "w")
  if not file then return end
  file:write(pandoc.write(pandoc.Pandoc(blocks, { key = pandoc.MetaString(key) }), "json"))
  file:close()
  os.rename(own, path)
end

return { key_of = key_of, load = load, save = save }
