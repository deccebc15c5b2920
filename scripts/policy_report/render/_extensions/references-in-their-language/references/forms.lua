-- The two forms of a citation style: one for entries in Chinese, one for all others. Citeproc sets one language a
-- run, and the styles know little Chinese. The files of styles stay as their makers publish them; a form is made of
-- one while the filter runs.

-- Marks where the filter closes up what citeproc sets apart with a space.
local JOINER = "\u{2060}"

-- Words that the styles and pandoc's Chinese locale lack, or have in a form that no reference list uses. The filter
-- gives an edition with its word (第2版), after which the style's own would be one too many.
local GBT_TERMS = {
  { "edition", "short", "" }, { "no date", "short", "日期不详" }, { "volume", "short", "卷" .. JOINER },
}
local CHINESE_TERMS = {
  { "edition", "short", "" },
  { "no date", "short", "日期不详" },
  { "and", "", JOINER .. "和" .. JOINER },
  { "et-al", "", JOINER .. "等" },
  { "in", "", "载" },
  { "editor", "verb", "编者: " },
  { "translator", "verb", "译者: " },
  { "retrieved", "", "取自" },
  { "from", "", "" },
  { "page", "short", "页" .. JOINER },
  { "issue", "short", "期" .. JOINER },
  { "volume", "short", "卷" .. JOINER },
  { "version", "", "版本" },
  { "number", "short", JOINER .. "编号" },
}

-- Citeproc takes a number with a space in it, US 1234567, for several.
local ONE_NUMBER = '<locale xml:lang="en"><terms><term name="number" form="short"><single>No.</single>'
  .. "<multiple>No.</multiple></term></terms></locale>"

-- English words that styles write out.
local VALUES = { issued = "公布于", released = "发布", Released = "发布" }

-- A text in which something must stand: a style whose maker has moved it is told apart from one that never had it.
local function changed(style, pattern, replacement)
  local result, count = style:gsub(pattern, replacement, 1)
  if count == 0 then error("the style is not the one that this filter knows: it lacks " .. pattern, 0) end
  return result
end

local function in_macro(style, name, change)
  local head, body, tail = style:match('^(.-<macro name="' .. name .. '">)(.-)(</macro>.*)$')
  if not body then error("the style is not the one that this filter knows: it has no macro " .. name, 0) end
  return head .. change(body) .. tail
end

-- GB/T 7714-2015, 4.6.2: the date of a web page follows its publisher and year, which the style leaves out.
local PAGE_DATE = '<choose><if type="post post-weblog webpage" match="any">'
  .. '<text macro="issued-date" prefix="(" suffix=")"/></if></choose>'

local function with_date_of_a_page(publisher)
  return changed(publisher, '(<else%-if type=.-)(<text macro="accessed%-date"/>)', "%1" .. PAGE_DATE .. "%2")
end

-- An undated entry says so: the style would name it by its author alone where it is cited.
local function with_no_date(year)
  local before, guess = year:match("^(.*)<else>(.-)</else>%s*</choose>%s*$")
  if not guess then error("the style is not the one that this filter knows: its years end otherwise", 0) end
  return before .. '<else-if variable="accessed">' .. guess
    .. '</else-if><else><text term="no date" form="short" prefix="[" suffix="]"/></else></choose>'
end

local function as_gbt_has_it(style)
  style = in_macro(style, "publisher", with_date_of_a_page)
  style = in_macro(style, "issued%-year", with_no_date)
  -- The style puts the names of bodies in capitals as well; the filter does it for persons only.
  return (style:gsub('(<name%-part [^>]*) text%-case="[^"]*"', "%1"))
end

-- A mark that the entry itself says goes before that of its type; in the list “et al.” has a comma before it behind one
-- name too.
local function with_marks_and_names(style)
  style = changed(style, '<text macro="([%a-]*type%-id)"/>',
    '<choose><if variable="section"><text variable="section"/></if><else><text macro="%1"/></else></choose>')
  return (style:gsub("<bibliography ", '<bibliography delimiter-precedes-et-al="always" ', 1))
end

local function opening(name, form)
  return '<term name="' .. name .. '"' .. (form ~= "" and ' form="' .. form .. '"' or "") .. ">"
end

local function escaped(text)
  return (text:gsub("%p", "%%%0"))
end

local function with_words(style, terms)
  style = style:gsub('<locale xml:lang="zh">.-</locale>', function(locale)
    for _, term in ipairs(terms) do
      locale = locale:gsub(escaped(opening(term[1], term[2])) .. ".-</term>", "")
    end
    return locale
  end)
  local added = {}
  for _, term in ipairs(terms) do table.insert(added, opening(term[1], term[2]) .. term[3] .. "</term>") end
  local locale = '<locale xml:lang="zh"><terms>' .. table.concat(added) .. "</terms></locale>"
  return changed(style, "</style>", locale .. "</style>")
end

local function with_attributes(element, attributes)
  for _, attribute in ipairs(attributes) do
    local name, value = attribute[1], attribute[2]
    element = element:gsub(" " .. escaped(name) .. '="[^"]*"', "")
    element = element:gsub("^(<[%a-]+)", "%1 " .. name .. '="' .. value .. '"')
  end
  return element
end

-- 刘红琳、王明和李四: no comma between names, and no ampersand before the last.
local CHINESE_NAMES = {
  { "and", "text" }, { "delimiter", "、" }, { "delimiter-precedes-last", "never" }, { "delimiter-precedes-et-al", "never" },
}

local function with_chinese_names(style)
  return (style:gsub("<name [^>]*>", function(element)
    return element:find(" and=", 1, true) and with_attributes(element, CHINESE_NAMES) or element
  end))
end

-- 5月1日 where the style composes month and day itself; whole dates are the locale's.
local UNITS = { month = "月", day = "日" }

local function chinese_part(element)
  local unit = UNITS[element:match(' name="(%a+)"')]
  if not unit or element:find("numeric-leading-zeros", 1, true) then return element end
  return with_attributes(element, { { "form", "numeric" }, { "prefix", "" }, { "suffix", unit } })
end

local function with_chinese_dates(style)
  return (style:gsub("<macro .-</macro>", function(macro) return (macro:gsub("<date%-part [^>]*>", chinese_part)) end))
end

-- The text of a style in its form for the entries of a language.
local function form(style, known, language)
  if known.gbt == 2015 then style = as_gbt_has_it(style) end
  if known.gbt then style = with_marks_and_names(style) end
  if language ~= "zh" then return changed(style, "</style>", ONE_NUMBER .. "</style>") end
  style = style:gsub(' value="(%a+)"', function(word) return VALUES[word] and ' value="' .. VALUES[word] .. '"' end)
  style = with_words(style, known.gbt and GBT_TERMS or CHINESE_TERMS)
  style = with_chinese_dates(with_chinese_names(style))
  -- Chicago shortens 101-129 to 101-29, which Chinese does not.
  return (style:gsub("<style [^>]*>", function(element)
    return with_attributes(element, { { "page-range-format", "expanded" } })
  end, 1))
end

return form
