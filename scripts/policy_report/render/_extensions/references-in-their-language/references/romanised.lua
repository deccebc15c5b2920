-- Chinese entries for readers of another language: names and titles in Latin letters, a translation in brackets, and
-- the names in characters once, at the end of the entry. An entry says them in fields of its own, which pandoc's reader
-- leaves out: `romanisedauthor`, `romanisedtitle`, `translatedtitle`, `romanisedcontainer`, `translatedcontainer`.

local bibtex = ...
local text = pandoc.utils.stringify
local plain, names_of = bibtex.plain, bibtex.names_of

-- A body by its translation, where its name has one in brackets.
local function body(name)
  return name:match("%[(.+)%]$") or name
end

local function bracketed(romanised, translated, original)
  local words = plain(romanised or "")
  if translated then words = (words ~= "" and words .. " " or "") .. "[" .. plain(translated) .. "]" end
  return words ~= "" and pandoc.Inlines { pandoc.Span(words, { class = "nocase" }) } or original
end

local function in_characters(names)
  return table.concat((names or pandoc.List {}):map(function(name)
    return text(name.literal or (name.family or "") .. (name.given or ""))
  end), ", ")
end

-- The entry in Latin letters, and its authors in characters; nothing for an entry that has an author and no romanised one.
local function romanised(reference, fields)
  if not fields or (reference.author and not fields.romanisedauthor) or not fields.translatedtitle then return nil end
  local copy, names = {}, in_characters(reference.author)
  for field, value in pairs(reference) do copy[field] = value end
  copy.author = fields.romanisedauthor and names_of(fields.romanisedauthor, body)
  copy.title = bracketed(fields.romanisedtitle, fields.translatedtitle)
  for _, container in ipairs { "container-title", "publisher" } do
    if copy[container] then
      copy[container] = bracketed(fields.romanisedcontainer, fields.translatedcontainer, copy[container])
      break
    end
  end
  copy.language = "en-US"
  return copy, names
end

-- An entry of the list with the names of its authors in characters at its end.
local function with_characters(entry, names)
  local function block(lines)
    lines.content:extend { pandoc.Space(), pandoc.Span("(" .. names .. ")", { lang = "zh-CN" }) }
    return lines
  end
  return entry:walk { Para = block, Plain = block }
end

return { of = romanised, with_characters = with_characters }
