#include "compiler/schema/export.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

namespace ordain::schema {

namespace {

using Json = nlohmann::ordered_json;
using Tokens = std::vector<std::string>;

constexpr const char* number_pattern = R"(^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$)";
constexpr const char* percent_pattern = R"(^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?%?$)";
constexpr const char* date_pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
constexpr const char* time_pattern = "^([01][0-9]|2[0-3]):[0-5][0-9](:00)?$";
constexpr const char* timestamp_pattern =
    R"(^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})$)";
constexpr const char* local_pattern =
    R"(^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})?$)";

std::string currency_text(std::uint32_t code) {
    return {static_cast<char>(code >> 16 & 0xff), static_cast<char>(code >> 8 & 0xff), static_cast<char>(code & 0xff)};
}

Json any_of(std::vector<Json> choices) {
    if (choices.size() == 1) return choices[0];
    return {{"anyOf", std::move(choices)}};
}
Json text_like(const char* pattern) {
    return {{"type", "string"}, {"pattern", pattern}};
}

bool is_index(const std::string& token) {
    return !token.empty() && token.size() < 6 && std::all_of(token.begin(), token.end(), [](char c) { return c >= '0' && c <= '9'; }) &&
           (token == "0" || token[0] != '0');
}

class Writer {
public:
    explicit Writer(const typed::Program& program) : p_(program) {}

    Json payload(const typed::Event& event) { return object(p_.records[event.root.value], true); }

    Json whole(const typed::Event& event) {
        const Json name{{"type", "string"}, {"minLength", 1}};
        Json made{{"title", event.name},
                  {"type", "object"},
                  {"properties",
                   {{"specversion", {{"const", "1.0"}}},
                    {"id", name},
                    {"source", name},
                    {"type", {{"const", event.name}}},
                    {"time", text_like(timestamp_pattern)}}},
                  {"required", {"specversion", "id", "source", "type", "time"}}};
        if (p_.records[event.root.value].fields.empty()) return made;
        made["properties"]["data"] = payload(event);
        made["required"].push_back("data");
        return made;
    }

    /// The document: `top`, and the records that it names.
    std::string document(Json top) {
        Json made{{"$schema", "https://json-schema.org/draft/2020-12/schema"}};
        made.update(top);
        Json definitions = Json::object();
        for (std::set<std::uint32_t> written; !wanted_.empty();) {
            const std::uint32_t record = *wanted_.begin();
            wanted_.erase(wanted_.begin());
            if (!written.insert(record).second) continue;
            definitions[record_name(record)] = object(p_.records[record], false);
        }
        if (!definitions.empty()) made["$defs"] = std::move(definitions);
        return made.dump(2) + "\n";
    }

private:
    std::string record_name(std::uint32_t record) const {
        const typed::Record& r = p_.records[record];
        const auto same =
            std::count_if(p_.records.begin(), p_.records.end(), [&](const typed::Record& other) { return other.name == r.name; });
        return same == 1 ? r.name : r.module + "." + r.name;
    }

    Json object(const typed::Record& record, bool root) {
        Json made{{"type", "object"}}, properties = Json::object(), required = Json::array(), others = Json::array();
        for (const typed::Field& f : record.fields) {
            const bool needed = f.type.optional == 0;
            Json value = field(f);
            if (f.pointer.size() == 1 && !properties.contains(f.pointer[0])) {
                if (needed) required.push_back(f.pointer[0]);
                properties[f.pointer[0]] = needed ? std::move(value) : or_missing(std::move(value), f.false_as_missing);
            } else {
                others.push_back(at(f.pointer, std::move(value), needed, f.false_as_missing));
            }
            if (f.currency_pointer) others.push_back(sibling(f));
        }
        if (!properties.empty()) made["properties"] = std::move(properties);
        if (!required.empty()) made["required"] = std::move(required);
        if (!others.empty()) made["allOf"] = std::move(others);
        if (root && record.fields.empty()) return Json::object();
        return made;
    }

    static Json or_missing(Json value, bool or_false) {
        std::vector<Json> choices{std::move(value), {{"type", "null"}}};
        if (or_false) choices.push_back({{"const", false}});
        return any_of(std::move(choices));
    }

    /// An object with `value` at a place in it. If it is not needed, what stands on the way may be missing, too.
    static Json at(const Tokens& pointer, Json value, bool needed, bool or_false) {
        for (std::size_t i = pointer.size(); i-- > 0;) {
            if (!needed) value = or_missing(std::move(value), or_false);
            value = container(pointer[i], std::move(value), needed);
        }
        return value;
    }
    static Json container(const std::string& token, Json value, bool needed) {
        Json made{{"type", "object"}, {"properties", {{token, value}}}};
        if (needed) made["required"] = {token};
        if (!is_index(token)) return made;
        const std::size_t index = std::stoul(token);
        made["type"] = {"object", "array"};
        made["prefixItems"] = Json::array();
        for (std::size_t i = 0; i < index; ++i) made["prefixItems"].push_back(true);
        made["prefixItems"].push_back(std::move(value));
        if (needed) made["minItems"] = index + 1;
        return made;
    }

    /// A plain amount takes its currency from another member (T-7, T-8).
    static Json sibling(const typed::Field& f) {
        const bool any = f.type.kind == TypeKind::money_any;
        const Json amount{{"type", {"number", "string"}}};
        const Json currency = any ? text_like("^[A-Z]{3}$") : Json{{"const", currency_text(f.type.ref)}};
        return {{"if", at(f.pointer, amount, true, false)}, {"then", at(*f.currency_pointer, currency, any, false)}};
    }

    Json field(const typed::Field& f) {
        if (f.advice) return Json::object();
        return value(f.type, &f);
    }

    /// `f`: null for the elements of a list.
    Json value(Type type, const typed::Field* f) {
        switch (type.kind) {
            case TypeKind::boolean: return {{"type", "boolean"}};
            case TypeKind::integer: return bounded("integer", f, 1);
            case TypeKind::decimal: return any_of({bounded("number", f, 1e6), text_like(number_pattern)});
            case TypeKind::percent:
                return any_of({bounded("number", f, f != nullptr && f->points ? 1e4 : 1e6), text_like(percent_pattern)});
            case TypeKind::money: return amount(type, f);
            case TypeKind::money_any: return amount(type, f);
            case TypeKind::text: return text(f);
            case TypeKind::enumerated: return enumeration(p_.enums[type.ref]);
            case TypeKind::date: return {{"type", "string"}, {"format", "date"}, {"pattern", date_pattern}};
            case TypeKind::time: return text_like(time_pattern);
            case TypeKind::timestamp: return text_like(f != nullptr && !f->zone.empty() ? local_pattern : timestamp_pattern);
            case TypeKind::record: wanted_.insert(type.ref); return {{"$ref", "#/$defs/" + record_name(type.ref)}};
            case TypeKind::list:
                return {{"type", "array"}, {"maxItems", p_.lists[type.ref].max}, {"items", value(p_.lists[type.ref].element, nullptr)}};
            default: return Json::object();
        }
    }

    /// `scale`: the number in JSON times this is the number of the language.
    static Json bounded(const char* type, const typed::Field* f, double scale) {
        Json made{{"type", type}};
        if (f == nullptr || !f->range) return made;
        // a range applies after rounding (T-22), which may move a number by half a unit
        const double slack = f->rounded ? 0.5 : 0;
        const auto bound = [&](const char* closed, const char* open, std::int64_t at, bool is_open, double away) {
            const double number = (static_cast<double>(at) + away) / scale;
            Json value = std::trunc(number) == number && std::fabs(number) < 1e15 ? Json(static_cast<std::int64_t>(number)) : Json(number);
            made[is_open && away == 0 ? open : closed] = std::move(value);
        };
        bound("minimum", "exclusiveMinimum", f->range->low, f->range->low_open, -slack);
        bound("maximum", "exclusiveMaximum", f->range->high, f->range->high_open, slack);
        return made;
    }

    static Json amount(Type type, const typed::Field* f) {
        const bool any = type.kind == TypeKind::money_any;
        const Json plain = bounded("number", f, 1e4);
        const Json digits = text_like(number_pattern);
        const Json currency = any ? text_like("^[A-Z]{3}$") : Json{{"const", currency_text(type.ref)}};
        const Json both{{"type", "object"},
                        {"properties", {{"amount", any_of({plain, digits})}, {"currency", currency}}},
                        {"required", {"amount", "currency"}}};
        if (any && (f == nullptr || !f->currency_pointer)) return both;
        return any_of({plain, digits, both});
    }

    static Json text(const typed::Field* f) {
        Json made{{"type", "string"}};
        if (f != nullptr) made["maxLength"] = f->max_bytes;
        return f != nullptr && f->text_or_int ? any_of({made, {{"type", "integer"}}}) : made;
    }

    static Json enumeration(const typed::Enum& e) {
        Json spellings = Json::array();
        for (const typed::Enumerator& v : e.values)
            for (const std::string& spelling : v.spellings) spellings.push_back(spelling);
        if (e.open) return {{"type", "string"}, {"examples", spellings}};
        return {{"enum", spellings}};
    }

    const typed::Program& p_;
    std::set<std::uint32_t> wanted_;  // records that were named and not yet written
};

}  // namespace

std::string json_schema(const typed::Program& program, typed::EventId event, Part part) {
    Writer writer(program);
    const typed::Event& e = program.events[event.value];
    Json top = part == Part::event ? writer.whole(e) : Json{{"title", e.name}};
    if (part == Part::payload) top.update(writer.payload(e));
    return writer.document(std::move(top));
}

std::string json_schema(const typed::Program& program) {
    Writer writer(program);
    Json types = Json::array();
    for (const typed::Event& e : program.events) types.push_back(writer.whole(e));
    return writer.document({{"title", program.name}, {"oneOf", std::move(types)}});
}

}  // namespace ordain::schema
