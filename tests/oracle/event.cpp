#include "tests/oracle/event.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "runtime/base/limits.hpp"
#include "tests/oracle/decimal.hpp"
#include "tests/oracle/json.hpp"
#include "tests/oracle/time.hpp"

namespace ordain::oracle {

namespace {

using typed::Field;
using typed::Program;

std::string what(const Json& j) {
    switch (j.kind) {
        case Json::Kind::null: return "null";
        case Json::Kind::boolean: return j.truth ? "true" : "false";
        case Json::Kind::number: return "the number " + j.text;
        case Json::Kind::string: return "the text `" + j.text + "`";
        case Json::Kind::array: return "an array";
        case Json::Kind::object: return "an object";
    }
    return {};
}

/// Everything that is wrong with an event; what counts is the first in the order of the line, missing fields after all else.
class Problems {
public:
    void wrong(FaultCode code, std::string pointer, std::size_t offset, std::string detail) {
        const bool earlier = !wrong_ || offset < offset_;
        if (!earlier) return;
        wrong_ = Fault{code, std::move(pointer), std::move(detail)};
        offset_ = offset;
    }
    void missing(const std::string& pointer) {
        if (!missing_) missing_ = Fault{FaultCode::MISSING_FIELD, pointer, "a required value is missing"};
    }
    [[nodiscard]] std::optional<Fault> first() const { return wrong_ ? wrong_ : missing_; }
    [[nodiscard]] bool none() const { return !wrong_ && !missing_; }

private:
    std::optional<Fault> wrong_, missing_;
    std::size_t offset_ = 0;
};

/// A value in the line and where it stands. No json: missing.
struct Place {
    const Json* json = nullptr;
    std::string pointer;
    bool broken = false;  // a problem was noted on the way
};

class Reading {
public:
    Reading(const Program& program, Event& event) : program_(program), event_(event) {}

    std::optional<Fault> payload(const Json& line, const typed::Event& schema) {
        const typed::Record& root = program_.records[schema.root.value];
        Problems problems;
        const Place data = member({&line, "", false}, "data", false, problems);
        if (data.json != nullptr && !data.json->is(Json::Kind::object) && !root.fields.empty()) {
            problems.wrong(FaultCode::WRONG_TYPE, "/data", data.json->offset, "expected an object, found " + what(*data.json));
        } else {
            event_.root = record(root, data, problems);
        }
        return problems.first();
    }

private:
    // --- finding values -------------------------------------------------------------------------------------------
    static Place member(const Place& parent, const std::string& key, bool false_as_missing, Problems& problems) {
        Place found{nullptr, pointer_to(parent.pointer, key), parent.broken};
        if (parent.json == nullptr || parent.broken) return found;
        for (const Json::Member& m : parent.json->members) {
            if (m.key != key) continue;
            if (found.json != nullptr) {
                problems.wrong(FaultCode::DUPLICATE_KEY, found.pointer, m.offset, fmt::format("the member `{}` occurs twice", key));
                break;
            }
            found.json = &m.value;
        }
        return absent_if_null(found, false_as_missing);
    }

    static Place absent_if_null(Place p, bool false_as_missing) {
        if (p.json == nullptr) return p;
        const bool is_false = p.json->is(Json::Kind::boolean) && !p.json->truth;
        if (p.json->is(Json::Kind::null) || (false_as_missing && is_false)) p.json = nullptr;
        return p;
    }

    static std::optional<std::size_t> index_from(const std::string& token) {
        if (token.empty() || token.size() > 9 || (token.size() > 1 && token[0] == '0')) return std::nullopt;
        std::size_t v = 0;
        for (char c : token) {
            if (c < '0' || c > '9') return std::nullopt;
            v = v * 10 + static_cast<std::size_t>(c - '0');
        }
        return v;
    }

    static Place follow(Place place, const std::vector<std::string>& tokens, bool false_as_missing, Problems& problems) {
        place = absent_if_null(place, false_as_missing);
        for (const std::string& token : tokens) {
            const Json* at = place.json;
            if (at == nullptr || at->is(Json::Kind::object)) {
                place = member(place, token, false_as_missing, problems);
                continue;
            }
            const auto index = index_from(token);
            if (!at->is(Json::Kind::array) || !index) {
                problems.wrong(FaultCode::WRONG_TYPE, place.pointer, at->offset, "expected an object, found " + what(*at));
                return {nullptr, place.pointer, true};
            }
            const Json* element = *index < at->elements.size() ? &at->elements[*index] : nullptr;
            place = absent_if_null({element, pointer_to(place.pointer, token), place.broken}, false_as_missing);
        }
        return place;
    }

    // --- records and lists ----------------------------------------------------------------------------------------
    Value record(const typed::Record& type, const Place& at, Problems& problems) {
        auto out = std::make_shared<RecordValue>();
        for (const Field& f : type.fields) {
            const Place place = follow(at, f.pointer, f.false_as_missing, problems);
            Value confidence = Value::none();
            Value v = Value::none();
            if (place.broken || (place.json == nullptr && f.type.optional != 0)) {
                // a problem is noted, or nothing is there and nothing need be
            } else if (place.json == nullptr) {
                problems.missing(place.pointer);
            } else if (f.advice) {
                v = advice(f, at, place, confidence);
            } else {
                v = value(f, f.type.required(), at, place, problems);
            }
            out->fields.push_back(std::move(v));
            out->confidences.push_back(std::move(confidence));
        }
        Value v;
        v.record = std::move(out);
        return v;
    }

    Value list(const typed::ListType& type, const Place& at, Problems& problems) {
        auto out = std::make_shared<ListValue>();
        const auto& elements = at.json->elements;
        for (std::size_t i = 0; i < elements.size(); ++i) {
            if (i >= type.max || ++rows_ > limits::list_rows) {
                problems.wrong(FaultCode::LIST_TOO_LONG, at.pointer, elements[i].offset,
                               fmt::format("expected at most {} elements, found {}", type.max, elements.size()));
                break;
            }
            const Place place{&elements[i], pointer_to(at.pointer, std::to_string(i)), false};
            if (elements[i].is(Json::Kind::null)) {
                problems.missing(place.pointer);
                continue;
            }
            Field plain;
            plain.type = type.element;
            Value v = value(plain, type.element, place, place, problems);
            if (type.key_field >= 0) check_key(type, *out, v, place, problems);
            out->elements.push_back(std::move(v));
            out->pointers.push_back(place.pointer);
        }
        Value v;
        v.list = std::move(out);
        return v;
    }

    void check_key(const typed::ListType& type, const ListValue& before, const Value& element, const Place& at, Problems& problems) {
        if (!element.record) return;
        const auto field = static_cast<std::size_t>(type.key_field);
        const Value& key = element.record->fields[field];
        const Field& declared = program_.records[type.element.ref].fields[field];
        if (key.missing || (declared.type.kind == TypeKind::enumerated && key.number == unknown_ordinal)) return;
        for (const Value& other : before.elements) {
            if (!other.record) continue;
            const Value& k = other.record->fields[field];
            if (k.missing || k.number != key.number || k.text != key.text) continue;
            Problems silent;
            const Place place = follow(at, declared.pointer, declared.false_as_missing, silent);
            problems.wrong(FaultCode::DUPLICATE_ELEMENT, at.pointer, place.json != nullptr ? place.json->offset : at.json->offset,
                           fmt::format("another element has the same `{}`", declared.name));
            return;
        }
    }

    // --- advice ---------------------------------------------------------------------------------------------------
    Value advice(const Field& f, const Place& parent, const Place& at, Value& confidence) {
        AdviceSeen seen;
        seen.pointer = at.pointer;
        Problems problems;  // of the advice alone: they do not make the event invalid
        Value v = Value::none();
        if (!at.json->is(Json::Kind::object)) {
            problems.wrong(FaultCode::WRONG_TYPE, at.pointer, at.json->offset, "advice is an object");
        } else {
            const Place value_place = member(at, "value", false, problems);
            if (value_place.broken)
                ;
            else if (value_place.json == nullptr)
                problems.missing(value_place.pointer);
            else
                v = value(f, f.type.required(), parent, value_place, problems);
            seen.confidence = read_confidence(member(at, "confidence", false, problems), problems);
            seen.model = read_model(member(at, "model", false, problems), problems);
        }
        if (!problems.none()) {
            seen.malformed = problems.first()->code;
            v = Value::none();
        } else {
            confidence = Value::of(*seen.confidence);
        }
        event_.advice.push_back(std::move(seen));
        return v;
    }

    static std::optional<std::int64_t> read_confidence(const Place& at, Problems& problems) {
        if (at.broken) return std::nullopt;
        if (at.json == nullptr) return problems.missing(at.pointer), std::nullopt;
        if (!at.json->is(Json::Kind::number)) {
            problems.wrong(FaultCode::WRONG_TYPE, at.pointer, at.json->offset, "expected a number from 0 to 1");
            return std::nullopt;
        }
        const Scaled s = scaled_from_text(at.json->text, 6, true);
        if (s.fault != FaultCode::none) return problems.wrong(s.fault, at.pointer, at.json->offset, "not a confidence"), std::nullopt;
        if (s.number < 0 || s.number > decimal_scale) {
            problems.wrong(FaultCode::OUT_OF_RANGE, at.pointer, at.json->offset, "expected a number from 0 to 1");
            return std::nullopt;
        }
        return s.number;
    }

    static std::optional<std::string> read_model(const Place& at, Problems& problems) {
        if (at.broken || at.json == nullptr) return std::nullopt;
        if (!at.json->is(Json::Kind::string)) {
            problems.wrong(FaultCode::WRONG_TYPE, at.pointer, at.json->offset, "expected a text");
            return std::nullopt;
        }
        if (at.json->text.size() > limits::text_bytes) {
            problems.wrong(FaultCode::TEXT_TOO_LONG, at.pointer, at.json->offset, "the model's name is too long");
            return std::nullopt;
        }
        return at.json->text;
    }

    // --- one value ------------------------------------------------------------------------------------------------
    Value value(const Field& f, Type type, const Place& parent, const Place& at, Problems& problems) {
        const Json& j = *at.json;
        const auto wrong = [&](FaultCode code, std::string_view expected) {
            problems.wrong(code, at.pointer, j.offset, fmt::format("expected {}, found {}", expected, what(j)));
            return Value::none();
        };
        switch (type.kind) {
            case TypeKind::record:
                if (!j.is(Json::Kind::object)) return wrong(FaultCode::WRONG_TYPE, "an object");
                return record(program_.records[type.ref], at, problems);
            case TypeKind::list:
                if (!j.is(Json::Kind::array)) return wrong(FaultCode::WRONG_TYPE, "an array");
                return list(program_.lists[type.ref], at, problems);
            case TypeKind::boolean:
                if (!j.is(Json::Kind::boolean)) return wrong(FaultCode::WRONG_TYPE, "true or false");
                return Value::of(j.truth ? 1 : 0);
            case TypeKind::integer:
            case TypeKind::decimal:
            case TypeKind::percent: return number(f, type, at, problems);
            case TypeKind::money:
            case TypeKind::money_any: return money(f, type, parent, at, problems);
            case TypeKind::text: return text(f, at, problems);
            case TypeKind::enumerated: {
                if (!j.is(Json::Kind::string)) return wrong(FaultCode::WRONG_TYPE, "a text");
                const typed::Enum& e = program_.enums[type.ref];
                for (std::size_t i = 0; i < e.values.size(); ++i)
                    for (const std::string& spelling : e.values[i].spellings)
                        if (spelling == j.text) return Value::of(static_cast<std::int64_t>(i));
                if (e.open) return Value::of(unknown_ordinal);
                return wrong(FaultCode::UNKNOWN_NAME, "one of the names of " + e.name);
            }
            case TypeKind::date:
            case TypeKind::time:
            case TypeKind::timestamp: {
                if (!j.is(Json::Kind::string)) return wrong(FaultCode::WRONG_TYPE, "a text");
                const auto v = type.kind == TypeKind::date   ? read_date(j.text)
                               : type.kind == TypeKind::time ? read_time(j.text)
                                                             : read_timestamp(j.text, !f.zone.empty(), zone_of(f));
                if (!v) return wrong(FaultCode::INVALID_TIME, "a valid date or time");
                return ranged(f, *v, at, problems);
            }
            default: return Value::none();  // durations are not in events
        }
    }

    [[nodiscard]] const std::vector<typed::Transition>& zone_of(const Field& f) const {
        for (const typed::Zone& z : program_.zones)
            if (z.name == f.zone) return z.transitions;
        return program_.utc;
    }

    static Value ranged(const Field& f, std::int64_t v, const Place& at, Problems& problems) {
        if (!f.range || f.range->contains(v)) return Value::of(v);
        problems.wrong(FaultCode::OUT_OF_RANGE, at.pointer, at.json->offset, "the value lies outside its declared range");
        return Value::none();
    }

    static Value number(const Field& f, Type type, const Place& at, Problems& problems) {
        const Json& j = *at.json;
        std::string_view spelled = j.text;
        int digits = fractional_digits(type.kind);
        bool form = j.is(Json::Kind::number) || (j.is(Json::Kind::string) && type.kind != TypeKind::integer);
        if (type.kind == TypeKind::percent && form) {
            const bool sign = j.is(Json::Kind::string) && !spelled.empty() && spelled.back() == '%';
            if (sign) spelled.remove_suffix(1);
            if (sign || f.points) digits -= 2;
        }
        const Scaled s = form ? scaled_from_text(spelled, digits, f.rounded) : Scaled{0, FaultCode::WRONG_TYPE};
        if (s.fault == FaultCode::none) return ranged(f, s.number, at, problems);
        problems.wrong(s.fault, at.pointer, j.offset, fmt::format("expected a number of its type, found {}", what(j)));
        return Value::none();
    }

    /// A carried currency's code, or none with a problem noted at its own place.
    static std::optional<std::uint32_t> currency(const Place& at, Problems& problems) {
        if (at.json->is(Json::Kind::string) && is_currency(at.json->text)) return currency_code(at.json->text);
        problems.wrong(FaultCode::WRONG_TYPE, at.pointer, at.json->offset, "expected a currency, found " + what(*at.json));
        return std::nullopt;
    }

    /// Whether the text at `said` is the declared currency of the amount at `at`.
    static bool says(const Place& said, Type type, const Place& at, Problems& problems) {
        if (!said.json->is(Json::Kind::string)) {
            problems.wrong(FaultCode::WRONG_TYPE, said.pointer, said.json->offset, "expected a currency, found " + what(*said.json));
            return false;
        }
        if (said.json->text == currency_text(type.ref)) return true;
        problems.wrong(FaultCode::WRONG_CURRENCY, at.pointer, said.json->offset,
                       fmt::format("expected {}, found {}", currency_text(type.ref), said.json->text));
        return false;
    }

    Value money(const Field& f, Type type, const Place& parent, const Place& at, Problems& problems) {
        const bool carried = type.kind == TypeKind::money_any;
        const bool object = at.json->is(Json::Kind::object);
        if (!object && carried && !f.currency_pointer) {
            problems.wrong(FaultCode::WRONG_TYPE, at.pointer, at.json->offset,
                           "expected an amount with its currency, found " + what(*at.json));
            return Value::none();
        }
        Place code_at{nullptr, "", false};
        Place amount_at = at;
        if (object) {
            amount_at = member(at, "amount", false, problems);
            code_at = member(at, "currency", false, problems);
            if (!amount_at.broken && amount_at.json == nullptr) problems.missing(amount_at.pointer);
        } else if (f.currency_pointer) {
            code_at = follow(parent, *f.currency_pointer, f.false_as_missing, problems);
        }
        const bool needed = object || carried;
        if (!code_at.broken && code_at.json == nullptr && needed) problems.missing(code_at.pointer);

        Value v = Value::none();
        if (!amount_at.broken && amount_at.json != nullptr) v = number(f, type, amount_at, problems);
        if (code_at.broken || code_at.json == nullptr) return needed ? Value::none() : v;
        if (!carried) return says(code_at, type, at, problems) ? v : Value::none();
        const std::optional<std::uint32_t> code = currency(code_at, problems);
        if (!code) return Value::none();
        v.currency = *code;
        return v;
    }

    static Value text(const Field& f, const Place& at, Problems& problems) {
        const Json& j = *at.json;
        std::string s = j.text;
        FaultCode code = FaultCode::none;
        if (j.is(Json::Kind::number) && f.text_or_int) {
            const Scaled n = scaled_from_text(j.text, 0, false);
            code = n.fault == FaultCode::none ? FaultCode::none : FaultCode::WRONG_TYPE;  // T-10: any other number
            s = decimal_text(n.number, 0);
        } else if (!j.is(Json::Kind::string)) {
            code = FaultCode::WRONG_TYPE;
        }
        const std::size_t most = f.max_bytes != 0 ? f.max_bytes : limits::text_bytes;
        if (code == FaultCode::none && s.size() > most) code = FaultCode::TEXT_TOO_LONG;
        if (code == FaultCode::none) return Value::of_text(std::move(s));
        problems.wrong(code, at.pointer, j.offset, fmt::format("expected a text of at most {} bytes, found {}", most, what(j)));
        return Value::none();
    }

    const Program& program_;
    Event& event_;
    std::size_t rows_ = 0;
};

// --- the envelope -------------------------------------------------------------------------------------------------

struct Envelope {
    const Json& line;
    const Program& program;
    std::optional<Fault> fault;  // the first

    void fail(FaultCode code, const char* key, std::string detail) {
        if (!fault) fault = Fault{code, pointer_to("", key), std::move(detail)};
    }

    const Json* member(const char* key) {
        const Json* found = nullptr;
        for (const Json::Member& m : line.members) {
            if (m.key != key) continue;
            if (found != nullptr) return fail(FaultCode::DUPLICATE_KEY, key, "the member occurs twice"), nullptr;
            found = &m.value;
        }
        if (found == nullptr || found->is(Json::Kind::null)) return fail(FaultCode::MISSING_FIELD, key, "the member is missing"), nullptr;
        return found;
    }

    std::optional<std::string> text(const char* key) {
        const Json* j = member(key);
        if (j == nullptr) return std::nullopt;
        if (!j->is(Json::Kind::string) || j->text.empty()) {
            fail(FaultCode::WRONG_TYPE, key, "expected a text that is not empty, found " + what(*j));
            return std::nullopt;
        }
        if (j->text.size() > limits::text_bytes) return fail(FaultCode::TEXT_TOO_LONG, key, "the text is too long"), std::nullopt;
        return j->text;
    }

    std::optional<std::int64_t> time(const char* key) {
        const Json* j = member(key);
        if (j == nullptr) return std::nullopt;
        if (!j->is(Json::Kind::string)) return fail(FaultCode::WRONG_TYPE, key, "expected a timestamp, found " + what(*j)), std::nullopt;
        const auto t = read_timestamp(j->text, false, program.utc);
        if (!t) fail(FaultCode::INVALID_TIME, key, "expected a timestamp, found " + what(*j));
        return t;
    }
};

/// Reads the envelope in the order in which its troubles count.
std::optional<Fault> read_envelope(const Program& program, const Json& line, Event& event) {
    Envelope envelope{line, program, std::nullopt};
    event.type = envelope.text("type");
    if (event.type) {
        for (std::size_t i = 0; i < program.events.size(); ++i)
            if (program.events[i].name == *event.type) event.schema.value = static_cast<std::uint32_t>(i);
        if (!event.schema.valid()) envelope.fail(FaultCode::UNKNOWN_EVENT_TYPE, "type", "no event type `" + *event.type + "` is declared");
    }
    const Json* version = envelope.member("specversion");
    if (version != nullptr && !(version->is(Json::Kind::string) && version->text == "1.0"))
        envelope.fail(FaultCode::WRONG_TYPE, "specversion", "expected the text `1.0`, found " + what(*version));
    event.id = envelope.text("id");
    event.source = envelope.text("source");
    event.time = envelope.time("time");
    return envelope.fault;
}

Fault fault_of_line(FaultCode code) {
    return {code, std::nullopt, std::string(fault_text(code))};
}

}  // namespace

Event read_event(const Program& program, std::string_view line) {
    Event event;
    if (line.size() > limits::event_bytes) {
        event.fault = fault_of_line(FaultCode::EVENT_TOO_LONG);
        return event;
    }
    const Parsed parsed = parse_json(line);
    if (parsed.fault != FaultCode::none || !parsed.value.is(Json::Kind::object)) {
        event.fault = fault_of_line(parsed.fault != FaultCode::none ? parsed.fault : FaultCode::INVALID_JSON);
        return event;
    }
    event.fault = read_envelope(program, parsed.value, event);
    if (event.fault) return event;
    event.fault = Reading(program, event).payload(parsed.value, program.events[event.schema.value]);
    return event;
}

}  // namespace ordain::oracle
