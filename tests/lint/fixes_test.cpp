// `check --fix` keeps decisions: for every rule that proposes edits, bundles are decided by before and after them.
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <set>

#include "compiler/driver/compile.hpp"
#include "compiler/driver/load.hpp"
#include "compiler/lint/lint.hpp"
#include "ordain/ordain.hpp"
#include "runtime/program/bundle_file.hpp"
#include "tests/differential/events.hpp"
#include "tests/differential/generate.hpp"
#include "tests/lint/spoil.hpp"
#include "tests/lint/support.hpp"

using namespace ordain;
using namespace ordain::lint_test;

namespace {

namespace fs = std::filesystem;

/// Rules whose code proposes edits.
std::set<std::string> rules_with_fix() {
    std::set<std::string> rules{"unused_allowance"};  // lint() itself proposes it
    for (const auto& folder : fs::directory_iterator(ORDAIN_SOURCE_DIR "/compiler/lint/rules")) {
        const auto code = driver::read_file((folder.path() / "rule.cpp").string());
        REQUIRE(code);
        if (code->find("with_edit(") != std::string::npos) rules.insert(folder.path().filename().string());
    }
    return rules;
}

/// Sources that more than their rule's page try the edits.
const std::multimap<std::string, std::string> examples{
    {"boolean_compared", R"(
        policy p on order.created {
          rule a when not order.rush = true or order.quantity > 5 and order.rush != false then hold in desk
          rule b when any l in order.lines where order.rush = true then require boss
        })"},
    {"double_negation", R"(
        policy p on order.created {
          rule a when order.rush and not not (order.quantity > 5 or order.weight > 2.5) then hold in desk
          rule b when not not not order.rush = true then reject
          rule c when not not any l in order.lines where not not l.quantity > 3 then require boss
        })"},
    {"comparison_could_be_range", R"(
        policy p on order.created {
          rule a when order.total >= 10 EUR and order.total < 500 EUR or order.quantity > 3 and order.quantity <= 5 then hold in desk
          rule b when not (order.discount >= 2.5% and order.discount <= 10%) then require boss
          rule c when order.total - order.cost > 5 EUR and order.total - order.cost <= 20 EUR then reject
          rule d when order.total / order.cost >= 1 and order.total / order.cost <= 2 then require director
        })"},
    {"number_grouping", R"(
        const most = 1000000 EUR
        policy p on order.created {
          rule a when order.total > most or order.weight > 123456.5 then hold in desk
          rule b when order.quantity in 10000..99999 then require boss
        })"},
    {"unused_let", R"(
        policy p on order.created {
          let share = order.total / order.cost
          let other = share * 2
          let room = order.customer.credit_limit - order.total
          rule a when room < 0 EUR then hold in desk
        })"},
};

struct Fixed {
    Texts texts;
    std::map<std::string, int> edits;  // by rule

    [[nodiscard]] std::set<std::string> rules() const {
        std::set<std::string> names;
        for (const auto& [rule, count] : edits) names.insert(rule);
        return names;
    }
};

/// The texts with all edits made that lint proposes for `rule`, or for all rules if it is empty.
Fixed fixed(const Texts& texts, const std::string& rule) {
    const auto bundle = read(texts);
    INFO(bundle->complaints());
    REQUIRE(bundle->sound());
    lint::lint({bundle->program, bundle->trees, bundle->sources, today}, bundle->diagnostics);
    Fixed result;
    EditsByFile edits(bundle->sources.size());
    for (const Diagnostic& d : bundle->diagnostics.all()) {
        const std::string name(info(d.kind).name);
        if (d.edits.empty() || (!rule.empty() && rule != name)) continue;
        ++result.edits[name];
        for (const Edit& e : d.edits) edits[e.span.file].push_back(e);
    }
    result.texts = edited(texts, bundle->sources, edits);
    return result;
}

class Decider {
public:
    explicit Decider(const Texts& texts) : read_(read(texts)) {
        INFO(read_->complaints());
        REQUIRE(read_->sound());
        const auto image = driver::compile(read_->program);
        REQUIRE(image);
        const auto bundle = Bundle::from_bytes(program::serialize(*image));
        REQUIRE(bundle);
        bundle_ = *bundle;
        evaluator_.emplace(bundle_);
    }

    [[nodiscard]] const typed::Program& program() const { return read_->program; }
    [[nodiscard]] std::string_view id() const { return bundle_->id(); }

    /// The decision. Without ids: the bundle's and its own are left out, which are made from the code; so is the fingerprint, in whose
    /// place stands which event had it first.
    std::string decide(const std::string& event, bool without_ids) {
        std::string json;
        evaluator_->decide(event).append_json(json);
        if (!without_ids) return json;
        take(json, "\"id\":\"");
        take(json, "\"bundle\":\"");
        if (json.find("\"fingerprint\":null") != std::string::npos) return json;
        const std::string fingerprint = take(json, "\"fingerprint\":\"");
        return json + std::to_string(fingerprints_.try_emplace(fingerprint, fingerprints_.size()).first->second);
    }

private:
    std::unique_ptr<Read> read_;
    std::shared_ptr<const Bundle> bundle_;
    std::optional<Evaluator> evaluator_;
    std::map<std::string, std::size_t> fingerprints_;  // and their number

    /// Cuts out what follows `begin` up to a quote.
    static std::string take(std::string& json, std::string_view begin) {
        const std::size_t at = json.find(begin) + begin.size();
        const std::string text = json.substr(at, json.find('"', at) - at);
        json.erase(at, text.size());
        return text;
    }
};

std::string shown(const Texts& texts, const Texts& beside) {
    std::string out;
    for (std::size_t i = 0; i < texts.size(); ++i)
        if (i >= beside.size() || texts[i] != beside[i]) out += "# " + texts[i].first + "\n" + texts[i].second;
    return out;
}

/// Rules whose edits other instructions may carry out: the bundle's id differs then, and what is made from it. Edits of all other rules
/// keep the very code.
const std::set<std::string> other_code{"boolean_compared", "comparison_could_be_range", "double_negation"};

/// Both decide `events` random events alike, byte for byte but for ids where they may differ.
void decide_alike(const Texts& before, const Texts& after, const std::set<std::string>& rules, std::uint64_t seed, int events) {
    INFO("before\n" << shown(before, after) << "\nafter\n" << shown(after, before));
    Decider old(before), now(after);
    bool may_differ = false;
    for (const std::string& rule : rules) may_differ = may_differ || other_code.contains(rule);
    if (!may_differ) REQUIRE(now.id() == old.id());
    differential::Random random(seed);
    differential::Events lines(old.program(), random);
    for (int i = 0; i < events; ++i) {
        const std::string line = lines.line();
        const std::string expected = old.decide(line, may_differ), found = now.decide(line, may_differ);
        if (expected == found) continue;
        INFO(line);
        REQUIRE(found == expected);
    }
}

using Exercised = std::map<std::string, int>;  // edits by rule

void add(Exercised& to, const Fixed& fixed) {
    for (const auto& [rule, edits] : fixed.edits) to[rule] += edits;
}

/// Spoils what is well written, mends it, and decides by all three.
void spoil_and_mend(const Texts& texts, const std::string& rule, std::uint64_t seed, int events, Exercised& exercised) {
    const auto bundle = read(texts);
    REQUIRE(bundle->sound());
    const Texts worse = spoiled(texts, *bundle, rule);
    const Fixed mended = fixed(worse, rule);
    add(exercised, mended);
    if (mended.edits.empty()) return;
    decide_alike(texts, worse, {rule}, seed, events / 4);
    decide_alike(worse, mended.texts, {rule}, seed + 1, events);
}

}  // namespace

TEST_CASE("what lint mends in examples decides as before") {
    for (const std::string& rule : rules_with_fix()) {
        std::vector<std::string> bad = blocks(lint::page(rule), "Avoid");
        for (auto [at, end] = examples.equal_range(rule); at != end; ++at) bad.push_back(at->second);
        int edits = 0;
        for (const std::string& example : bad) {
            const Texts texts = example_texts(example, rule);
            const Fixed mended = fixed(texts, rule);
            INFO(rule << "\n" << example);
            edits += static_cast<int>(mended.edits.size());
            decide_alike(texts, mended.texts, mended.rules(), 1, 2'000);
        }
        INFO(rule);
        CHECK(edits > 0);
    }
}

TEST_CASE("what lint mends in shipped policies and random bundles decides as before") {
    const std::vector<std::pair<Texts, int>> shipped{{texts_in(ORDAIN_SOURCE_DIR "/policies/distribution"), 1'000},
                                                     {texts_in(ORDAIN_SOURCE_DIR "/policies/superstore"), 2'000}};
    std::vector<Texts> random;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) random.push_back(differential::texts_of(differential::generate_bundle(seed)));
    for (const std::string& rule : rules_with_fix()) {
        INFO(rule);
        Exercised exercised;
        for (const auto& [texts, events] : shipped) spoil_and_mend(texts, rule, 7, events, exercised);
        for (std::size_t i = 0; i < random.size(); ++i) spoil_and_mend(random[i], rule, i, 100, exercised);
        CHECK(exercised[rule] > 20);
    }
}

TEST_CASE("what lint mends in random bundles as they are decides as before") {
    Exercised exercised;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        const Texts texts = differential::texts_of(differential::generate_bundle(seed));
        const Fixed mended = fixed(texts, "");
        add(exercised, mended);
        if (!mended.edits.empty()) decide_alike(texts, mended.texts, mended.rules(), seed, 50);
    }
    CHECK(exercised.size() >= 3);
    for (const auto& [rule, edits] : exercised) {
        INFO(rule << " proposes edits: rules_with_fix doesn't know it");
        CHECK(rules_with_fix().contains(rule));
    }
}
