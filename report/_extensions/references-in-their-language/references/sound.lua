-- Spells the head of an entry so that sorting by the commonest reading of a character sorts it as it is read.

local text = pandoc.utils.stringify

-- Pandoc sorts a character by its commonest reading. These are read otherwise at the head of a name.
local PLACES = { ["重庆"] = "虫", ["长"] = "常", ["厦门"] = "下", ["六安"] = "路", ["蚌埠"] = "泵", ["地"] = "弟", ["都市"] = "督" }
local SURNAMES = { ["曾"] = "增", ["单"] = "善", ["仇"] = "求", ["查"] = "渣", ["翟"] = "宅", ["区"] = "欧", ["解"] = "谢", ["缪"] = "妙" }
local LONGEST_NAME = 4 -- characters; what is longer is no person

local function as_read(name)
  for head, sound in pairs(PLACES) do
    if name:sub(1, #head) == head then return sound .. name:sub(#head + 1) end
  end
  local surname = name:match(utf8.charpattern) or ""
  local is_person = (utf8.len(name) or 0) <= LONGEST_NAME
  return is_person and SURNAMES[surname] and SURNAMES[surname] .. name:sub(#surname + 1) or name
end

local function spelt_by_sound(reference)
  local copy = {}
  for field, value in pairs(reference) do copy[field] = value end
  local first = reference.author and reference.author[1]
  if first and (first.literal or first.family) then
    copy.author = reference.author:clone()
    copy.author[1] = { literal = as_read(first.literal or first.family) }
  elseif not first then
    copy.title = pandoc.Inlines(as_read(text(reference.title or "")))
  end
  return copy
end

return spelt_by_sound
