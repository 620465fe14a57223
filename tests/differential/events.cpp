#include "tests/differential/events.hpp"

#include <algorithm>

#include "tests/oracle/decimal.hpp"
#include "tests/oracle/time.hpp"

namespace ordain::differential {

using oracle::Json;

namespace {

void add_value(Edges& edges, Type type, const typed::Value& v) {
    if (type.kind == TypeKind::text)
        edges.texts.push_back(v.text);
    else
        edges.numbers[type.kind].push_back(v.number);
}

void add_range(Edges& edges, Type type, const typed::Range& r) {
    for (std::int64_t bound : {r.low, r.high})
        if (bound != INT64_MIN && bound != INT64_MAX) edges.numbers[type.kind].push_back(bound);
}

void add_days(Edges& edges, const typed::Program& program, std::int64_t day) {
    edges.numbers[TypeKind::date].push_back(day);
    std::vector<const std::vector<typed::Transition>*> zones{&program.utc};
    for (const typed::Calendar& c : program.calendars) zones.push_back(&c.transitions);
    for (const auto* zone : zones)
        edges.numbers[TypeKind::timestamp].push_back(static_cast<std::int64_t>(oracle::start_of_day(*zone, day)));
}

void add_calendar(Edges& edges, const typed::Program& program, const typed::Calendar& c) {
    const auto stamp = [&](int128 ns) { edges.numbers[TypeKind::timestamp].push_back(static_cast<std::int64_t>(ns)); };
    add_days(edges, program, oracle::days_of({c.first_year, 1, 1}));
    add_days(edges, program, oracle::days_of({c.last_year + 1, 1, 1}));
    for (const auto& [first, last] : c.closed) add_days(edges, program, first), add_days(edges, program, last + 1);
    for (const typed::DatedHours& d : c.dated) add_days(edges, program, d.first);
    const std::int64_t monday = oracle::days_of({2026, 6, 15});
    for (int i = 0; i < 7; ++i)
        for (const typed::Opening& o : c.weekly[i])
            for (std::int64_t minute : {o.from, o.to})
                stamp(oracle::instants_of(c.transitions, static_cast<int128>(monday + i) * ns_per_day + minute * ns_per_minute).earlier);
    for (const typed::Transition& t : c.transitions)
        if (t.at > oracle::days_of({2025, 1, 1}) * ns_per_day && t.at < oracle::days_of({2028, 1, 1}) * ns_per_day) stamp(t.at);
}

}  // namespace

Edges edges_of(const typed::Program& program) {
    Edges edges;
    for (const typed::Expr& e : program.exprs)
        if (e.op == typed::Op::constant) add_value(edges, e.type, e.value);
    for (const typed::Record& r : program.records)
        for (const typed::Field& f : r.fields)
            if (f.range) add_range(edges, f.type, *f.range);
    for (const typed::Ladder& l : program.ladders)
        for (const typed::LadderRow& row : l.rows) {
            if (!row.any) add_value(edges, l.scope, row.scope);
            for (const typed::Rung& rung : row.rungs) edges.numbers[l.of.kind].push_back(rung.limit);
        }
    for (const typed::Data& d : program.data)
        for (const typed::DataRow& row : d.rows)
            for (std::size_t k = 0; k < row.keys.size(); ++k) {
                if (row.keys[k].kind == typed::DataKey::Kind::exact) add_value(edges, d.key_types[k], row.keys[k].value);
                if (row.keys[k].kind == typed::DataKey::Kind::range) add_range(edges, d.key_types[k], row.keys[k].range);
            }
    for (const typed::Policy& p : program.policies) {
        if (p.from != INT32_MIN) add_days(edges, program, p.from);
        if (p.until != INT32_MAX) add_days(edges, program, static_cast<std::int64_t>(p.until) + 1);
    }
    for (const typed::Instance& i : program.instances)
        for (const typed::Rule& r : i.rules)
            for (const typed::Waiver& w : r.waivers) add_days(edges, program, static_cast<std::int64_t>(w.until) + 1);
    for (const typed::Calendar& c : program.calendars) add_calendar(edges, program, c);

    edges.texts.insert(edges.texts.end(), {"a", "b", "", "u-1", "DE-N", "ab\"c"});
    edges.numbers[TypeKind::integer].insert(edges.numbers[TypeKind::integer].end(), {0, 1, 5, 100});
    for (TypeKind kind : {TypeKind::decimal, TypeKind::percent})
        edges.numbers[kind].insert(edges.numbers[kind].end(), {0, 1, 125'000, 500'000, 1'000'000});
    edges.numbers[TypeKind::money].insert(edges.numbers[TypeKind::money].end(), {0, 1, 10'000, 440'000'000});
    add_days(edges, program, oracle::days_of({2026, 11, 23}));
    edges.numbers[TypeKind::timestamp].push_back(oracle::days_of({2026, 11, 23}) * ns_per_day + 10 * ns_per_hour);
    edges.numbers[TypeKind::time].insert(edges.numbers[TypeKind::time].end(), {0, 480, 1439});
    return edges;
}

void put_at(Json& object, const std::vector<std::string>& pointer, Json value) {
    Json* at = &object;
    for (const std::string& token : pointer) {
        const bool index =
            at->kind == Json::Kind::array || (at != &object && at->kind == Json::Kind::null && token[0] >= '0' && token[0] <= '9');
        if (index) {
            at->kind = Json::Kind::array;
            const std::size_t i = std::stoul(token);
            while (at->elements.size() <= i) at->elements.emplace_back();
            at = &at->elements[i];
            continue;
        }
        at->kind = Json::Kind::object;
        const auto found = std::find_if(at->members.begin(), at->members.end(), [&](const Json::Member& m) { return m.key == token; });
        if (found == at->members.end()) {
            at->with(token, Json::null());
            at = &at->members.back().value;
        } else {
            at = &found->value;
        }
    }
    *at = std::move(value);
}

std::string Events::line() {
    const typed::Event& event = random_.pick(program_.events);
    Json j = envelope(event, payload(event));
    if (random_.chance(10)) std::rotate(j.members.begin(), j.members.begin() + static_cast<long>(random_.below(5)), j.members.end());
    return random_.chance(6) ? mutate(j, random_) : j.dump();
}

Json Events::envelope(const typed::Event& event, Json data) {
    Json j = Json::object();
    j.with("specversion", Json::string("1.0"));
    j.with("id", Json::string(random_.chance(80) ? "ev-" + std::to_string(random_.below(1000)) : text_value(8) + "x"));
    j.with("source", Json::string(random_.chance(80) ? "/erp" : text_value(8) + "s"));
    j.with("type", Json::string(event.name));
    typed::Field plain;
    j.with("time", Json::string(time_text(plain, number({TypeKind::timestamp}, std::nullopt))));
    j.with("data", std::move(data));
    return j;
}

std::string Events::line_at(std::uint64_t step) {
    const typed::Event& event = program_.events.front();
    Json data = payload(event);
    std::vector<const typed::Field*> fields;
    for (const typed::Field& f : program_.records[event.root.value].fields)
        if (const auto pool = edges_.numbers.find(f.type.kind); !f.advice && pool != edges_.numbers.end()) fields.push_back(&f);
    if (fields.empty()) return envelope(event, std::move(data)).dump();
    const typed::Field& field = *fields[step % fields.size()];
    const std::uint64_t value = step / fields.size();
    std::vector<std::int64_t> pool = edges_.numbers[field.type.kind];
    std::sort(pool.begin(), pool.end());
    pool.erase(std::unique(pool.begin(), pool.end()), pool.end());
    const std::int64_t edge = pool[value / 3 % pool.size()], beside = static_cast<std::int64_t>(value % 3) - 1;
    std::int64_t n = edge;
    if (!__builtin_add_overflow(edge, beside, &n) && field.type.kind == TypeKind::time) n = std::clamp<std::int64_t>(n, 0, 1439);
    const bool is_amount = field.type.kind == TypeKind::money;
    put_at(data, field.pointer, is_amount ? spelled(n, 4, true) : scalar(field, field.type, n));
    return envelope(event, std::move(data)).dump();
}

Json Events::payload(const typed::Event& event) {
    Json data = Json::object();
    fill_record(program_.records[event.root.value], data);
    if (random_.chance(5)) data.with("undeclared", Json::string("x")).with("undeclared", Json::number("1e999"));
    return data;
}

void Events::fill_record(const typed::Record& record, Json& object) {
    std::vector<const typed::Field*> order;
    for (const typed::Field& f : record.fields) order.push_back(&f);
    if (random_.chance(20)) std::rotate(order.begin(), order.begin() + static_cast<long>(random_.below(order.size() + 1)), order.end());
    for (const typed::Field* f : order) {
        if (f->type.kind == TypeKind::record && f->pointer.empty()) {  // it is the object itself
            fill_record(program_.records[f->type.ref], object);
            continue;
        }
        const bool leave_out = f->type.optional != 0 ? random_.chance(30) : random_.below(600) == 0;
        if (!leave_out) {
            Json v = f->advice ? advice(*f, object) : field_value(*f, f->type, object);
            put_at(object, f->pointer, std::move(v));
        } else if (random_.chance(40)) {
            const bool as_false = f->false_as_missing && random_.chance(50);
            put_at(object, f->pointer, as_false ? Json::boolean(false) : Json::null());
        }
    }
}

Json Events::field_value(const typed::Field& field, Type type, Json& object) {
    switch (type.kind) {
        case TypeKind::record: {
            Json j = Json::object();
            fill_record(program_.records[type.ref], j);
            return j;
        }
        case TypeKind::list: return list(program_.lists[type.ref]);
        case TypeKind::money:
        case TypeKind::money_any: return amount(field, type, object);
        default: return scalar(field, type, number(type, field.range));
    }
}

Json Events::list(const typed::ListType& type) {
    Json j = Json::array();
    std::size_t count = random_.chance(25) ? 0 : random_.below(std::min<std::size_t>(type.max, 5) + 1);
    if (random_.below(300) == 0 && type.max < 50) count = type.max + 1;
    typed::Field plain;
    std::vector<std::string> keys;
    for (std::size_t i = 0; i < count; ++i) {
        Json unused = Json::object();
        Json element = field_value(plain, type.element, unused);
        if (type.key_field >= 0) {
            const typed::Field& key = program_.records[type.element.ref].fields[static_cast<std::size_t>(type.key_field)];
            const Json* at = key.pointer.size() == 1 ? element.find(key.pointer[0]) : nullptr;
            const std::string spelled = at != nullptr ? at->text : "";
            if (std::find(keys.begin(), keys.end(), spelled) != keys.end() && !random_.chance(2)) continue;
            keys.push_back(spelled);
        }
        j.push(std::move(element));
    }
    return j;
}

Json Events::advice(const typed::Field& field, Json& object) {
    Json j = Json::object();
    j.with("value", field_value(field, field.type.required(), object));
    static const std::vector<std::string> confidences{"0", "0.83", "1", "0.5", "0.8312345678", "5e-1"};
    j.with("confidence", Json::number(random_.pick(confidences)));
    if (random_.chance(60)) j.with("model", Json::string("m" + std::to_string(random_.below(3))));
    if (!random_.chance(12)) return j;
    switch (random_.below(6)) {
        case 0: return Json::string("maybe");
        case 1: j.members.erase(j.members.begin() + 1); return j;
        case 2: j.members[1].value = Json::number("1.5"); return j;
        case 3: j.members[0].value = Json::array(); return j;
        case 4: j.members[0].value = Json::null(); return j;
        default: j.with("model", Json::number("3")); return j;
    }
}

Json Events::amount(const typed::Field& field, Type type, Json& object) {
    const std::int64_t n = number({TypeKind::money}, field.range);
    const std::string declared =
        type.kind == TypeKind::money ? oracle::currency_text(type.ref) : random_.pick(std::vector<std::string>{"EUR", "USD", "CHF"});
    const std::string said = random_.below(400) == 0 ? "XTS" : declared;
    const bool carried = type.kind == TypeKind::money_any;
    const bool as_object = (carried && !field.currency_pointer) || random_.chance(20);
    Json bare = spelled(n, 4, true);
    if (as_object) return Json::object().with("amount", std::move(bare)).with("currency", Json::string(said));
    if (field.currency_pointer && (carried ? random_.below(200) != 0 : random_.chance(60)))
        put_at(object, *field.currency_pointer, Json::string(said));
    return bare;
}

Json Events::spelled(std::int64_t number, int digits, bool may_be_text) {
    std::string s = oracle::decimal_text(number, digits);
    switch (random_.below(12)) {
        case 0: s += s.find('.') == std::string::npos ? ".000000" : "0000000"; break;
        case 1: s = std::to_string(number) + (digits > 0 ? "e-" + std::to_string(digits) : "E0"); break;
        case 2:
            if (may_be_text) return Json::string(s);
            break;
        default: break;
    }
    return Json::number(s);
}

Json Events::scalar(const typed::Field& field, Type type, std::int64_t n) {
    switch (type.kind) {
        case TypeKind::boolean: return Json::boolean(random_.chance(50));
        case TypeKind::integer: return spelled(n, 0, false);
        case TypeKind::decimal: return spelled(n, 6, true);
        case TypeKind::percent:
            if (random_.chance(25)) return Json::string(oracle::decimal_text(n, 4) + "%");
            return spelled(n, field.points ? 4 : 6, true);
        case TypeKind::text:
            if (field.text_or_int && random_.chance(50)) return Json::number(static_cast<std::int64_t>(random_.below(20)));
            return Json::string(text_value(field.max_bytes != 0 ? field.max_bytes : 30));
        case TypeKind::enumerated: {
            const typed::Enum& e = program_.enums[type.ref];
            if (e.open && random_.chance(15)) return Json::string("never heard of");
            return Json::string(random_.pick(random_.pick(e.values).spellings));
        }
        case TypeKind::date: return Json::string(oracle::date_text(n));
        case TypeKind::time: return Json::string(oracle::time_text(n) + (random_.chance(10) ? ":00" : ""));
        case TypeKind::timestamp: return Json::string(time_text(field, n));
        default: return Json::null();
    }
}

std::string Events::text_value(std::size_t most) {
    std::string s = random_.chance(85) ? random_.pick(edges_.texts) : "t" + std::to_string(random_.below(1000));
    if (random_.chance(8)) s += random_.pick(edges_.texts);
    if (s.size() > most && !random_.chance(2)) s = "b";
    return s;
}

std::string Events::time_text(const typed::Field& field, std::int64_t ns) {
    if (random_.chance(25) && ns > 0) {
        const std::int64_t offset = random_.between(-11, 13);
        std::string local = oracle::timestamp_text(ns + offset * ns_per_hour);
        local.pop_back();
        const std::string hours = std::to_string(offset < 0 ? -offset : offset);
        return local + (offset < 0 ? "-" : "+") + (hours.size() < 2 ? "0" : "") + hours + ":00";
    }
    std::string s = oracle::timestamp_text(ns);
    if (!field.zone.empty() && random_.chance(30)) s[10] = ' ';
    if (!field.zone.empty() && random_.chance(50)) s.pop_back();
    return s;
}

std::int64_t Events::number(Type type, const std::optional<typed::Range>& range) {
    const auto pool = edges_.numbers.find(type.kind);
    if (pool == edges_.numbers.end() || pool->second.empty()) return 0;
    std::int64_t v = random_.pick(pool->second);
    const bool stamp = type.kind == TypeKind::timestamp;
    switch (random_.below(14)) {
        case 0: v += 1; break;
        case 1: v -= 1; break;
        case 2: v = -v; break;
        case 3: v += random_.between(-1000, 1000); break;
        case 4: v += stamp ? random_.between(-100, 100) * ns_per_hour : random_.pick(pool->second) / 2; break;
        case 5:
            if (random_.chance(4)) v = random_.chance(50) ? INT64_MAX : INT64_MIN;
            break;
        case 6: v += stamp ? ns_per_second : 0; break;
        default: break;
    }
    if (type.kind == TypeKind::time) v = std::clamp<std::int64_t>(v, 0, 1439);
    if (type.kind == TypeKind::date) v = std::clamp(v, oracle::days_of({1990, 1, 1}), oracle::days_of({2050, 1, 1}));
    if (stamp && (v < oracle::first_timestamp() || v > oracle::last_timestamp() || random_.chance(30)))
        v = oracle::days_of({2026, 1, 1}) * ns_per_day + random_.between(0, 365 * 24 * 60) * ns_per_minute;
    if (range && !range->contains(v) && !random_.chance(1)) v = range->low_open ? range->low + 1 : range->low;
    return v;
}

}  // namespace ordain::differential
