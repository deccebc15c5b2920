-- The citation styles: what the filter has to know of each, where its file lies, and its form for a language.

local form, HERE = ...

local DEFAULT = { zh = "gbt-2025-numeric", en = "apa" }

local folders = pandoc.List { pandoc.path.join { HERE, "styles" } }
local contents, forms = {}, {}

local function read(path)
  local file = io.open(path, "r")
  if not file then return nil end
  local content = file:read("a")
  file:close()
  return content
end

-- `file`: the name of a style among those of the Citation Style Language. `in_text` is the style that gives names and
-- years; a numeric style has none. `gbt`: the year of the standard. `zh_first`: GB/T 7714-2015, 9.3.2, has Chinese entries before those in Western
-- languages; elsewhere the document's language comes first.
local KNOWN = pandoc.json.decode(read(pandoc.path.join { HERE, "references", "styles.json" }), false)

-- The text of a style's file, which stands in one of the folders.
local function content_of(name)
  if not contents[name] then
    for _, folder in ipairs(folders) do
      contents[name] = contents[name] or read(pandoc.path.join { folder, KNOWN[name].file .. ".csl" })
    end
  end
  if contents[name] then return contents[name] end
  local file = KNOWN[name].file
  error("the style " .. name .. " is not there: put " .. file .. ".csl (http://www.zotero.org/styles/" .. file
    .. ") into " .. table.concat(folders, " or "), 0)
end

-- A style that the document names by its file, under the name it has in the table or under that of its file.
local function named_by_file(path)
  local content = read(path) or error("csl: " .. path .. " cannot be read", 0)
  folders:insert(1, pandoc.path.directory(path))
  local id = content:match("<id>[^<]-([^/<]+)</id>") or path
  for name, style in pairs(KNOWN) do
    if style.file == id then
      contents[name] = content
      return name
    end
  end
  local class = content:match('citation%-format="([%a-]+)"')
  if class ~= "numeric" and class ~= "author-date" then
    error("csl: " .. path .. " is no numeric or author-date style", 0)
  end
  contents[id] = content
  KNOWN[id] = { in_text = id, numeric = class == "numeric", year = "comma" }
  return id
end

-- The style that a document asks for: its name, and what is to be known of it. `folder` is one more place of styles.
local function style_of(wanted, csl, folder, language)
  if folder then folders:insert(1, folder) end
  local name = wanted or csl and named_by_file(csl) or DEFAULT[language]
  if not KNOWN[name] then
    local known = {}
    for style in pairs(KNOWN) do table.insert(known, style) end
    table.sort(known)
    error("reference-style: " .. name .. " is not one of " .. table.concat(known, ", "), 0)
  end
  return name, KNOWN[name]
end

-- The name under which citeproc finds a style in its form for a language: it looks among pandoc's media first.
local function form_of(name, language)
  local medium = "reference-style-" .. name .. "-" .. language .. ".csl"
  if not forms[medium] then
    pandoc.mediabag.insert(medium, "application/xml", form(content_of(name), KNOWN[name], language))
    forms[medium] = true
  end
  return medium
end

-- No form is part of the document.
local function forget()
  for medium in pairs(forms) do pandoc.mediabag.delete(medium) end
  forms = {}
end

return { known = KNOWN, of = style_of, form_of = form_of, forget = forget, read = read }
