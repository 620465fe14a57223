-- The rules as chains of `if`s in Lua functions; see README.md. peer.lua WORKLOAD ANSWERS SECONDS
local ffi = require("ffi")
local RULES_A_FUNCTION = 400 -- a function's jumps are 16 bits wide

local function fail(why) io.stderr:write(why, "\n") os.exit(2) end
local function read(path)
    local file = io.open(path, "rb") or fail("cannot read " .. path)
    local bytes = file:read("*a")
    file:close()
    return bytes
end

local folder, answers_path, seconds = arg[1], arg[2], tonumber(arg[3])
local names, rules = {}, {}
for line in read(folder .. "/rules.txt"):gmatch("[^\n]+") do
    if #names == 0 then
        for name in line:gmatch("([%w_]+):") do names[#names + 1] = name end
    else
        local conditions = {}
        for field, op, value in line:gmatch("(%d+) ([<>=]+) (-?%d+)") do
            conditions[#conditions + 1] = names[field + 1] .. (op == "=" and "==" or op) .. value
        end
        rules[#rules + 1] = table.concat(conditions, " and ")
    end
end

local begin = os.clock()
local parameters, chunks = table.concat(names, ","), {}
for first = 1, #rules, RULES_A_FUNCTION do
    local text = { "return function(" .. parameters .. ")" }
    for i = first, math.min(first + RULES_A_FUNCTION - 1, #rules) do
        text[#text + 1] = "if " .. rules[i] .. " then return " .. (i - 1) .. " end"
    end
    text[#text + 1] = "return -1 end"
    chunks[#chunks + 1] = assert(loadstring(table.concat(text, "\n")))()
end
local arguments = {}
for i = 1, #names do arguments[i] = "row[at+" .. (i - 1) .. "]" end
-- the loop over events, with as many arguments as there are fields
local loop = assert(loadstring(([[
local chunks, row, answers, none = ...
local single, count = chunks[1], #chunks
return function(first, last)
    for event = first, last do
        local at = event * %d
        local %s = %s
        local fired = single(%s)
        local next = 2
        while fired < 0 and next <= count do
            fired = chunks[next](%s)
            next = next + 1
        end
        answers[event] = fired < 0 and none or fired
    end
end]]):format(#names, parameters, table.concat(arguments, ","), parameters, parameters)))

local bytes = read(folder .. "/events.bin")
local values = ffi.cast("const int64_t*", bytes)
local total = #bytes / 8
local events = total / #names
local row = ffi.new("double[?]", total)
for i = 0, total - 1 do row[i] = tonumber(values[i]) end
local answers = ffi.new("uint32_t[?]", events)
local decide = loop(chunks, row, answers, #rules)
local prepared = os.clock() - begin

local count, start = 0, os.clock()
while count < events and (count < 10 or os.clock() - start < seconds) do
    local last = math.min(count + 16, events)
    decide(count, last - 1)
    count = last
end
local out = io.open(answers_path, "wb")
out:write(ffi.string(answers, count * 4))
out:close()
local times, least, from = {}, math.huge, os.clock()
repeat
    local pass = os.clock()
    decide(0, count - 1)
    local each = (os.clock() - pass) * 1e9 / count
    least = math.min(least, each)
    times[#times + 1] = ("%.2f"):format(each)
until os.clock() - from >= seconds
-- single events, where they take more than 1 us; wall time
ffi.cdef("struct clock { int64_t seconds, nanoseconds; }; int clock_gettime(int clock, struct clock* now);")
local clock = ffi.new("struct clock")
local function now()
    ffi.C.clock_gettime(1, clock) -- monotonic
    return tonumber(clock.seconds) * 1e9 + tonumber(clock.nanoseconds)
end
local more = ""
if least > 1000 then
    local each = {}
    for i = 1, count do
        local one = now()
        decide(i - 1, i - 1)
        each[i] = now() - one
    end
    table.sort(each)
    if count >= 100 then more = (', "p99": %d'):format(each[math.floor(count * 0.99) + 1]) end
    if count >= 1000 then more = more .. (', "p999": %d'):format(each[math.floor(count * 0.999) + 1]) end
end
print(('{"events": %d, "prepare_seconds": %.6f, "ns": [%s]%s}'):format(count, prepared, table.concat(times, ", "), more))
