-- What pandoc's Typst writer drops and PDF/UA asks for: alternative texts of images and equations.

local function quoted(text)
  return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"'):gsub("%s+", " ") .. '"'
end

-- A width or height as Typst writes it; a bare number is a count of CSS pixels.
local function length(value)
  if value:match("^[%d.]+$") then value = value .. "px" end
  local pixels = value:match("^([%d.]+)px$")
  return pixels and string.format("%gpt", tonumber(pixels) * 0.75) or value
end

local function image(element)
  local parts = { '#image("' .. element.src .. '", alt: ' .. quoted(pandoc.utils.stringify(element.caption)) }
  for _, key in ipairs { "width", "height" } do
    local value = element.attributes[key]
    if value then table.insert(parts, key .. ": " .. length(value)) end
  end
  return pandoc.RawInline("typst", "#box(" .. table.concat(parts, ", "):sub(2) .. "))")
end

local function math(element)
  return {
    pandoc.RawInline("typst", "#[#set math.equation(alt: " .. quoted(element.text) .. "); "),
    element,
    pandoc.RawInline("typst", "]"),
  }
end

return {
  {
    traverse = "topdown",
    Image = image,
    Math = function(element) return math(element), false end,
    -- An equation that crossref.lua has already given its alternative text.
    Span = function(element)
      if element.classes:includes("has-alt") then return element.content, false end
    end,
  },
}
