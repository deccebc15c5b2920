-- Runs last: takes out what the filters before it were told, so that no writer shows it, and warns of every link and
-- image that a document may not have, wherever it comes from. A warning stops the build.

local schemes = {}

local function read_options(meta)
  for _, scheme in ipairs(meta["policy-report"].schemes) do schemes[pandoc.utils.stringify(scheme)] = true end
  meta["policy-report"] = nil
  return meta
end

local function scheme_of(address)
  local scheme = address:gsub("[%z\1-\32\127]", ""):match("^([^/?#]-):")
  return scheme and scheme:lower()
end

local function link(element)
  local scheme = scheme_of(element.target)
  if scheme and not schemes[scheme] then
    pandoc.log.warn("a link begins with none of the schemes of pages: reference '" .. element.target .. "'")
  end
end

local function image(element)
  if scheme_of(element.src) and not element.src:match("^data:image/") then
    pandoc.log.warn("an image is not a file of the study: resource '" .. element.src .. "'")
  end
end

return { { Meta = read_options }, { Link = link, Image = image } }
