// Entry: generate_large. Many rules over few values, so that ranges nest, bounds coincide and conditions repeat.
#include <algorithm>
#include <set>

#include "runtime/value/type.hpp"
#include "tests/differential/generate.hpp"
#include "tests/oracle/decimal.hpp"
#include "tests/oracle/time.hpp"

namespace ordain::differential {

namespace {

const char* const schema = R"(module big.schema
enum Level { lv0, lv1, lv2, lv3, lv4, lv5, lv6, lv7 }
enum Tier open { ti0, ti1, ti2, ti3, ti4 }
record Item { key int  price money EUR  level Level  tier Tier  name text  much int?  label text? }
record Extra { n int  m money EUR?  tier Tier  day date }
event big.one {
  n0 int  n1 int  d0 decimal  p0 percent  m0 money EUR  m1 money EUR  t0 text  t1 text  e0 Level  o0 Tier  b0 bool
  day0 date  at0 timestamp  hour0 time
  qn int?  qy int?  qz int?  qm money EUR?  qt text?  qe Level?  qo Tier?  qb bool?  qd date?
  extra Extra?
  items list<Item> max 4 key key
  adv advice int
}
role boss
role chief above boss
queue q0
queue q1
reason R0 "r"
output out int
data rows key (k text) { v int  w Tier
  | k    || v   | w   |
  | ---- || --- | --- |
  | "s0" || 0   | ti0 |
  | "s1" || 3   | ti4 |
  | "s2" || 7   | ti1 |
}
)";

/// A value that conditions ask for.
struct Key {
    std::string text;  // a path, a let or an operation in parentheses
    Kind kind = Kind::integer;
    bool optional = false;
    bool column = false;  // may head a column: a path or a let
    bool tier = false;    // of the open enum, not the other one
};

/// One policy or table.
class Large {
public:
    Large(Random& random, int number) : random_(random), name_("p" + std::to_string(number)) {
        const std::size_t width = random.pick(std::vector<std::size_t>{3, 8, 30, 150});
        for (std::size_t i = 0; i < width; ++i) steps_.push_back(random.between(-5, static_cast<std::int64_t>(width) * 2));
        if (random.chance(10)) steps_.insert(steps_.end(), {INT64_MAX, INT64_MIN, INT64_MAX - 1});
    }

    Piece policy() {
        Piece head = header("policy");
        choose_keys();
        std::vector<Piece> parts{std::move(head), lets()};
        const std::size_t rules = size();
        for (std::size_t i = 0; i < rules; ++i)
            parts.push_back(removable(
                cat({"  rule r" + std::to_string(i) + " when ", conjunction(), "\n    then ", removable(effects()), "reason R0\n"})));
        if (random_.chance(40)) parts.push_back(removable("  otherwise require chief\n"));
        parts.push_back("}\n");
        return cat(std::move(parts));
    }

    Piece table() {
        Piece head = header("table");
        choose_keys();
        std::vector<Piece> parts{std::move(head), lets()};
        std::vector<Key> columns;
        for (const Key& key : keys_)
            if (key.column) columns.push_back(key);
        if (columns.empty()) columns.push_back({"n0", Kind::integer, false, true});
        std::string names = "  | rule", dashes = "  | ---";
        for (const Key& key : columns) names += " | " + key.text, dashes += " | ---";
        parts.push_back(names + " || decide |\n" + dashes + " || --- |\n");
        const std::size_t rows = size();
        for (std::size_t i = 0; i < rows; ++i) {
            std::string row = "  | ro" + std::to_string(i);
            for (const Key& key : columns) row += " | " + (random_.chance(30) ? "-" : cell(key));
            parts.push_back(removable(row + " || " + effects() + "|\n"));
        }
        parts.push_back("}\n");
        return cat(std::move(parts));
    }

private:
    static constexpr std::size_t most_rules = 2'000;

    Random& random_;
    std::string name_;
    std::vector<std::int64_t> steps_;  // constants, in units that each kind has its own size for
    std::vector<Key> keys_;
    std::string each_;  // name of the element
    bool few_ = false;  // so many rules that they are kept simple
    bool unique_ = false;
    bool present_ = false;            // qn is
    std::set<std::string> narrowed_;  // by the condition that is being written

    std::size_t size() {
        const std::size_t way = random_.below(100);
        if (way < 20) return 2 + random_.below(18);
        if (way < 92) return 20 + random_.below(180);
        few_ = true;
        return way < 99 ? 200 + random_.below(500) : most_rules - random_.below(100);
    }

    Piece header(const std::string& word) {
        std::string each;
        if (random_.chance(20)) {
            each_ = "i";
            each = " each i in items";
        }
        std::vector<Piece> parts{word + " " + name_ + each + " on big.one {\n"};
        const std::size_t match = random_.below(7);
        unique_ = match == 1;
        if (match < 4 && match > 0) parts.push_back(removable(match == 1 ? "  match unique\n" : "  match all\n"));
        if (random_.chance(10)) parts.push_back(removable("  mode shadow\n"));
        present_ = random_.chance(15);
        if (present_) parts.push_back("  applies when qn is present\n");
        return cat(std::move(parts));
    }

    /// Lets of all kinds; those that no rule names are computed by nobody.
    Piece lets() {
        const std::string n = "_" + name_;
        const std::string doubly = present_ ? "qz" : "qn if missing qz";
        std::string out;
        for (const auto& [name, value] : std::vector<std::pair<std::string, std::string>>{
                 {"sum", "n0 + n1"},
                 {"ratio", "m0 / m1"},
                 {"product", "n0 * n1"},
                 {"both", "b0 and n1 > 3"},
                 {"found", "rows[t0].v"},
                 {"tier", "rows[t1].w"},
                 {"share", "if b0 then 100 / n0 else 7"},
                 {"same", "n0"},
                 {"maybe", "qm"},
                 {"much", "max(j.price for j in items where j.key != 3)"},
                 {"doubly", doubly},
                 {"filled", "(" + doubly + ") if missing " + std::to_string(random_.between(-3, 9))},
             })
            out += "  let " + name + n + " = " + value + "\n";
        return removable(out);
    }

    void choose_keys() {
        static const std::vector<const char*> faulty{"product", "ratio", "share", "sum", " / ", " * ", " - "};
        const std::string n = "_" + name_;
        std::vector<Key> all{
            {"n0", Kind::integer, false, true},
            {"n1", Kind::integer, false, true},
            {"d0", Kind::decimal, false, true},
            {"p0", Kind::percent, false, true},
            {"m0", Kind::money, false, true},
            {"m1", Kind::money, false, true},
            {"t0", Kind::text, false, true},
            {"t1", Kind::text, false, true},
            {"e0", Kind::enumerated, false, true},
            {"o0", Kind::enumerated, false, true, true},
            {"b0", Kind::boolean, false, true},
            {"day0", Kind::date, false, true},
            {"at0", Kind::timestamp, false, true},
            {"hour0", Kind::time, false, true},
            {"qn", Kind::integer, !present_, true},
            {"qm", Kind::money, true, true},
            {"qt", Kind::text, true, true},
            {"qe", Kind::enumerated, true, true},
            {"qo", Kind::enumerated, true, true, true},
            {"qb", Kind::boolean, true, true},
            {"qd", Kind::date, true, true},
            {"extra.n", Kind::integer, true, true},
            {"extra.m", Kind::money, true, true},
            {"extra.tier", Kind::enumerated, true, true, true},
            {"adv", Kind::integer, true, true},
            {"sum" + n, Kind::integer, false, true},
            {"product" + n, Kind::integer, false, true},
            {"ratio" + n, Kind::decimal, false, true},
            {"both" + n, Kind::boolean, false, true},
            {"found" + n, Kind::integer, true, true},
            {"tier" + n, Kind::enumerated, true, true, true},
            {"share" + n, Kind::decimal, false, true},
            {"same" + n, Kind::integer, false, true},
            {"maybe" + n, Kind::money, true, true},
            {"much" + n, Kind::money, true, true},
            {"(n0 - n1)", Kind::integer},
            {"(100 / n0)", Kind::decimal},
            {"(d0 * p0)", Kind::decimal},
            {"(m0 * 3)", Kind::money},
            {"abs(n0)", Kind::integer},
            {"min(n0, n1)", Kind::integer},
            {"(if b0 then n0 else n1)", Kind::integer},
            {"count(j in items where j.level < lv3)", Kind::integer},
            {"sum(j.price for j in items)", Kind::money},
            {"date(at0)", Kind::date},
            {"event.id", Kind::text, false, true},
            {"filled" + n, Kind::integer, false, true},
            {"((qz if missing qy) if missing 5)", Kind::integer},
            {"doubly" + n, Kind::integer, true, true},
        };
        if (!each_.empty())
            for (const Key& key :
                 {Key{"i.key", Kind::integer, false, true}, Key{"i.price", Kind::money, false, true},
                  Key{"i.level", Kind::enumerated, false, true}, Key{"i.tier", Kind::enumerated, false, true, true},
                  Key{"i.name", Kind::text, false, true}, Key{"i.much", Kind::integer, true, true}, Key{"i.label", Kind::text, true, true}})
                all.push_back(key), all.push_back(key);
        std::vector<Key> seldom_faulty;  // else most events would be nothing but a fault
        for (const Key& key : all)
            if (std::none_of(faulty.begin(), faulty.end(), [&](const char* part) { return key.text.find(part) != std::string::npos; }))
                seldom_faulty.push_back(key);
        const std::size_t count = random_.chance(5) ? 20 : 1 + random_.below(6);
        for (std::size_t i = 0; i < count; ++i) {
            const Key& key = random_.pick(random_.chance(15) ? all : seldom_faulty);
            if (std::none_of(keys_.begin(), keys_.end(), [&](const Key& k) { return k.text == key.text; })) keys_.push_back(key);
        }
    }

    // --- constants ------------------------------------------------------------------------------------------------
    [[nodiscard]] std::string constant(const Key& key, std::int64_t step) const {
        step = std::max(step, INT64_MIN + 1);  // no literal is less
        const bool extreme = step > 10'000 || step < -10'000;
        const auto number = [&](std::int64_t unit) { return extreme ? step : step * unit; };
        switch (key.kind) {
            case Kind::boolean: return step % 2 == 0 ? "true" : "false";
            case Kind::decimal: return oracle::decimal_text(number(250'000), 6);
            case Kind::percent: return oracle::decimal_text(number(10'000), 4) + "%";
            case Kind::money: return oracle::decimal_text(number(10'000), 4) + " EUR";
            case Kind::text: return "\"s" + std::to_string(index(step, 12)) + "\"";
            case Kind::enumerated: return key.tier ? "ti" + std::to_string(index(step, 5)) : "lv" + std::to_string(index(step, 8));
            case Kind::date: return oracle::date_text(oracle::days_of({2026, 6, 1}) + index(step, 400));
            case Kind::time: return oracle::time_text(index(step, 1440));
            case Kind::timestamp:
                return oracle::timestamp_text(oracle::days_of({2026, 6, 1}) * ns_per_day + index(step, 5'000) * ns_per_minute);
            default: return std::to_string(step);
        }
    }
    [[nodiscard]] static std::int64_t index(std::int64_t step, std::int64_t count) { return ((step % count) + count) % count; }
    [[nodiscard]] std::string constant(const Key& key) { return constant(key, random_.pick(steps_)); }

    /// Two in rising order; none where all are one.
    [[nodiscard]] std::optional<std::pair<std::string, std::string>> span_of(const Key& key) {
        if (key.kind == Kind::date || key.kind == Kind::time || key.kind == Kind::timestamp || key.kind == Kind::enumerated) {
            const std::int64_t most = key.kind == Kind::enumerated ? (key.tier ? 5 : 8) : 400;
            const std::int64_t low = index(random_.pick(steps_), most - 1);
            return std::pair{constant(key, low), constant(key, random_.between(low + 1, most - 1))};
        }
        const std::int64_t a = random_.pick(steps_), b = random_.pick(steps_);
        if (a == b) return std::nullopt;
        return std::pair{constant(key, std::min(a, b)), constant(key, std::max(a, b))};
    }

    // --- conditions -----------------------------------------------------------------------------------------------
    [[nodiscard]] static bool ordered(const Key& key) { return key.kind != Kind::text && key.kind != Kind::boolean; }

    std::string list_of(const Key& key) {
        std::string out;
        for (std::size_t i = 0, n = 1 + random_.below(random_.chance(10) ? 20 : 4); i < n; ++i) out += (i > 0 ? ", " : "") + constant(key);
        return out;
    }

    /// About a value that is there.
    std::string simple(const Key& key) {
        static const std::vector<std::string> operators{"<", "<=", ">", ">=", "=", "!="}, equalities{"=", "!="};
        static const std::vector<std::string> ranges{"[", "("}, ends{"]", ")"};
        if (key.kind == Kind::boolean && random_.chance(60)) return random_.chance(50) ? key.text : "not " + key.text;
        const std::string op = random_.pick(ordered(key) ? operators : equalities);
        const auto span = ordered(key) ? span_of(key) : std::nullopt;
        switch (random_.below(key.kind == Kind::boolean ? 2 : 10)) {
            case 0: return key.text + " = " + constant(key);
            case 1: return "not (" + key.text + " = " + constant(key) + ")";
            case 2: return constant(key) + " " + op + " " + key.text;
            case 3: return key.text + (random_.chance(50) ? " in (" : " in (") + list_of(key) + ")";
            case 4: return "not (" + key.text + " in (" + list_of(key) + "))";
            case 5:
            case 6:
                if (span) return key.text + " in " + random_.pick(ranges) + span->first + " .. " + span->second + random_.pick(ends);
                break;
            case 7:
                if (span) return "not (" + key.text + " in " + span->first + ".." + span->second + ")";
                break;
            default: break;
        }
        return key.text + " " + op + " " + constant(key);
    }

    /// Values that are narrowed together begin alike.
    [[nodiscard]] static std::string root(const Key& key) {
        return key.text.starts_with("extra.") ? "extra" : key.text.starts_with("maybe") ? "qm" : key.text;
    }
    [[nodiscard]] bool may_be_missing(const Key& key) const {
        return key.optional && !narrowed_.contains(key.text == "extra.m" ? key.text : root(key));
    }
    std::string narrow(const Key& key, std::string text) {
        narrowed_.insert({key.text, root(key)});
        return text;
    }

    /// About a value, in all the ways that a missing one can be spoken of.
    std::string test(const Key& key) {
        if (key.tier && !may_be_missing(key) && random_.chance(10))
            return random_.chance(50) ? key.text + " is unknown" : "not (" + key.text + " is unknown)";
        if (!may_be_missing(key)) return random_.chance(20) ? "(" + simple(key) + " or " + simple(key) + ")" : simple(key);
        const std::string there = key.text + " is present", gone = key.text + " is missing";
        switch (random_.below(9)) {
            case 0: return narrow(key, there);
            case 1: return gone;
            case 2: return "(" + gone + " or " + simple(key) + ")";
            case 3: return "not (" + there + " and " + simple(key) + ")";
            case 4:
            case 5: {
                Key filled = key;
                filled.text = "(" + key.text + " if missing " + constant(key) + ")";
                return filled.kind == Kind::boolean ? filled.text + " = true" : simple(filled);
            }
            case 6: return "(" + there + " and " + simple(key) + " or " + gone + ")";
            default: return narrow(key, "(" + there + " and " + simple(key) + " and " + simple(key) + ")");
        }
    }

    /// What no ranks can tell.
    std::string residue() {
        static const std::vector<std::string> all{"n0 < n1",           "100 / n0 > 7",      "n0 * n1 != 12",
                                                  "t0 = t1",           "m0 >= m1 * 2",      "any j in items where j.key = n0",
                                                  "t0 starts with t1", "same(qm, extra.m)", "sum(j.key for j in items) > n1",
                                                  "same(qd, day0)"};
        return "(" + random_.pick(all) + ")";
    }

    std::string either(const Key& a, const Key& b) {
        if (root(a) == root(b)) return test(a);
        const std::set<std::string> before = narrowed_;
        std::string left = test(a);
        narrowed_ = before;
        const std::string right = test(b);
        narrowed_ = before;
        return "(" + left + " or " + right + ")";
    }

    Piece conjunct() {
        const std::size_t way = random_.below(100);
        if (way < 6) return residue();
        if (way < 12) return either(random_.pick(keys_), random_.pick(keys_));
        return test(random_.pick(keys_));
    }

    Piece conjunction() {
        narrowed_.clear();
        std::vector<Piece> parts{tagged("test", conjunct(), {"true"})};
        const std::size_t more = unique_ ? 1 + random_.below(5) : random_.below(few_ ? 3 : 5);
        for (std::size_t i = 0; i < more; ++i) parts.push_back(removable(cat({" and ", tagged("test", conjunct(), {"true"})})));
        return cat(std::move(parts));
    }

    std::string cell(const Key& key) {
        static const std::vector<std::string> operators{"<= ", "< ", "> ", ">= ", "!= "};
        if (key.optional && random_.chance(25)) return random_.chance(50) ? "present" : "missing";
        if (key.kind == Kind::enumerated && key.tier && random_.chance(10)) return "unknown";
        if (key.kind == Kind::boolean) return constant(key);
        const auto span = ordered(key) ? span_of(key) : std::nullopt;
        switch (random_.below(8)) {
            case 0: return constant(key);
            case 1: return list_of(key);
            case 2: return "not (" + list_of(key) + ")";
            case 3:
                if (span) return "[" + span->first + " .. " + span->second + ")";
                break;
            case 4:
                if (span) return "not (" + span->first + ".." + span->second + ")";
                break;
            case 5:
                if (span) return span->first + ".." + span->second;
                break;
            default: break;
        }
        return (ordered(key) ? random_.pick(operators) : "!= ") + constant(key);
    }

    std::string effects() {
        static const std::vector<std::string> all{"release ", "require boss ", "hold in q1 ", "reject ", "set out = n0 ", "route to q0 "};
        return random_.pick(all);
    }
};

}  // namespace

Sources generate_large(std::uint64_t seed) {
    Random random(seed);
    std::vector<Piece> policies{"module big.policies\nuse big.schema\n"};
    const int count = 1 + static_cast<int>(random.below(2));
    for (int i = 0; i < count; ++i) {
        Large one(random, i);
        policies.push_back(removable(random.chance(60) ? one.policy() : one.table()));
    }
    Sources out;
    out.push_back({"schema.ord", Piece(schema)});
    out.push_back({"policies.ord", cat(std::move(policies))});
    out.push_back({"bundle.ord", Piece("bundle big {\n  edition 1\n  default on * hold in q0\n  fault in q0\n}\n")});
    return out;
}

}  // namespace ordain::differential
