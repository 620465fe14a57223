// Matchers that the verifier refuses, and code around them.
#include <catch2/catch.hpp>
#include <functional>

#include "runtime/base/limits.hpp"
#include "runtime/program/bounds.hpp"
#include "runtime/program/verify.hpp"
#include "tests/program/support/sample_image.hpp"
#include "tests/program/support/sample_matcher.hpp"

using namespace ordain;
using namespace ordain::program;
using namespace ordain::test;

namespace {

const char* const every = R"(
        0  EVERY r15, matcher 0, ->8
        1  CASE  r15, 2
        2  JMP   ->4
        3  JMP   ->6
        4  FIRE  rule p.r
        5  JMP   ->7
        6  JMP   ->7
        7  MORE  r15, matcher 0, 1)";

struct Damage {
    const char* what;  // in the error
    std::function<void(ImageData&)> make;
};

/// 80 rules, so that there are two words and a summary; 83 constants.
void all_refused(bool shared, const std::vector<Damage>& damages) {
    std::size_t number = 0;
    for (const Damage& damage : damages) {
        ImageData data = matching_image(80, "FIRST r15, matcher 0", shared);
        damage.make(data);
        const auto ok = verify_tables(data.view());
        const std::string found = ok ? "" : ok.error().message;
        INFO("damage " << ++number << ": " << found);
        CHECK(found.find("`matchers`, record 0: " + std::string(damage.what) + " is not valid") != std::string::npos);
    }
}

std::string refusal(const ImageData& data) {
    const auto ok = verify(data.view());
    return ok ? "" : ok.error().message;
}
void accepted(std::string_view text) {
    INFO(text);
    CHECK(refusal(matching_image(2, text)).empty());
}
void refused(std::string_view text, const std::string& why) {
    const std::string found = refusal(matching_image(2, text));
    INFO(text << "\n" << found);
    CHECK(found.find(why) != std::string::npos);
}

}  // namespace

TEST_CASE("the samples with matchers are fine") {
    for (const bool shared : {false, true})
        for (const std::uint32_t rules : {1u, 63u, 64u, 65u, 80u, 5'000u})
            CHECK(refusal(matching_image(rules, "FIRST r15, matcher 0", shared)).empty());
}

TEST_CASE("matchers") {
    all_refused(false, {
                           {"the keys", [](ImageData& d) { d.matchers[0].keys.first = 1; }},
                           {"the keys", [](ImageData& d) { d.matchers[0].keys.count = 2; }},
                           {"the number of keys", [](ImageData& d) { d.matchers[0].keys.count = 0; }},
                           {"the number of keys",
                            [](ImageData& d) {
                                d.match_keys.resize(limits::match_keys + 1, d.match_keys[0]);
                                d.matchers[0].keys.count = limits::match_keys + 1;
                            }},
                           {"the form", [](ImageData& d) { d.matchers[0].rules = 0; }},
                           {"the form", [](ImageData& d) { d.matchers[0].form = static_cast<MatchForm>(3); }},
                           {"the rules", [](ImageData& d) { d.matchers[0].rules = 81; }},
                           {"the rules", [](ImageData& d) { d.matchers[0].first_rule = 3; }},
                           {"the rules", [](ImageData& d) { d.matchers[0].first_rule = UINT32_MAX; }},
                           {"the number of nodes", [](ImageData& d) { d.matchers[0].nodes = 0; }},
                           {"the number of nodes", [](ImageData& d) { d.matchers[0].nodes = 2; }},
                           {"the number of rules", [](ImageData& d) { d.matchers[0].count = 0; }},
                           {"the number of rules", [](ImageData& d) { d.matchers[0].count = 81; }},
                           {"the numbers", [](ImageData& d) { d.matchers[0].numbers = 0; }},
                           {"the numbers",
                            [](ImageData& d) {
                                d.matchers[0].numbers = 0;
                                d.match_numbers.resize(80);
                            }},
                           {"the numbers",
                            [](ImageData& d) {
                                d.matchers[0].numbers = 0;
                                for (std::uint32_t i = 0; i < 80; ++i) d.match_numbers.push_back(i + 1);
                            }},
                           {"the number of words", [](ImageData& d) { d.matchers[0].words = 1; }},
                           {"the number of words", [](ImageData& d) { d.matchers[0].words = 3; }},
                           {"the number of summaries", [](ImageData& d) { d.matchers[0].summaries = 0; }},
                           {"the number of summaries", [](ImageData& d) { d.matchers[0].summaries = 2; }},
                           {"the number of keys that share rows", [](ImageData& d) { d.matchers[0].shared = 1; }},
                           {"the spans", [](ImageData& d) { d.matchers[0].spans = 1; }},
                           {"the effects", [](ImageData& d) { d.matchers[0].outcomes = 0; }},
                       });
    all_refused(true, {
                          {"the number of keys that share rows", [](ImageData& d) { d.matchers[0].shared = 0; }},
                          {"the spans", [](ImageData& d) { d.match_spans.pop_back(); }},
                          {"the spans", [](ImageData& d) { d.matchers[0].spans = 1; }},
                      });
}

TEST_CASE("keys of matchers") {
    all_refused(false, {
                           {"the boundaries", [](ImageData& d) { d.match_boundaries.pop_back(); }},
                           {"the boundaries", [](ImageData& d) { d.match_keys[0].boundaries = UINT32_MAX; }},
                           {"the boundaries", [](ImageData& d) { d.match_keys[0].half *= 2; }},
                           {"the search", [](ImageData& d) { d.match_keys[0].half = 3; }},
                           {"the places", [](ImageData& d) { d.match_keys[0].places = 0; }},
                           {"the places", [](ImageData& d) { d.match_keys[0].places = UINT32_MAX; }},
                           {"the places", [](ImageData& d) { d.match_keys[0].form = static_cast<MatchKeyForm>(3); }},
                           {"the form of a key",
                            [](ImageData& d) {
                                d.match_keys[0].form = MatchKeyForm::plain;
                                d.match_keys[0].rows = 0;
                            }},
                           {"the rows", [](ImageData& d) { d.match_keys[0].row_count = 0; }},
                           {"the range of a key", [](ImageData& d) { d.match_keys[0].form = MatchKeyForm::direct; }},
                           {"the number of plain keys", [](ImageData& d) { d.matchers[0].plain = 1; }},
                           {"the rows", [](ImageData& d) { d.match_keys[0].shares = 2; }},
                           {"the rows", [](ImageData& d) { d.match_keys[0].shares = 1; }},
                           {"the rows", [](ImageData& d) { d.match_keys[0].rows = 0; }},
                           {"the number of rows", [](ImageData& d) { --d.match_keys[0].row_count; }},
                           {"the number of rows", [](ImageData& d) { d.match_keys[0].presence = slot_count; }},
                           {"the end of the boundaries", [](ImageData& d) { --d.match_keys[0].places; }},
                           {"the masks", [](ImageData& d) { d.match_keys[0].masks = 1; }},
                           {"the masks", [](ImageData& d) { d.match_masks.pop_back(); }},
                           {"the order of boundaries", [](ImageData& d) { std::swap(d.match_boundaries[3], d.match_boundaries[4]); }},
                           {"the order of boundaries", [](ImageData& d) { d.match_boundaries[4] = d.match_boundaries[3]; }},
                           {"the end of the boundaries", [](ImageData& d) { d.match_boundaries.back() = 7; }},
                           {"a mask", [](ImageData& d) { d.match_masks[2] |= 1u << 16; }},  // summary, rules 0 to 63, rules 64 to 79
                           {"a summary of masks", [](ImageData& d) { d.match_masks[0] |= 1u << 2; }},
                           {"a summary of masks", [](ImageData& d) { d.match_masks[0] ^= 1; }},
                           {"a summary of masks", [](ImageData& d) { d.match_masks[1] = 1; }},
                       });
    all_refused(true, {
                          {"the rows", [](ImageData& d) { d.match_rows.pop_back(); }},
                          {"the rows", [](ImageData& d) { d.match_keys[0].presence = slot_count; }},
                          {"a row", [](ImageData& d) { d.match_rows[7] = 4; }},
                          {"a row", [](ImageData& d) { d.match_keys[0].row_count = 3; }},
                          {"the masks", [](ImageData& d) { d.match_keys[0].row_count = 5; }},
                      });
}

TEST_CASE("where a search begins") {
    const auto damaged = [](const std::function<void(MatchKeyRec&, ImageData&)>& change) {
        ImageData data = matching_image(2, "FIRST r15, matcher 0");
        const SampleKey key{.value = slot_number, .constants = {1, 5}, .holds = {std::vector<bool>(5)}, .form = SampleKey::Form::radix};
        add_matcher(data, {key}, 1);
        change(data.match_keys[1], data);
        const auto ok = verify_tables(data.view());
        return ok ? "" : ok.error().message;
    };
    CHECK(damaged([](MatchKeyRec&, ImageData&) {}).empty());
    CHECK(damaged([](MatchKeyRec& k, ImageData&) { k.top = k.base - 1; }).find("record 1: the range of a key") != std::string::npos);
    CHECK(damaged([](MatchKeyRec& k, ImageData&) { k.top = INT64_MAX, k.shift = 1; }).find("record 1: the radix") != std::string::npos);
    CHECK(damaged([](MatchKeyRec& k, ImageData&) { k.shift = 64; }).find("record 1: the radix") != std::string::npos);
    CHECK(damaged([](MatchKeyRec&, ImageData& d) { d.match_rows.back() = 5; }).find("record 1: the radix") != std::string::npos);
}

namespace {

/// A tree: rule 0 where the number is 7, rule 1 where it is not, rule 2 always.
ImageData tree(std::string_view text) {
    ImageData data = matching_image(3, text);
    data.matchers.clear();
    data.match_keys.clear();
    const std::uint32_t whole = match_test_flags::last | match_test_flags::end;
    data.match_tests = {{.low = INT64_MIN, .span = UINT64_MAX, .value = slot_number, .flags = whole, .number = 0},
                        {.low = 7, .span = 0, .value = slot_number, .flags = whole | match_test_flags::outside, .number = 1},
                        {.low = INT64_MIN, .span = UINT64_MAX, .value = slot_number, .flags = whole, .number = 2},
                        {.low = 7, .span = 0, .value = slot_number, .flags = whole | match_test_flags::outside, .number = 1}};
    MatcherRec node{.form = MatchForm::split, .rules = 3, .first_rule = static_cast<std::uint32_t>(data.rules.size()) - 3, .keys = {0, 1}};
    data.match_keys.push_back({.base = 6, .top = 8, .form = MatchKeyForm::direct, .value = slot_number, .places = 3});
    data.match_children = {list_of_tests | 1, list_of_tests | 0, list_of_tests | 3};
    data.matchers.push_back(node);
    data.match_keys.push_back({.value = slot_number, .places = 1});
    data.match_children.push_back(0);
    node.nodes = 2, node.keys.first = 1, node.children = 3, node.rest = list_of_tests | 2, node.outcomes = 0;
    data.match_outcomes = {{0, 0}, {program::none, 0}, {0, 0}};
    data.matchers.push_back(node);
    return data;
}

}  // namespace

TEST_CASE("trees of matchers") {
    const auto damaged = [](const std::function<void(ImageData&)>& change) {
        ImageData data = tree("FIRST r15, matcher 0");
        change(data);
        const auto ok = verify_tables(data.view());
        return ok ? "" : ok.error().message;
    };
    const auto names = [&](const std::function<void(ImageData&)>& change, const char* what) {
        const std::string found = damaged(change);
        INFO(found);
        CHECK(found.find(what) != std::string::npos);
    };
    CHECK(damaged([](ImageData&) {}).empty());
    names([](ImageData& d) { d.match_children[3] = 1; }, "record 1: a node below");
    names([](ImageData& d) { d.match_children[3] = 2; }, "record 1: a node below");
    names([](ImageData& d) { d.matchers[1].rest = 1; }, "record 1: a node below");
    names([](ImageData& d) { d.matchers[1].nodes = 1; }, "record 1: a node below");
    names([](ImageData& d) { d.matchers[0].first_rule -= 1; }, "record 1: a node below");
    names([](ImageData& d) { d.matchers[0].rules = 1; }, "record 0: a test");
    names([](ImageData& d) { d.match_children.pop_back(); }, "record 1: the nodes below");
    names([](ImageData& d) { d.match_keys[0].presence = slot_count; }, "record 0: a node below");
    names([](ImageData& d) { d.matchers[1].keys.count = 0; }, "record 1: the number of keys");
    names([](ImageData& d) { d.match_children[0] = list_of_tests | 4; }, "record 0: the tests");
    names([](ImageData& d) { d.match_children[2] = list_of_tests | 1; }, "record 0: the tests");  // a place apart has it, too
    names([](ImageData& d) { d.match_tests[0].flags = match_test_flags::last; }, "record 0: the tests");
    names([](ImageData& d) { d.match_tests[1].flags |= 16; }, "record 0: a test");
    names([](ImageData& d) { d.match_tests[2].number = 3; }, "record 1: a test");
    names([](ImageData& d) { d.match_tests[3].flags = 0; }, "the end of the tests");
    names(
        [](ImageData& d) {
            d.matchers[0].form = MatchForm::tests;
            d.matchers[0].tests = 4;
        },
        "record 0: the tests");
    names([](ImageData& d) { d.match_outcomes.pop_back(); }, "record 1: the effects");
    names([](ImageData& d) { d.match_outcomes[0].count = 1; }, "record 1: the effects");
    names(
        [](ImageData& d) {
            d.match_outcomes[0].count = 1;
            d.match_effects = {UINT32_MAX};
        },
        "record 1: an effect");
    // nine splits whose rest is the one before
    names(
        [](ImageData& d) {
            for (std::uint32_t i = 2; i < 11; ++i) {
                MatcherRec split = d.matchers[1];
                split.nodes = i + 1, split.rest = i - 1, split.outcomes = none;
                split.keys.first = i;
                split.children = i + 2;
                d.match_keys.push_back(d.match_keys[1]);
                d.match_children.push_back(0);
                d.matchers.push_back(split);
            }
        },
        "the number of nodes for one event");
}

TEST_CASE("FIREFIRST, FIREONLY and FIREALL need effects") {
    const auto refusal_of = [](const ImageData& data) {
        const auto ok = verify_code(data.view(), data.code, data.chunks[0]);
        return ok ? "" : ok.error().message;
    };
    for (const char* const text : {"FIREFIRST r15, matcher 0, ->1", "FIREONLY r15, matcher 0, ->1", "FIREALL r15, matcher 0, ->1"})
        refused(text, "the matcher has no effects");
    const auto of_tree = [&](const char* op, bool constant) {
        ImageData data = tree("FIRST r15, matcher 0");
        data.code[0] = insn(op == std::string("all") ? Opcode::FIREALL : Opcode::FIREFIRST, 15, 1, data.chunks[0].code_end - 1, no_index);
        if (constant) data.match_outcomes[1] = {0, 0};
        return refusal_of(data);
    };
    CHECK(of_tree("first", false).empty());
    CHECK(of_tree("first", true).empty());
    CHECK(of_tree("all", false).find("not all effects of the matcher are constant") != std::string::npos);
    CHECK(of_tree("all", true).empty());
    ImageData unwritten = tree("FIRST r15, matcher 0");
    unwritten.code[0].b = 1;
    unwritten.match_tests[1].presence = temp + 1;
    CHECK(refusal_of(unwritten).find("may not have been written") != std::string::npos);
}

TEST_CASE("no word belongs to two matchers") {
    const auto two = [](const std::function<void(ImageData&)>& change) {
        ImageData data = matching_image(80, "FIRST r15, matcher 0", true);
        const SampleKey key{.value = slot_number, .constants = {1}, .rows = 2, .holds = {{true, false, false}}};
        add_matcher(data, {key}, 1);
        change(data);
        const auto ok = verify_tables(data.view());
        return ok ? "" : ok.error().message;
    };
    CHECK(two([](ImageData&) {}).empty());
    CHECK(two([](ImageData& d) { --d.matchers[1].keys.first; }).find("record 1: the keys") != std::string::npos);
    CHECK(two([](ImageData& d) { --d.match_keys[1].boundaries; }).find("record 1: the boundaries") != std::string::npos);
    CHECK(two([](ImageData& d) { --d.match_keys[1].rows; }).find("record 1: the rows") != std::string::npos);
    CHECK(two([](ImageData& d) { --d.match_keys[1].masks; }).find("record 1: the masks") != std::string::npos);
    CHECK(two([](ImageData& d) { --d.matchers[1].spans; }).find("record 1: the spans") != std::string::npos);
}

TEST_CASE("what a matcher's keys read has been written") {
    for (const char* const code : {"FIRST r15, matcher 0", "ONLY r15, matcher 0", every}) {
        for (const bool presence : {false, true}) {
            ImageData data = matching_image(2, code);
            (presence ? data.match_keys[0].presence : data.match_keys[0].value) = temp + 1;
            const auto ok = verify_code(data.view(), data.code, data.chunks[0]);
            INFO(code);
            REQUIRE_FALSE(ok);
            CHECK(ok.error().message.find("may not have been written") != std::string::npos);
        }
    }
    ImageData data = matching_image(2, "FIRST r15, matcher 0");
    data.match_keys[0].value = UINT32_MAX;
    CHECK(refusal(data).find("outside the frame") != std::string::npos);
    refused("FIRST r15, matcher 1", "no such matcher");
    refused("FIRST #1, matcher 0", "overwritten");
    refused("ONLY r15, matcher 7", "no such matcher");
    refused("EVERY r15, matcher 7, ->2\n MORE r15, matcher 7, 1", "no such matcher");
    refused(R"(
        0  GUARD r16, ->2
        1  ONLY  r15, matcher 0
        2  UNGUARD)",
            "a guard encloses a contribution");
    accepted("FIRST r15, matcher 0\n MOV r16, r15");
    accepted("ONLY r15, matcher 0\n MOV r16, r15");
}

TEST_CASE("MOVIF reads all three") {
    accepted("MOV r15, #1\n MOVIF r15, #2, r13");
    refused("MOVIF r15, #2, r13", "may not have been written");
    refused("MOV r15, #1\n MOVIF r15, r16, r13", "may not have been written");
    refused("MOV r15, #1\n MOVIF r15, #2, r16", "may not have been written");
    refused("MOVIF r13, #2, #1", "overwritten");
}

TEST_CASE("the jumps behind a CASE are its table") {
    accepted(R"(
        0  CASE r13, 2
        1  JMP  ->3
        2  JMP  ->3)");
    accepted("CASE r13, 0");
    refused("CASE r13, 2\n JMP ->2", "the table of a CASE is too long");
    refused("CASE r13, 4294967295", "the table of a CASE is too long");
    refused("CASE r13, 1\n MOV r15, #1", "something else than JMP");
    refused("CASE r13, 1\n JMP ->4294967295", "forward");
    refused("CASE r13, 1\n JMP ->9", "forward");
    refused(R"(
        0  CASE r13, 2
        1  JMP  ->2
        2  JMP  ->3)",
            "the table of a CASE leads into itself");
    refused(R"(
        0  JT   r13, ->3
        1  CASE r13, 2
        2  JMP  ->4
        3  JMP  ->4)",
            "a jump goes into the table of a CASE");
    refused("CASE r15, 0", "may not have been written");
    // a register that only one of the ways writes
    refused(R"(
        0  CASE r13, 1
        1  JMP  ->3
        2  MOV  r15, #1
        3  MOV  r16, r15)",
            "may not have been written");
    refused(R"(
        0  CASE r13, 1
        1  JMP  ->4
        2  LOOP list 0, ->5, i0
        3  MOV  r15, #1
        4  NEXT list 0, 3, i0)",
            "into a loop");
}

namespace {

/// `every` with one line exchanged.
std::string with(std::size_t number, const std::string& line) {
    std::string out;
    std::string_view rest = every;
    rest.remove_prefix(rest.find('\n') + 1);
    for (std::size_t i = 0; !rest.empty(); ++i) {
        const std::size_t end = std::min(rest.find('\n'), rest.size() - 1);
        out += i == number ? line + "\n" : std::string(rest.substr(0, end + 1));
        rest.remove_prefix(end + 1);
    }
    return out;
}

}  // namespace

TEST_CASE("EVERY encloses a CASE whose blocks run once each") {
    accepted(every);
    refused(with(7, "MOV r16, #1"), "a loop without its end");
    refused(with(0, "MOV r15, #1"), "the end of a loop without its beginning");
    refused(with(7, "MORE r15, matcher 0, 2"), "innermost");
    refused(with(7, "MORE r16, matcher 0, 1"), "innermost");
    refused(with(0, "EVERY r15, matcher 0, ->7"), "innermost");
    refused(with(0, "LOOP list 0, ->8, i0"), "innermost");
    refused(with(1, "CASE r15, 1"), "not a CASE of its rules");
    refused(with(1, "CASE r13, 2"), "not a CASE of its rules");
    refused(with(1, "MOV r16, #1"), "not a CASE of its rules");
    refused(with(2, "JMP ->5"), "do not follow each other");
    refused(with(3, "JMP ->4"), "do not follow each other");
    refused(with(3, "JMP ->8"), "do not follow each other");
    refused(with(3, "JT r13, ->6"), "do not follow each other");
    refused(with(2, "MOV r16, #1"), "do not follow each other");
    refused(with(5, "FIRE rule p.r"), "a block of a CASE has no end");
    refused(with(6, "FIRE rule p.r"), "a block of a CASE has no end");
    refused(with(5, "JMP ->6"), "leads into another");
    refused(with(4, "JT r13, ->6"), "leads into another");
    refused(with(4, "GUARD r16, ->6"), "leads into another");
    accepted(with(4, "JT r13, ->7"));
    accepted(with(4, "JT r13, ->8"));
    refused(with(4, "MOV r15, #1"), "kept for something else");
    refused(with(4, "MOVIF r15, #1, #1"), "kept for something else");
    refused(with(4, "FIRST r15, matcher 0"), "kept for something else");
    refused(with(4, "ARG r13"), "different numbers of arguments");
    refused(with(4, "GUARD r16, ->8"), "a guard");
}

TEST_CASE("EVERY does not enclose another, nor half a loop") {
    refused(R"(
        0  EVERY r15, matcher 0, ->12
        1  CASE  r15, 2
        2  JMP   ->4
        3  JMP   ->10
        4  EVERY r16, matcher 0, ->9
        5  CASE  r16, 2
        6  JMP   ->8
        7  JMP   ->9
        8  MORE  r16, matcher 0, 5
        9  JMP   ->11
       10  JMP   ->11
       11  MORE  r15, matcher 0, 1)",
            "EVERY within EVERY");
    refused(R"(
        0  EVERY r15, matcher 0, ->9
        1  CASE  r15, 2
        2  JMP   ->4
        3  JMP   ->6
        4  LOOP  list 0, ->7, i0
        5  JMP   ->8
        6  NEXT  list 0, 5, i0
        7  JMP   ->8
        8  MORE  r15, matcher 0, 1)",
            "leads into another");
    refused(R"(
        0  JT    r13, ->5
        1  EVERY r15, matcher 0, ->9
        2  CASE  r15, 2
        3  JMP   ->5
        4  JMP   ->7
        5  FIRE  rule p.r
        6  JMP   ->8
        7  JMP   ->8
        8  MORE  r15, matcher 0, 2)",
            "into a loop");
    accepted(R"(
        0  LOOP  list 0, ->10, i0
        1  EVERY r15, matcher 0, ->9
        2  CASE  r15, 2
        3  JMP   ->5
        4  JMP   ->7
        5  FIRE  rule p.r, i0
        6  JMP   ->8
        7  JMP   ->8
        8  MORE  r15, matcher 0, 2
        9  NEXT  list 0, 1, i0)");
}

TEST_CASE("matchers cost their keys and words, loops over rules a turn for each") {
    const auto cost = [](const ImageData& data) {
        const Image image = data.view();
        return chunk_bounds(image, costs_of(image), image.code, image.chunks[0]).cost;
    };
    constexpr std::uint64_t rank = 8, end = 1;
    CHECK(cost(matching_image(2, "FIRST r15, matcher 0")) >= 4 + rank + end);
    CHECK(cost(matching_image(6'400, "FIRST r15, matcher 0")) >= 4 + rank + 100 / 4 + end);
    CHECK(cost(matching_image(6'400, "ONLY r15, matcher 0", true)) >= 4 + rank + 6'400 / 4 + end);
    const ImageData data = matching_image(2, every);
    const Image image = data.view();
    const ChunkBounds bounds = chunk_bounds(image, costs_of(image), image.code, image.chunks[0]);
    CHECK(bounds.fired == 1);
    // two turns of CASE, JMP and MORE, a FIRE
    CHECK(bounds.cost >= 4 + rank + 2 * (1 + 1 + 2) + 2 + end);
}
