#include "compiler/testing/propose.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "compiler/sema/describe.hpp"
#include "compiler/testing/match.hpp"
#include "runtime/base/arith.hpp"

namespace ordain::testing {

namespace {

using typed::TestStep;

/// A scalar of an event, outside of lists.
struct Place {
    typed::TestPlace place;
    std::string path;  // as written
    Type type;
    bool optional = false;
};

class Places {
public:
    explicit Places(const typed::Program& program) : program_(program) {}

    std::vector<Place> of(typed::EventId event) {
        found_.clear();
        Place root;
        const typed::RecordId data = program_.events[event.value].root;
        if (data.valid()) record(data, root, 0);
        Place time;
        time.place.envelope = 3;
        time.path = "event.time";
        time.type = {TypeKind::timestamp};
        found_.push_back(std::move(time));
        return std::move(found_);
    }

private:
    const typed::Program& program_;
    std::vector<Place> found_;

    void record(typed::RecordId id, const Place& at, unsigned depth) {
        const auto& fields = program_.records[id.value].fields;
        for (std::uint32_t i = 0; i < fields.size(); ++i) {
            const typed::Field& f = fields[i];
            Place next = at;
            TestStep step;
            step.record = id;
            step.index = i;
            next.place.steps.push_back(std::move(step));
            next.path += (next.path.empty() ? "" : ".") + f.name;
            next.type = f.type.required();
            next.optional = f.type.optional != 0;
            if (f.type.kind == TypeKind::record && depth < 8)
                record({f.type.ref}, next, depth + 1);
            else if (f.type.kind != TypeKind::record && f.type.kind != TypeKind::list && f.type.kind != TypeKind::money_any && !f.advice)
                found_.push_back(std::move(next));
        }
    }
};

bool is_number_like(TypeKind kind) {
    return kind == TypeKind::integer || kind == TypeKind::decimal || kind == TypeKind::percent || kind == TypeKind::money ||
           kind == TypeKind::date || kind == TypeKind::time || kind == TypeKind::timestamp;
}

class Proposals {
public:
    Proposals(const typed::Program& program, const SourceSet& sources, Suite& suite, Measure& measure, std::size_t attempts)
        : program_(program), sources_(sources), suite_(suite), measure_(measure), left_(attempts) {}

    std::vector<std::string> all() {
        covered_ = measure_.coverage().covered();
        for (const bool reached : {true, false}) {
            reached_ = reached;
            for (const typed::Test& test : program_.tests) {
                if (left_ == 0 || measure_.coverage().complete()) break;
                begin(test);
                for (const Place& place : Places(program_).of(test.given.event)) vary(place);
            }
        }
        return std::move(found_);
    }

private:
    const typed::Program& program_;
    const SourceSet& sources_;
    Suite& suite_;
    Measure& measure_;
    std::size_t left_;
    std::size_t covered_ = 0;
    bool reached_ = true;  // first go for edges that a test's own event is compared with, then for the others
    const typed::Test* test_ = nullptr;
    std::vector<std::optional<std::int64_t>> base_;  // of every edge: the value that the test's own event is compared by
    std::vector<std::string> found_;

    void begin(const typed::Test& test) {
        test_ = &test;
        base_.assign(measure_.coverage().edges.size(), std::nullopt);
        if (const auto line = suite_.events().line(test.given)) base_ = decided(*line);
    }

    std::vector<std::optional<std::int64_t>> decided(const std::string& line) {
        if (left_ != 0) --left_;
        suite_.decided().decide(line);
        measure_.forget_values();
        measure_.saw(0, suite_.decided());
        return measure_.values();
    }

    /// Decides the test's event with another value, and keeps it if that meets anything new. Values of edges, none if it can't be made.
    std::vector<std::optional<std::int64_t>> attempt(const Place& place, const std::optional<std::int64_t>& number) {
        if (left_ == 0) return {};
        typed::TestEvent event = test_->given;
        typed::TestAssign assign;
        assign.place = place.place;
        assign.span = test_->span;
        if (number) {
            assign.value.kind = typed::TestValue::Kind::scalar;
            assign.value.type = place.type;
            assign.value.value.number = *number;
        }
        event.with.push_back(assign);
        const auto line = suite_.events().line(event);
        if (!line) return {};
        auto values = decided(*line);
        const std::size_t covered = measure_.coverage().covered();
        if (covered > covered_) {
            keep(place, number ? sema::describe(program_, place.type, assign.value.value) : "missing", covered - covered_);
            covered_ = covered;
        }
        return values;
    }

    void vary(const Place& place) {
        if (place.optional) (void)attempt(place, std::nullopt);
        if (place.type.kind == TypeKind::boolean)
            for (const std::int64_t truth : {0, 1}) (void)attempt(place, truth);
        if (place.type.kind == TypeKind::enumerated)
            for (std::size_t i = 0; i < program_.enums[place.type.ref].values.size(); ++i)
                (void)attempt(place, static_cast<std::int64_t>(i));
        if (!is_number_like(place.type.kind)) return;
        const std::size_t edges = measure_.coverage().edges.size();
        for (std::size_t e = 0; e < edges; ++e)
            for (std::size_t side = 0; side < 3 && left_ != 0; ++side)
                if (base_[e].has_value() == reached_ && measure_.coverage().lacks(e, side)) seek(place, e, side);
    }

    /// Moves the value until the edge's value is where it is wanted: by the slope between the last two tries.
    void seek(const Place& place, std::size_t edge, std::size_t side) {
        const std::int64_t limit = measure_.limit(edge), unit = measure_.unit(edge);
        const std::int64_t wanted = limit + (side == 0 ? -unit : side == 2 ? unit : 0);
        int128 x0 = limit, y0 = 0;
        bool known = false;
        int128 x = wanted;
        for (int round = 0; round < 8 && measure_.coverage().lacks(edge, side); ++round) {
            if (x < INT64_MIN / 4 || x > INT64_MAX / 4) return;
            const auto values = attempt(place, static_cast<std::int64_t>(x));
            if (edge >= values.size() || !values[edge]) return;
            const int128 y = *values[edge];
            if (known && y == y0) return;  // it does not depend on this value
            int128 next = x + (wanted - y);
            if (known) {
                const int128 rise = y - y0, run = x - x0;
                const int128 gap = wanted - y;
                if (gap > INT64_MAX || gap < INT64_MIN || run > INT64_MAX || run < INT64_MIN) return;
                next = x + gap * run / rise;
            }
            known = true, x0 = x, y0 = y;
            if (next == x) next = x + (side == 0 ? -unit : unit);
            x = next;
        }
    }

    void keep(const Place& place, const std::string& value, std::size_t more) {
        std::string given(sources_.text(test_->given.span));
        const std::size_t with = given.rfind('}');
        std::size_t end = with;
        while (end != std::string::npos && end > 0 && (given[end - 1] == ' ' || given[end - 1] == ',' || given[end - 1] == '\n')) --end;
        const std::string assign = fmt::format("{} = {}", place.path, value);
        given = with == std::string::npos ? fmt::format("{} with {{ {} }}", given, assign)
                                          : fmt::format("{}, {} }}", given.substr(0, end), assign);
        found_.push_back(fmt::format("# meets {} more\ntest \"{}, with {}\" {{\n  given  {}\n  expect {}\n}}\n", more,
                                     without_quotes(test_->title), without_quotes(assign), given, expectation()));
    }
    static std::string without_quotes(std::string text) {
        std::erase_if(text, [](char c) { return c == '"' || c == '\\'; });
        return text;
    }

    /// What is decided now.
    [[nodiscard]] std::string expectation() {
        const Json& decision = suite_.decided().whole();
        const std::string& verdict = decision.at("verdict").text;
        if (verdict == "fault") return "fault " + decision.at("fault").at("code").text;
        std::string out;
        if (!decision.at("approvals").items.empty()) out = "require " + needs(decision.at("approvals"));
        for (const Json& hold : decision.at("holds").items) out += (out.empty() ? "hold in " : " hold in ") + hold.at("queue").text;
        return out.empty() ? verdict : out;
    }

    [[nodiscard]] std::string needs(const Json& approvals) const {
        std::string out;
        for (const Json& approval : approvals.items) {
            Json need = approval.at("need");
            scopes(need);
            const bool simple = need.kind == Json::Kind::text || need.find("role") != nullptr || approvals.items.size() == 1;
            out += (out.empty() ? "" : " and ") + (simple ? need_text(need) : "(" + need_text(need) + ")");
        }
        return out;
    }

    /// A decision names a scope by its spelling, a source by its name or as a text.
    void scopes(Json& need) const {
        for (const std::string_view parts : {"all", "then", "of"})
            if (Json* list = need.find(parts))
                for (Json& part : list->items) scopes(part);
        Json* scope = need.find("for");
        if (scope == nullptr) return;
        for (const typed::Role& role : program_.roles) {
            if (role.name != need.at("role").text) continue;
            if (role.scope.kind != TypeKind::enumerated) {
                scope->text = "\"" + scope->text + "\"";
                return;
            }
            for (const typed::Enumerator& e : program_.enums[role.scope.ref].values)
                if (e.spellings.front() == scope->text) {
                    scope->text = e.name;
                    return;
                }
        }
    }
};

}  // namespace

std::vector<std::string> propose(const typed::Program& program, const SourceSet& sources, Suite& suite, Measure& measure,
                                 std::size_t attempts) {
    return Proposals(program, sources, suite, measure, attempts).all();
}

}  // namespace ordain::testing
