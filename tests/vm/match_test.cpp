// Rules found by the values they test: places against the standard library's search, what matchers leave over against looking at every
// rule, the instructions on a small matcher.
#include "runtime/vm/match.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <set>

#include "tests/program/support/sample_matcher.hpp"
#include "tests/vm/run.hpp"

using namespace ordain;
using namespace ordain::test;

namespace {

using Random = std::mt19937_64;

std::int64_t random_value(Random& random) {
    constexpr std::int64_t ends[] = {INT64_MIN, INT64_MIN + 1, INT64_MAX - 1, INT64_MAX, -1, 0, 1};
    switch (random() % 4) {
        case 0: return ends[random() % std::size(ends)];
        case 1: return static_cast<std::int64_t>(random());
        default: return static_cast<std::int64_t>(random() % 400) - 200;
    }
}

std::vector<std::int64_t> random_constants(Random& random, std::size_t most) {
    std::set<std::int64_t> constants;
    for (std::size_t i = random() % (most + 1); i > 0; --i) constants.insert(random_value(random));
    return {constants.begin(), constants.end()};
}

SampleKey random_key(Random& random, std::uint32_t number, std::uint32_t rules) {
    SampleKey key{.value = 2 * number, .presence = random() % 2 == 0 ? 2 * number + 1 : program::none};
    key.constants = random_constants(random, random() % 4 == 0 ? 60 : 6);
    key.form = static_cast<SampleKey::Form>(random() % 3);
    if (key.form == SampleKey::Form::direct) {
        std::erase_if(key.constants, [](std::int64_t value) { return value < -300 || value > 300; });
        if (key.constants.empty()) key.constants = {7};
    }
    key.rows = random() % 3 == 0 ? std::min<std::uint32_t>(key.ranks(), 1 + random() % 8) : 0;
    const std::uint64_t seldom = 1 + random() % 4;
    for (std::uint32_t rule = 0; rule < rules; ++rule) {
        std::vector<bool>& holds = key.holds.emplace_back(key.ranks(), random() % 4 == 0);  // some rules don't care
        if (key.rows != 0) {
            const std::size_t first = random() % key.ranks(), last = first + random() % (key.ranks() - first);
            if (random() % 8 != 0) std::fill(holds.begin() + static_cast<long>(first), holds.begin() + static_cast<long>(last) + 1, true);
            if (random() % 8 != 0 && holds[0]) std::fill(holds.begin(), holds.end(), true);
            continue;
        }
        for (std::size_t rank = 0; rank < holds.size(); ++rank)
            if (random() % seldom == 0) holds[rank] = true;
    }
    return key;
}

/// Every rule that all keys hold for.
std::vector<std::uint32_t> left_over(const std::vector<SampleKey>& keys, std::uint32_t rules, const std::vector<std::int64_t>& r) {
    std::vector<std::uint32_t> out;
    for (std::uint32_t rule = 0; rule < rules; ++rule) {
        const bool all = std::all_of(keys.begin(), keys.end(), [&](const SampleKey& key) {
            const bool missing = key.presence != program::none && r[key.presence] == 0;
            return key.holds[rule][missing ? key.ranks() - 1 : key.rank(r[key.value])];
        });
        if (all) out.push_back(rule);
    }
    return out;
}

}  // namespace

TEST_CASE("the place of a value is the number of boundaries up to it") {
    Random random(1);
    for (int i = 0; i < 4'000; ++i) {
        SampleKey key = random_key(random, 0, 1);
        if (i % 2 == 0 && key.form != SampleKey::Form::direct) key.constants = random_constants(random, 200);
        key.rows = 0;
        key.holds = {std::vector<bool>(key.ranks())};
        program::ImageData data;
        const std::uint32_t number = add_matcher(data, {key}, 1);
        const program::Image image = data.view();
        const program::MatchKeyRec& rec = image.match_keys[image.matchers[number].keys.first];
        std::set<std::int64_t> least;  // of the places behind the first
        for (const std::int64_t c : key.constants) {
            if (c != INT64_MIN) least.insert(c);
            if (c != INT64_MAX) least.insert(c + 1);
        }
        if (key.form == SampleKey::Form::direct)
            for (std::int64_t value = key.constants.front(); value < key.constants.back(); ++value) least.insert(value);
        std::vector<std::int64_t> values{INT64_MIN, INT64_MAX, 0, random_value(random)};
        for (const std::int64_t c : least) values.insert(values.end(), {c - 1, c});
        for (const std::int64_t value : values) {
            const std::int64_t r[] = {value, 1};
            const auto expected = static_cast<std::uint32_t>(std::distance(least.begin(), least.upper_bound(value)));
            const std::uint32_t place = vm::place_of(vm::MatchTables(image), rec, r);
            if (place == expected) continue;
            INFO(value << " among " << Catch::Detail::stringify(least));
            REQUIRE(place == expected);
        }
    }
}

TEST_CASE("a matcher leaves over the rules that all keys hold for") {
    Random random(2);
    std::size_t found = 0, none = 0, second = 0;
    for (int i = 0; i < 600; ++i) {
        const std::uint32_t sizes[] = {1, 2, 63, 64, 65, 128, 400, 1 + static_cast<std::uint32_t>(random() % 400), 4'097, 9'000};
        const std::uint32_t rules = sizes[random() % (i % 40 == 0 ? 10 : 8)];
        std::vector<SampleKey> keys;
        const auto count = static_cast<std::uint32_t>(1 + random() % 5);
        for (std::uint32_t k = 0; k < count; ++k) keys.push_back(random_key(random, k, rules));
        program::ImageData data;
        const std::uint32_t number = add_matcher(data, keys, rules);
        const program::Image image = data.view();
        const program::MatcherRec& matcher = image.matchers[number];
        for (int e = 0; e < 30; ++e) {
            std::vector<std::int64_t> r;
            for (const SampleKey& key : keys) {
                const std::int64_t any = random_value(random);
                r.push_back(key.constants.empty() || random() % 4 == 0 ? any : key.constants[random() % key.constants.size()]);
                r.push_back(random() % 4 == 0 ? 0 : 1);
            }
            const std::vector<std::uint32_t> expected = left_over(keys, rules, r);
            vm::Matches matches;
            matches.begin(image, matcher, r.data());
            std::vector<std::uint32_t> all;
            for (std::uint32_t rule = matches.next(); rule != rules; rule = matches.next()) all.push_back(rule);
            REQUIRE(all == expected);
            REQUIRE(matches.next() == rules);
            REQUIRE(vm::first_match(image, matcher, r.data()) == (expected.empty() ? rules : expected[0]));
            const vm::FirstTwo two = vm::first_two_matches(image, matcher, r.data());
            REQUIRE(two.first == (expected.empty() ? rules : expected[0]));
            REQUIRE(two.second == (expected.size() < 2 ? rules : expected[1]));
            found += expected.size(), none += expected.empty() ? 1 : 0, second += expected.size() > 1 ? 1 : 0;
        }
    }
    CHECK(found > 100'000);
    CHECK(none > 1'000);
    CHECK(second > 1'000);
}

TEST_CASE("FIRST, ONLY and CASE") {
    const char* const first = R"(
        0  FIRST r15, matcher 0
        1  CASE  r15, 2
        2  JMP   ->6
        3  JMP   ->7
        4  FIRE  rule p.otherwise
        5  JMP   ->7
        6  FIRE  rule p.r)";
    for (const bool shared : {false, true}) {
        INFO("shared rows: " << shared);
        const program::ImageData image = matching_image(80, first, shared);
        const auto fired = [&](std::int64_t number) {
            const Ran ran = run(image, {.number = number});
            return ran.out.fired.empty() ? program::none : ran.out.fired[0].rule;
        };
        CHECK(fired(-1) == rule_otherwise);
        CHECK(fired(0) == rule);
        CHECK(fired(29) == rule);
        CHECK(fired(30) == program::none);  // the second rule
        CHECK(fired(39) == program::none);
        CHECK(fired(40) == rule_otherwise);  // the third
        CHECK(fired(INT64_MAX) == rule_otherwise);
        CHECK(fired(INT64_MIN) == rule_otherwise);

        const program::ImageData only = matching_image(80, "ONLY r15, matcher 0\n FIRE rule p.r", shared);
        CHECK(run(only, {.number = 5}).out.fired.size() == 1);
        CHECK(run(only, {.number = 10'000}).out.fired.size() == 1);
        const Contributions::Fault fault = run(only, {.number = 655}).out.fault;
        CHECK(fault.code == FaultCode::NOT_UNIQUE);
        CHECK(fault.rule_a == 2 + 63);  // the matcher's rules come after the sample's two
        CHECK(fault.rule_b == 2 + 64);
    }
}

TEST_CASE("EVERY and MORE run the block of each rule that is left over, once and in order") {
    const char* const code = R"(
        0  EVERY r15, matcher 0, ->13
        1  CASE  r15, 4
        2  JMP   ->6
        3  JMP   ->8
        4  JMP   ->9
        5  JMP   ->11
        6  FIRE  rule p.r
        7  JMP   ->12
        8  JMP   ->12
        9  FIRE  rule p.otherwise
       10  JMP   ->12
       11  JMP   ->13
       12  MORE  r15, matcher 0, 1)";
    const auto fired = [&](const char* text, std::int64_t number) {
        std::vector<std::uint32_t> rules;
        for (const auto& f : run(matching_image(4, text), {.number = number}).out.fired) rules.push_back(f.rule);
        return rules;
    };
    using Rules = std::vector<std::uint32_t>;
    CHECK(fired(code, -1) == Rules{});
    CHECK(fired(code, 5) == Rules{rule});
    CHECK(fired(code, 15) == Rules{rule});
    CHECK(fired(code, 25) == Rules{rule, rule_otherwise});
    CHECK(fired(code, 35) == Rules{rule_otherwise});
    CHECK(fired(code, 55) == Rules{});
}

TEST_CASE("MOVIF keeps or takes") {
    const auto moved = [](std::uint32_t by) {
        return value({insn(program::Opcode::MOV, temp, c_two), insn(program::Opcode::MOVIF, temp, c_minus, by)}, temp);
    };
    CHECK(moved(c_one) == -1);
    CHECK(moved(c_minus) == -1);
    CHECK(moved(c_zero) == 2);
}

TEST_CASE("FIREFIRST, FIREONLY and FIREALL fire rules with their constant effects") {
    const auto ran = [](program::Opcode op, std::int64_t number) {
        program::ImageData image = matching_image(4, "FIRST r15, matcher 0");
        image.matchers[0].outcomes = 0;
        image.match_outcomes = {{0, 1}, {1, 0}, {1, 1}, {2, 0}};
        image.match_effects = {effect_hold, effect_release};
        image.code[0] = image.trace_code[0] = insn(op, 15, 0, image.chunks[0].code_end - 1, program::no_index);
        seal(image);
        return run(image, {.number = number}).out;
    };
    const auto fired = [&](program::Opcode op, std::int64_t number) {
        std::vector<std::uint32_t> rules;
        for (const auto& f : ran(op, number).fired) rules.push_back(f.rule - 2);  // after the sample's two
        return rules;
    };
    using Rules = std::vector<std::uint32_t>;
    CHECK(fired(program::Opcode::FIREFIRST, -1) == Rules{});
    CHECK(fired(program::Opcode::FIREFIRST, 25) == Rules{0});
    CHECK(fired(program::Opcode::FIREFIRST, 35) == Rules{1});
    CHECK(fired(program::Opcode::FIREALL, -1) == Rules{});
    CHECK(fired(program::Opcode::FIREALL, 25) == Rules{0, 1, 2});
    CHECK(fired(program::Opcode::FIREALL, 45) == Rules{2, 3});
    CHECK(fired(program::Opcode::FIREONLY, 5) == Rules{0});
    CHECK(ran(program::Opcode::FIREONLY, 15).fault.code == FaultCode::NOT_UNIQUE);
    CHECK(ran(program::Opcode::FIREFIRST, 5).emitted.size() == 1);
    CHECK(ran(program::Opcode::FIREALL, 25).emitted.size() == 2);
}
