-- Images: the default extension, paths from the root, and the alternative text where each writer takes it.

local main, extension, target = nil, nil, nil

local function read_options(meta)
  local own = meta["policy-report"]
  target = pandoc.utils.stringify(own.target)
  main = pandoc.utils.stringify(own.main)
  extension = own.extension and pandoc.utils.stringify(own.extension) or ""
end

local function file(source)
  local name = source:match("[^/]*$")
  if extension ~= "" and not name:find("%.[^.]+$") then source = source .. "." .. extension end
  if source:sub(1, 1) == "/" then return source end
  return "/" .. pandoc.path.join { main, source }
end

local function alternative(image)
  local given = image.attributes["fig-alt"] or image.attributes.alt
  image.attributes["fig-alt"], image.attributes.alt = nil, nil
  return given or pandoc.utils.stringify(image.caption)
end

return {
  { Meta = read_options },
  {
    Image = function(image)
      if image.src:match("^data:") then return nil end
      local path = pandoc.path.normalize(file(image.src))
      image.src = target == "typst" and path or path:sub(2)
      image.caption = pandoc.Inlines { pandoc.Str(alternative(image)) }
      image.title = ""
      return image
    end,
  },
}
