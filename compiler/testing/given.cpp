#include "compiler/testing/given.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <span>

#include "compiler/driver/load.hpp"
#include "compiler/sema/describe.hpp"

namespace ordain::testing {

namespace {

using typed::TestStep;
using typed::TestValue;

/// One step through JSON: a member (or an element, by a pointer's number), or an element that is there.
struct Move {
    std::string member;
    bool is_element = false;
    const TestStep* element = nullptr;
};

std::optional<std::size_t> as_index(const std::string& token) {
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), index);
    if (error != std::errc() || end != token.data() + token.size() || index >= 1'000) return std::nullopt;
    return index;
}

class Putting {
public:
    explicit Putting(const typed::Program& program) : program_(program) {}

    Result<void> put(Json& data, const std::vector<TestStep>& steps, const TestValue& value) {
        const std::vector<Move> moves = moves_of(steps);
        const bool takes_away = value.kind == TestValue::Kind::missing;
        Json* at = &data;
        for (std::size_t i = 0; i < moves.size(); ++i) {
            const bool last = i + 1 == moves.size();
            if (takes_away && last) return take_away(*at, moves[i]);
            if (takes_away && !moves[i].is_element && look(*at, moves[i]) == nullptr) return {};  // nothing is there
            auto next = step(*at, moves[i]);
            if (!next) return next.error();
            at = *next;
        }
        if (takes_away) {
            *at = Json();
            return {};
        }
        return fill(*at, value);
    }

    /// Where the steps lead from `data`, which they leave as it is.
    Result<std::string> pointer(Json& data, const std::vector<TestStep>& steps) const {
        std::string out = "/data";
        Json* at = &data;
        for (const Move& move : moves_of(steps)) {
            Json* const list = at;
            if (move.is_element) {
                auto next = element(*at, *move.element);
                if (!next) return next.error();
                at = *next;
                out += fmt::format("/{}", at - list->items.data());
                continue;
            }
            at = look(*at, move);
            if (at == nullptr) return Error{fmt::format("the event has no `{}`", move.member)};
            out += '/';
            for (const char c : move.member) out += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
        }
        return out;
    }

private:
    const typed::Program& program_;

    std::vector<Move> moves_of(const std::vector<TestStep>& steps) const {
        std::vector<Move> moves;
        for (const TestStep& s : steps) {
            switch (s.kind) {
                case TestStep::Kind::field:
                    for (const std::string& token : program_.records[s.record.value].fields[s.index].pointer) moves.push_back({token});
                    break;
                case TestStep::Kind::position:
                case TestStep::Kind::key: moves.push_back({{}, true, &s}); break;
                case TestStep::Kind::advice_value: moves.push_back({"value"}); break;
                case TestStep::Kind::advice_confidence: moves.push_back({"confidence"}); break;
                case TestStep::Kind::advice_model: moves.push_back({"model"}); break;
            }
        }
        return moves;
    }

    /// The member, if it is there.
    static Json* look(Json& at, const Move& move) {
        if (at.kind == Json::Kind::object) return at.find(move.member);
        const auto index = as_index(move.member);
        return at.kind == Json::Kind::list && index && *index < at.items.size() ? &at.items[*index] : nullptr;
    }

    Result<Json*> step(Json& at, const Move& move) const {
        if (move.is_element) return element(at, *move.element);
        const auto index = as_index(move.member);
        if (at.is_null()) at = index ? Json::list() : Json::object();
        if (at.kind == Json::Kind::object) {
            Json* there = at.find(move.member);
            return there != nullptr ? there : &at.set(move.member, Json());
        }
        if (at.kind != Json::Kind::list || !index) return Error{fmt::format("the value above `{}` has no members", move.member)};
        if (at.items.size() <= *index) at.items.resize(*index + 1);
        return &at.items[*index];
    }

    Result<Json*> element(Json& list, const TestStep& which) const {
        const std::string name = sema::describe(program_, which.type, which.value);
        if (list.kind != Json::Kind::list) return Error{fmt::format("there is no list with an element {}", name)};
        if (which.kind == TestStep::Kind::position) {
            const std::int64_t position = which.value.number;
            if (position < 0 || static_cast<std::uint64_t>(position) >= list.items.size())
                return Error{fmt::format("there is no element {}: the list has {}, counted from 0", position, list.items.size())};
            return &list.items[static_cast<std::size_t>(position)];
        }
        for (Json& item : list.items)
            if (has_key(item, which)) return &item;
        return Error{fmt::format("there is no element with the key {}", name)};
    }

    bool has_key(Json& item, const TestStep& which) const {
        Json* at = &item;
        for (const std::string& token : program_.records[which.record.value].fields[which.index].pointer)
            if (at = look(*at, {token}); at == nullptr) return false;
        if (which.type.kind == TypeKind::enumerated) {
            const auto& spellings = program_.enums[which.type.ref].values[static_cast<std::size_t>(which.value.number)].spellings;
            return at->kind == Json::Kind::text && std::find(spellings.begin(), spellings.end(), at->text) != spellings.end();
        }
        return at->text == scalar_json(program_, which.type, which.value).text;
    }

    Result<void> take_away(Json& at, const Move& move) const {
        if (move.is_element) {
            auto item = element(at, *move.element);
            if (!item) return item.error();
            at.items.erase(at.items.begin() + (*item - at.items.data()));
        } else if (at.kind == Json::Kind::object) {
            at.erase(move.member);
        } else if (Json* there = look(at, move); there != nullptr) {
            *there = Json();  // what stands behind it keeps its place
        }
        return {};
    }

    Result<void> fill(Json& at, const TestValue& value) {
        switch (value.kind) {
            case TestValue::Kind::missing: at = Json(); return {};
            case TestValue::Kind::scalar: scalar(at, value); return {};
            case TestValue::Kind::list: {
                at = Json::list();
                for (const TestValue& item : value.items)
                    if (auto done = fill(at.items.emplace_back(), item); !done) return done;
                return {};
            }
            case TestValue::Kind::record: {
                at = Json::object();
                for (std::size_t i = 0; i < value.items.size(); ++i)
                    if (auto done = put(at, {value.members[i]}, value.items[i]); !done) return done;
                return {};
            }
        }
        return {};
    }

    void scalar(Json& at, const TestValue& value) const {
        Json json = scalar_json(program_, value.type, value.value);
        if (value.any_currency) {
            Json amount = Json::object();
            amount.set("amount", std::move(json));
            const std::string shown = sema::describe(program_, value.type);  // "money EUR"
            amount.set("currency", Json::string(shown.substr(shown.size() - 3)));
            json = std::move(amount);
        }
        if (!value.advice) {
            at = std::move(json);
            return;
        }
        if (at.kind != Json::Kind::object) at = Json::object();
        at.set("value", std::move(json));
        if (at.find("confidence") == nullptr) at.set("confidence", Json::plain("1"));
    }
};

}  // namespace

Json scalar_json(const typed::Program& program, Type type, const typed::Value& value) {
    const std::string shown = sema::describe(program, type, value);
    switch (type.kind) {
        case TypeKind::boolean:
        case TypeKind::integer:
        case TypeKind::decimal: return Json::plain(shown);
        case TypeKind::money: return Json::plain(shown.substr(0, shown.find(' ')));
        case TypeKind::text: return Json::string(value.text);
        case TypeKind::enumerated:
            return Json::string(program.enums[type.ref].values[static_cast<std::size_t>(value.number)].spellings.front());
        default: return Json::string(shown);  // percent (so it is one also where a number counts hundredths), dates and times
    }
}

Json bare_event(std::string_view type) {
    Json event = Json::object();
    event.set("specversion", Json::string("1.0"));
    event.set("id", Json::string("test"));
    event.set("source", Json::string("/test"));
    event.set("type", Json::string(std::string(type)));
    event.set("time", Json::string("2026-01-05T12:00:00Z"));
    event.set("data", Json::object());
    return event;
}

Result<void> put(const typed::Program& program, Json& event, const typed::TestAssign& assign) {
    if (assign.place.envelope >= 0) {
        constexpr std::string_view members[] = {"id", "source", "type", "time"};
        const std::string_view member = members[assign.place.envelope];
        if (assign.value.kind == TestValue::Kind::missing)
            event.erase(member);
        else
            event.set(member, scalar_json(program, assign.value.type, assign.value.value));
        return {};
    }
    Json* data = event.find("data");
    if (data == nullptr) data = &event.set("data", Json::object());
    return Putting(program).put(*data, assign.place.steps, assign.value);
}

Result<std::string> pointer_to(const typed::Program& program, const typed::TestPlace& place, std::string_view line) {
    auto event = Json::parse(line);
    Json* data = event ? event->find("data") : nullptr;
    if (data == nullptr) return Error{"the event has no data"};
    return Putting(program).pointer(*data, place.steps);
}

const Result<GivenEvents::File>& GivenEvents::file(const typed::TestEvent& event) {
    namespace fs = std::filesystem;
    const std::string path = (fs::path(folder_) / fs::path(sources_.file(event.file_span.file).path).parent_path() / event.file).string();
    const auto known = files_.find(path);
    if (known != files_.end()) return known->second;
    auto text = driver::read_file(path);
    if (!text) return files_.emplace(path, text.error()).first->second;
    Result<Json> json = Json::parse(*text);
    return files_.emplace(path, File{std::move(*text), std::move(json)}).first->second;
}

Result<std::string> GivenEvents::line(const typed::TestEvent& event) {
    const std::string& type = program_.events[event.event.value].name;
    Json json = bare_event(type);
    if (!event.file.empty()) {
        const auto& read = file(event);
        if (!read) return read.error();
        const Result<Json>& whole = read->json;
        if (const Json* other = whole ? whole.value().find("type") : nullptr;
            other != nullptr && other->kind == Json::Kind::text && other->text != type)
            return Error{fmt::format("`{}` holds an event of the type `{}`, not `{}`", event.file, other->text, type)};
        if (event.with.empty()) return read->text;
        if (!whole) return Error{fmt::format("`{}` is not JSON: {}", event.file, whole.error().message)};
        if (whole.value().kind != Json::Kind::object) return Error{fmt::format("`{}` is not a JSON object", event.file)};
        json = whole.value();
    }
    for (const typed::TestAssign& assign : event.with)
        if (auto done = put(program_, json, assign); !done)
            return Error{fmt::format("`{}`: {}", sources_.text(assign.span), done.error().message)};
    return json.dump();
}

}  // namespace ordain::testing
