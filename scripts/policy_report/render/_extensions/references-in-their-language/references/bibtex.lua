-- What a bibliography says and pandoc's reader leaves out: the type of each entry and its fields, as they are written.

local function plain(words)
  return (words:gsub("[{}]", ""):gsub("\\", ""):gsub("%s+", " "):gsub("^ ", ""):gsub(" $", ""))
end

-- The end of a value that begins at a place: in braces, in quotation marks, or a bare word; pieces are joined by `#`.
local function value_at(text, at)
  local pieces = {}
  repeat
    at = text:match("^%s*()", at)
    local first, piece, after = text:sub(at, at)
    if first == "{" then
      piece, after = text:match("^(%b{})()", at)
    elseif first == '"' then
      after = at + 1
      while after <= #text and text:sub(after, after) ~= '"' do
        after = text:match("^%b{}()", after) or after + 1
      end
      piece, after = text:sub(at, after), after + 1
    else
      piece, after = text:match("^([^%s,#{}]+)()", at)
    end
    if not piece then return nil, at + 1 end
    table.insert(pieces, first == "{" and piece:sub(2, -2) or first == '"' and piece:sub(2, -2) or piece)
    local joined = text:match("^%s*#()", after)
    at = joined or after
  until not joined
  return table.concat(pieces), at
end

-- Every entry by its key: `type` and `fields`, both in lower case.
local function entries_of(files)
  local found = {}
  for _, file in ipairs(files) do
    local text = "\n" .. pandoc.system.read_file(file)
    for kind, body in text:gmatch("\n%s*@(%a+)%s*(%b{})") do
      local key, at = body:match("^{%s*([^%s,]+)%s*,()")
      local fields = {}
      while key and at <= #body do
        local name, from = body:match("^%s*([%w_-]+)%s*=()", at)
        if name then
          fields[name:lower()], at = value_at(body, from)
        else
          at = at + 1
        end
      end
      if key then found[key] = { type = kind:lower(), fields = fields } end
    end
  end
  return found
end

-- Names joined by “and” outside of braces: a person as family and given name, a body in one piece. `body` gives a
-- body's name.
local function names_of(words, body)
  local names, name = pandoc.List {}, ""
  for part in (words .. " and "):gmatch("(.-)%s+and%s") do
    name = name == "" and part or name .. " and " .. part
    local _, opened = name:gsub("{", "")
    local _, closed = name:gsub("}", "")
    if opened == closed then
      local family, given = plain(name):match("^(.-), (.+)$")
      local is_body = name:match("^%s*{") or not family
      names:insert(is_body and { literal = body and body(plain(name)) or plain(name) } or { family = family, given = given })
      name = ""
    end
  end
  return names
end

return { entries_of = entries_of, names_of = names_of, plain = plain }
