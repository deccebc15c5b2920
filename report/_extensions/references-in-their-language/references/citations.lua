-- Citations in the text: what citeproc found for each entry, in the brackets and separators of the document.

local has_han = ...
local text = pandoc.utils.stringify
local MARKS = {
  en = { open = "(", close = ")", comma = ", ", item = "; ", before_open = " " },
  zh = { open = "（", close = "）", comma = "，", item = "；", before_open = "" },
}

local FULL_STOPS = { ["，"] = true, ["；"] = true, ["、"] = true, ["。"] = true, ["："] = true }

local state = {} -- the style, the document's marks and language, and what the runs found, for one document

local function linked(content, key)
  return state.link and pandoc.Inlines { pandoc.Link(content, "#ref-" .. key) } or pandoc.Inlines(content)
end

local function is_plain(inlines)
  for _, inline in ipairs(inlines) do
    if inline.t ~= "Str" and inline.t ~= "Space" and inline.t ~= "SoftBreak" then return false end
  end
  return true
end

-- The page numbers at the head of a suffix, and the rest. The words for a page are the document's, not the entry's;
-- citeproc would read and write them in the language of its run.
local function locator(suffix)
  local words = text(suffix):gsub("\u{a0}", " "):gsub("–", "-"):gsub("—", "-"):gsub("^，", ""):gsub("^[,%s]+", "")
  local after = words:match("^pp?%.%s*(.*)$") or words:match("^pages?%s+(.*)$") or words:match("^页%s*(.*)$")
    or words:match("^第%s*(%d[%d%-, ]*页.*)$") or words:match("^%d[%d%-, ]*$")
  local pages = after and is_plain(suffix) and after:match("^[%divxlc]+%f[%W][%d%-, ]*")
  if not pages then return nil, suffix end
  local rest = after:sub(#pages + 1):gsub("^页", "")
  local gap = pages:match("[, ]*$")
  return pages:sub(1, #pages - #gap), pandoc.Inlines(rest ~= "" and pandoc.Str(gap .. rest) or {})
end

local function page_label(pages)
  local many = pages:match("[-,]") ~= nil
  pages = pages:gsub("-", "–")
  local label = state.style.page and state.style.page[state.language]
  if not label then return pages end
  if state.language == "zh" then return label .. pages .. "页" end
  return (many and "p" .. label or label) .. pages
end

-- One citation as its parts, ready to be put together.
local function item_of(citation)
  local pages, suffix = locator(citation.suffix)
  local found = state.found[citation.id]
  return {
    key = citation.id,
    names = found.names:clone(),
    year = found.year,
    mode = citation.mode,
    prefix = citation.prefix,
    pages = pages,
    suffix = suffix,
    place = state.place[citation.id],
  }
end

-- What the text sets off with a comma behind a citation gets the document's comma.
local function comma_of_the_document(suffix)
  if state.language ~= "zh" or not suffix[1] or suffix[1].t ~= "Str" or not suffix[1].text:match("^,") then
    return suffix
  end
  local rest = suffix:clone()
  rest[1] = pandoc.Str("，" .. rest[1].text:gsub("^,%s*", ""))
  if rest[2] and rest[2].t == "Space" then rest:remove(2) end
  return rest
end

local function with_affixes(item, content)
  local result = pandoc.Inlines(item.prefix)
  if #result > 0 then
    local closed = state.language == "zh" and has_han(text(result):match("[^%s]*$") or "")
    if not closed then result:insert(pandoc.Space()) end
  end
  result:extend(content)
  local words = text(item.suffix)
  local starts_with_mark = words:match("^[%s%p]") or FULL_STOPS[words:match(utf8.charpattern) or ""]
  if words ~= "" and not starts_with_mark then result:insert(pandoc.Space()) end
  result:extend(comma_of_the_document(item.suffix))
  return result
end

local function is_bare(item)
  return #item.prefix == 0 and #item.suffix == 0 and not item.pages
end

-- Names and year, or the year alone after the same names.
local function author_date_item(item, only_year)
  local marks = state.marks
  local content = only_year and pandoc.Inlines {} or item.names:clone()
  if #content > 0 and item.year ~= "" then
    content:insert(pandoc.Str(state.style.year == "space" and " " or marks.comma))
  end
  content:insert(pandoc.Str(item.year))
  if item.pages and not state.style.gbt then content:insert(pandoc.Str(marks.comma .. page_label(item.pages))) end
  return with_affixes(item, linked(content, item.key))
end

local function bracketed(items, narrative)
  local marks = state.marks
  local result = pandoc.Inlines { pandoc.Str(marks.open) }
  for index, item in ipairs(items) do
    local before = items[index - 1]
    local same = before and is_bare(before) and #item.prefix == 0 and text(before.names) == text(item.names)
    if before then result:insert(pandoc.Str(same and marks.comma or marks.item)) end
    result:extend(author_date_item(item, same or item.mode == "SuppressAuthor" or index == 1 and narrative))
  end
  result:insert(pandoc.Str(marks.close))
  return result
end

-- Numbers in one pair of brackets, two or more in a row as a range (GB/T 7714-2015, 10.1).
local function numbers(items)
  table.sort(items, function(a, b) return a.place < b.place end)
  local result = pandoc.Inlines { pandoc.Str("[") }
  local index = 1
  while index <= #items do
    local last = index
    while items[last + 1] and items[last + 1].place - items[last].place <= 1 do last = last + 1 end
    if index > 1 then result:insert(pandoc.Str(",")) end
    result:extend(linked({ pandoc.Str(tostring(items[index].place)) }, items[index].key))
    if items[last].place > items[index].place then
      result:insert(pandoc.Str("-"))
      result:extend(linked({ pandoc.Str(tostring(items[last].place)) }, items[last].key))
    end
    index = last + 1
  end
  result:insert(pandoc.Str("]"))
  return result
end

-- GB/T 7714-2015, 10.1.3 and 10.2.4: page numbers are raised and stand outside the brackets, so an item that has
-- them gets brackets of its own.
local function runs_up_to_pages(items)
  local groups, group = {}, {}
  for _, item in ipairs(items) do
    if item.pages and #group > 0 then
      table.insert(groups, group)
      group = {}
    end
    table.insert(group, item)
    if item.pages then
      table.insert(groups, group)
      group = {}
    end
  end
  if #group > 0 then table.insert(groups, group) end
  return groups
end

local function raised_pages(group)
  return #group == 1 and group[1].pages and pandoc.Inlines { pandoc.Superscript(group[1].pages) } or pandoc.Inlines {}
end

local function numeric(items)
  local affixed = false
  for _, item in ipairs(items) do
    affixed = affixed or #item.prefix > 0 or #item.suffix > 0
  end
  local result = pandoc.Inlines {}
  if not affixed then
    for _, group in ipairs(runs_up_to_pages(items)) do
      result:insert(pandoc.Superscript(numbers(group) .. (group[1].pages and { pandoc.Str(group[1].pages) } or {})))
    end
    return result
  end
  -- Words around a number are no superscript: “见[3]” (10.1.1 has numbers as parts of a sentence too).
  result:insert(pandoc.Str(state.marks.open))
  for index, item in ipairs(items) do
    if index > 1 then result:insert(pandoc.Str(state.marks.item)) end
    result:extend(with_affixes(item, numbers { item } .. raised_pages { item }))
  end
  result:insert(pandoc.Str(state.marks.close))
  return result
end

local function author_date(items, narrative)
  if not state.style.gbt then return bracketed(items, narrative) end
  local result = pandoc.Inlines {}
  for index, group in ipairs(runs_up_to_pages(items)) do
    result:extend(bracketed(group, narrative and index == 1))
    result:extend(raised_pages(group))
  end
  return result
end

local function narrative_names(item)
  -- APA 7, 8.17: an ampersand within brackets, the word in running text.
  if not state.style.narrative_and then return item.names end
  return item.names:walk { Str = function(str) return str.text == "&" and pandoc.Str("and") or nil end }
end

local function cited(element)
  local items = pandoc.List {}
  for _, citation in ipairs(element.citations) do
    if not state.found[citation.id] then
      pandoc.log.warn("citation " .. citation.id .. " not found")
      return pandoc.Inlines { pandoc.Strong(citation.id .. "?") }
    end
    items:insert(item_of(citation))
  end
  local first = items[1]
  local narrative = first.mode == "AuthorInText"
  local sortable = state.style.sorted and not narrative
  for _, item in ipairs(items) do sortable = sortable and #item.prefix == 0 end
  if sortable then table.sort(items, function(a, b) return a.place < b.place end) end
  local content = pandoc.Inlines {}
  if narrative then
    content:extend(narrative_names(first))
    if not state.style.numeric and state.marks.before_open ~= "" then content:insert(pandoc.Space()) end
  end
  content:extend(state.style.numeric and numeric(items) or author_date(items, narrative))
  return content
end

-- No space before a raised number, nor before a full-width bracket.
local function sits_close(content)
  return content[1] and (content[1].t == "Superscript" or text(content[1]) == MARKS.zh.open)
end

-- Typst's writer makes citations of its own from what is still a Cite.
local function set(element, content)
  return FORMAT:match("^typst") and content or pandoc.Inlines { pandoc.Cite(content, element.citations) }
end

local function with_citations(inlines)
  if not inlines:find_if(function(inline) return inline.t == "Cite" end) then return nil end
  local result = pandoc.Inlines {}
  for _, inline in ipairs(inlines) do
    if inline.t == "Cite" then
      local content = cited(inline)
      local before = result[#result]
      if sits_close(content) and before and (before.t == "Space" or before.t == "SoftBreak") then result:remove(#result) end
      result:extend(set(inline, content))
    else
      result:insert(inline)
    end
  end
  return result
end

-- `given`: the style, the document's language, whether to link, and what was found for each key.
return function(given)
  state = given
  state.marks = MARKS[given.language]
  -- No English citation by name and year sits close, so that what stands before it need not be looked at.
  local close = given.style.numeric or given.language == "zh"
  return close and { Inlines = with_citations } or { Cite = function(element) return set(element, cited(element)) end }
end
