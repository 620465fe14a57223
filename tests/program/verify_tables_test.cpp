// Sections that the verifier refuses: one damage each.
#include <catch2/catch.hpp>
#include <functional>

#include "runtime/program/step_act.hpp"
#include "runtime/program/utf8.hpp"
#include "runtime/program/verify.hpp"
#include "tests/program/support/sample_image.hpp"

using namespace ordain;
using namespace ordain::program;
using namespace ordain::test;

namespace {

std::uint32_t as_number(StepAct act) {
    return static_cast<std::uint32_t>(act);
}

struct Damage {
    const char* section;  // where the error says it is
    std::function<void(ImageData&)> make;
};

std::string refusal(const ImageData& data) {
    const auto ok = verify(data.view());
    return ok ? "" : ok.error().message;
}

void all_refused(const std::vector<Damage>& damages) {
    std::size_t number = 0;
    for (const Damage& damage : damages) {
        ImageData data = traced_image({insn(Opcode::FIRE, 0, rule, 0, no_index), insn(Opcode::EMIT, 0, effect_hold)});
        damage.make(data);
        const std::string found = refusal(data);
        INFO(damage.section << ", damage " << ++number << ": " << found);
        CHECK(found.find(std::string("`") + damage.section + "`") != std::string::npos);
    }
}

}  // namespace

TEST_CASE("the sample is fine") {
    CHECK(refusal(traced_image({})).empty());
}

TEST_CASE("names and texts") {
    all_refused({
        {"meta", [](ImageData& d) { d.meta.clear(); }},
        {"meta", [](ImageData& d) { d.meta.push_back(d.meta[0]); }},
        {"meta", [](ImageData& d) { d.meta[0].edition = 2; }},
        {"meta", [](ImageData& d) { d.meta[0].fault_queue = none; }},
        {"meta", [](ImageData& d) { d.queues.clear(); }},
        {"meta",
         [](ImageData& d) {
             d.meta[0].name = {0, 1u << 30};
         }},
        {"symbols",
         [](ImageData& d) {
             d.symbols[0] = {UINT32_MAX, 2};
         }},
        {"symbols", [](ImageData& d) { d.symbols[1] = d.symbols[0]; }},
        {"symbol_index", [](ImageData& d) { d.symbol_index.pop_back(); }},
        {"symbol_index", [](ImageData& d) { d.symbol_index.clear(); }},
        {"symbol_index", [](ImageData& d) { d.symbol_index.assign(8, 1); }},
        {"symbol_index", [](ImageData& d) { d.symbol_index[0] = 77; }},
        {"symbols", [](ImageData& d) { d.symbol_index.assign(8, 0); }},
        {"enums", [](ImageData& d) { d.enums[0].values.count = 3; }},
        {"enums", [](ImageData& d) { d.spellings[0].ordinal = 2; }},
        {"enums", [](ImageData& d) { std::swap(d.spellings[0], d.spellings[1]); }},
        {"enums", [](ImageData& d) { d.spellings[1].spelling = d.spellings[0].spelling; }},
        {"roles",
         [](ImageData& d) {
             d.roles[0].above = {0, 1};
         }},
        {"role_above", [](ImageData& d) { d.role_above.push_back(1); }},
        {"outputs",
         [](ImageData& d) {
             d.outputs.push_back({{}, {TypeKind::money, 0, 0, 0}});
         }},
        {"outputs",
         [](ImageData& d) {
             d.outputs.push_back({{}, {TypeKind::enumerated, 0, 0, 7}});
         }},
        {"reasons",
         [](ImageData& d) {
             d.reasons[0].text = {1, UINT32_MAX};
         }},
        {"escalations",
         [](ImageData& d) {
             d.escalations.push_back({{}, {0, 1}});
         }},
        {"steps",
         [](ImageData& d) {
             d.steps.push_back({0, as_number(StepAct::notify_role), 1, 0, 0, {}, {}});
         }},
        {"steps",
         [](ImageData& d) {
             d.steps.push_back({0, as_number(StepAct::hold), none, 0, 0, {}, {}});
         }},
        {"steps",
         [](ImageData& d) {
             d.steps.push_back({0, 7, 0, 0, 0, {}, {}});
         }},
    });
}

TEST_CASE("calendars, ladders, data") {
    all_refused({
        {"calendars", [](ImageData& d) { d.transitions[0].at = 0; }},
        {"calendars", [](ImageData& d) { d.transitions[0].offset = INT64_MAX; }},
        {"calendars", [](ImageData& d) { d.calendars[0].transitions.count = 0; }},
        {"calendars",
         [](ImageData& d) {
             d.transitions.push_back({INT64_MIN, 0}), d.calendars[0].transitions.count = 2;
         }},
        {"calendars", [](ImageData& d) { std::swap(d.openings[0], d.openings[1]); }},
        {"calendars", [](ImageData& d) { d.openings[1].before = 0; }},
        {"calendars", [](ImageData& d) { d.openings[1].close = INT64_MAX; }},
        {"calendars", [](ImageData& d) { d.openings[0].open = INT64_MIN; }},
        {"calendars", [](ImageData& d) { d.days[1].before = 0; }},
        {"calendars", [](ImageData& d) { d.days[0].open = 2; }},
        {"calendars", [](ImageData& d) { d.calendars[0].first_date = INT64_MAX; }},
        {"calendars", [](ImageData& d) { d.calendars[0].days.count = 3; }},
        {"ladder_roles", [](ImageData& d) { d.ladder_roles[0] = 1; }},
        {"ladders", [](ImageData& d) { d.ladder_rows[0].rungs = 1; }},
        {"ladders", [](ImageData& d) { d.ladders[0].rows.count = 2; }},
        {"data", [](ImageData& d) { d.data[0].rows = UINT32_MAX; }},
        {"data", [](ImageData& d) { d.data[0].columns.count = 3; }},
        {"data", [](ImageData& d) { d.data[1].index_size = 17; }},
        {"data", [](ImageData& d) { d.data[1].index_size = 8; }},
        {"data", [](ImageData& d) { d.data_index[0] = 9; }},
        {"data", [](ImageData& d) { d.data_keys[3].kind = 0; }},
        {"data_columns", [](ImageData& d) { d.data_columns[0].column = 1; }},
        {"data_columns", [](ImageData& d) { d.data_columns[0].data = 2; }},
    });
}

TEST_CASE("events and plans") {
    all_refused({
        {"events", [](ImageData& d) { d.events[0].slots = 3; }},
        {"events", [](ImageData& d) { d.events[0].slots = UINT32_MAX; }},
        {"events", [](ImageData& d) { d.events[0].column_words = UINT32_MAX; }},
        {"events", [](ImageData& d) { d.events[0].texts = UINT32_MAX; }},
        {"events", [](ImageData& d) { d.events[0].chunks.count = 0; }},
        {"events", [](ImageData& d) { d.events[0].nodes.count = 99; }},
        {"plan_nodes", [](ImageData& d) { d.events[0].nodes.count = 2; }},
        {"events", [](ImageData& d) { d.events[0].has_subject = 1; }},
        {"events", [](ImageData& d) { d.events.push_back(d.events[0]); }},
        {"events", [](ImageData& d) { d.events[0].default_args = 9; }},
        {"lists", [](ImageData& d) { d.lists[0].rows = 0; }},
        {"lists", [](ImageData& d) { d.lists[0].max = 4; }},
        {"lists", [](ImageData& d) { d.lists[0].key_column = 2; }},
        {"lists", [](ImageData& d) { d.lists[0].start = 5; }},  // outside lists no row is the first
        {"fields", [](ImageData& d) { d.fields[2].type.kind = TypeKind::record; }},
        {"fields", [](ImageData& d) { d.lists[0].key_is_text = 1; }},
        {"fields", [](ImageData& d) { d.lists[0].key_field = 3; }},
        {"fields", [](ImageData& d) { d.lists[0].count = 3; }},
        {"fields", [](ImageData& d) { d.lists[0].count = 4; }},
        {"fields", [](ImageData& d) { d.lists[0].count = 6; }},
        {"lists", [](ImageData& d) { d.lists[0].parent = 0; }},
        {"columns", [](ImageData& d) { d.columns[1].offset = 2; }},
        {"columns", [](ImageData& d) { d.columns[1].offset = 4; }},
        {"columns",
         [](ImageData& d) {
             d.columns.push_back({0, 0});
         }},
        {"lists", [](ImageData& d) { d.columns[0].list = 1; }},
        {"fields", [](ImageData& d) { d.fields[0].target = 0; }},
        {"fields", [](ImageData& d) { d.fields[0].target = 6; }},
        {"fields", [](ImageData& d) { d.fields[3].target = column_key; }},
        {"fields", [](ImageData& d) { d.fields[3].target = 9; }},
        {"fields", [](ImageData& d) { d.fields[3].flags = 0; }},
        {"fields", [](ImageData& d) { d.fields[0].flags = field_flags::in_list; }},
        {"fields", [](ImageData& d) { d.fields[0].flags = field_flags::advice; }},
        {"fields", [](ImageData& d) { d.fields[0].record = 0; }},
        {"fields", [](ImageData& d) { d.fields[0].presence = 4; }},
        {"fields", [](ImageData& d) { d.fields[0].node = 4; }},
        {"fields", [](ImageData& d) { d.fields[0].steps = 2; }},
        {"fields",
         [](ImageData& d) {
             d.fields[0].zone = {0, 9};
         }},
        {"fields",
         [](ImageData& d) {
             d.fields[0].type = {TypeKind::money, 0, 0, currency_code("EUR")};
         }},
        {"fields", [](ImageData& d) { d.fields[0].amount = 1; }},
        {"fields", [](ImageData& d) { d.fields[0].currency = 1; }},
        {"fields", [](ImageData& d) { d.fields[1].list = 1; }},
        {"fields", [](ImageData& d) { d.fields[1].type.kind = TypeKind::record; }},
        {"plan_nodes", [](ImageData& d) { d.plan_keys[0].node = 0; }},
        {"plan_nodes", [](ImageData& d) { d.plan_keys[0].node = 4; }},
        {"plan_nodes", [](ImageData& d) { d.plan_keys[0].node = 99; }},
        {"plan_nodes", [](ImageData& d) { std::swap(d.plan_keys[0], d.plan_keys[1]); }},
        {"plan_nodes",
         [](ImageData& d) {  // the list's elements lie where the event does, and what lies behind belongs to no one
             d.lists[0].nodes = d.events[0].nodes;
             d.fields[2].node = 1, d.fields[3].node = 2;
         }},
        {"plan_nodes", [](ImageData& d) { d.plan_nodes[1].parent = 2; }},
        {"plan_nodes", [](ImageData& d) { d.plan_nodes[3].parent = 0; }},
        {"plan_nodes", [](ImageData& d) { d.plan_nodes[4].parent = none; }},
        {"plan_nodes",
         [](ImageData& d) {
             d.plan_nodes[0].items = {0, 2};
         }},
    });
}

TEST_CASE("policies, effects, needs") {
    const auto require = [](NeedRec need) {
        return [need](ImageData& d) {
            d.needs.push_back(need);
            d.effects[2] = {.op = EffectOp::require, .id = 0};
        };
    };
    all_refused({
        {"policies", [](ImageData& d) { d.policies[0].calendar = 5; }},
        {"rules", [](ImageData& d) { d.rules[0].policy = 1; }},
        {"waivers", [](ImageData& d) { d.waivers[0].rule = 2; }},
        {"chunks", [](ImageData& d) { d.chunks[0].policy = 1; }},
        {"chunks", [](ImageData& d) { d.chunks[0].event = 1; }},
        {"chunks", [](ImageData& d) { d.chunks[0].code_end = 99; }},
        {"chunks", [](ImageData& d) { d.chunks[0].frame = UINT32_MAX; }},
        {"chunks", [](ImageData& d) { d.chunks[0].each_list = 1; }},
        {"effects", [](ImageData& d) { d.effects[1].id = 1; }},
        {"effects", [](ImageData& d) { d.effects[1].op = static_cast<EffectOp>(99); }},
        {"effects", [](ImageData& d) { d.effects[1].args = 1; }},
        {"effects", [](ImageData& d) { d.effects[1].escalation = 0; }},
        {"effects", [](ImageData& d) { d.effects[0] = {.op = EffectOp::escalate}; }},
        {"effects", [](ImageData& d) { d.effects[2].text.count = 3; }},
        {"effects", [](ImageData& d) { d.enums.clear(), d.effects[1].op = EffectOp::route; }},
        {"effects", [](ImageData& d) { d.actions.push_back({}), d.effects[1].op = EffectOp::do_, d.effects[1].extra = 3; }},
        {"parts", [](ImageData& d) { d.parts[1].type.kind = static_cast<TypeKind>(77); }},
        {"needs", require({.id = 1})},
        {"needs", require({.op = static_cast<NeedOp>(9)})},
        {"needs", require({.op = NeedOp::any_of, .count = 1})},
        {"needs", require({.op = NeedOp::all, .children = {0, 1}})},
        {"needs", require({.op = NeedOp::all, .scoped = 1, .scope = {TypeKind::integer, 0, 0, 0}})},
        {"needs",
         [](ImageData& d) {
             d.need_children.push_back(0), d.needs.push_back({.op = NeedOp::all, .children = {0, 1}});
         }},
    });
}

TEST_CASE("texts are UTF-8") {
    using program::is_utf8;
    for (const char* good : {"", "abc", "caf\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x9a\x9a"}) CHECK(is_utf8(good));
    for (const char* bad : {"\x80", "\xc0\xaf", "\xc3", "\xed\xa0\x80", "\xe0\x80\x80", "\xf4\x90\x80\x80", "\xff", "a\xc3(b"})
        CHECK_FALSE(is_utf8(bad));
    all_refused({{"rules", [](ImageData& d) { d.chars[d.rules[0].id.offset] = static_cast<char>(0xff); }}});
}

TEST_CASE("what explains") {
    all_refused({
        {"trace_chunks", [](ImageData& d) { d.trace_chunks.push_back(d.trace_chunks[0]); }},
        {"trace_chunks", [](ImageData& d) { d.note_ranges.clear(), d.note_ranges.resize(2); }},
        {"trace_chunks", [](ImageData& d) { d.trace_chunks[0].code_end = 99; }},
        {"trace_chunks", [](ImageData& d) { d.trace_chunks[0].from = 0; }},
        {"notes", [](ImageData& d) { d.notes[0].pc = 99; }},
        {"note_ranges", [](ImageData& d) { d.notes[0].depth = 1; }},
        {"notes", [](ImageData& d) { d.notes[0].kind = static_cast<NoteKind>(99); }},
        {"notes",
         [](ImageData& d) {
             d.notes[0].text = {1, 1};
         }},
        {"notes", [](ImageData& d) { d.notes.emplace_back(); }},
        {"rule_places", [](ImageData& d) { d.rule_places.resize(2), d.rule_places[1].file = 0; }},
        {"debug_files",
         [](ImageData& d) {
             d.debug_files.push_back({{1, 1}});
         }},
    });
}

TEST_CASE("needs deeper or larger than any text are refused") {
    ImageData deep = sample_image({});
    deep.needs.push_back({.id = 0});
    for (std::uint32_t i = 0; i < 200; ++i) {
        deep.need_children.push_back(i);
        deep.needs.push_back({.op = NeedOp::all, .children = {i, 1}});
    }
    CHECK(refusal(deep).find("`needs`") != std::string::npos);
    // each has the one before twice: two to the power of 60 parts
    ImageData wide = sample_image({});
    wide.needs.push_back({.id = 0});
    for (std::uint32_t i = 0; i < 60; ++i) {
        wide.need_children.insert(wide.need_children.end(), {i, i});
        wide.needs.push_back({.op = NeedOp::all, .children = {2 * i, 2}});
    }
    CHECK(refusal(wide).find("`needs`") != std::string::npos);
}
