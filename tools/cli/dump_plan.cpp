#include "tools/cli/dump_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "runtime/program/match_lists.hpp"
#include "runtime/program/opcode.hpp"

namespace ordain::cli {

namespace {

using program::FieldRec;
namespace flags = program::field_flags;

std::string currency(std::uint32_t code) {
    return {static_cast<char>(code >> 16), static_cast<char>(code >> 8 & 0xFF), static_cast<char>(code & 0xFF)};
}

std::string type_text(const program::Image& image, const FieldRec& field) {
    const Type type = field.type;
    switch (type.kind) {
        case TypeKind::boolean: return "bool";
        case TypeKind::integer: return "int";
        case TypeKind::decimal: return "decimal";
        case TypeKind::percent: return "percent";
        case TypeKind::money: return "money " + currency(type.ref);
        case TypeKind::money_any: return "money";
        case TypeKind::text: return "text";
        case TypeKind::enumerated: return std::string(image.str(image.enums[type.ref].name));
        case TypeKind::date: return "date";
        case TypeKind::time: return "time";
        case TypeKind::timestamp: return "timestamp";
        case TypeKind::record: return "record";
        case TypeKind::list: return fmt::format("list max {}", image.lists[field.list].max);
        default: return "?";
    }
}

/// A slot is a register, a column is one of a list.
std::string place(const program::Image& image, const FieldRec& field, std::uint32_t target) {
    if (target == program::none) return "-";
    if ((field.flags & flags::in_list) != 0) return fmt::format("column {}", target);
    return fmt::format("r{}", image.constants.size() + target);
}

void append_field(std::string& out, const program::Image& image, const FieldRec& field) {
    std::string type = type_text(image, field);
    if ((field.flags & flags::advice) != 0) type = "advice " + type;
    if (field.presence != program::none) type += '?';
    const std::uint32_t target = field.list != program::none ? image.lists[field.list].count : field.target;
    fmt::format_to(std::back_inserter(out), "  {:<12} {:<18} {}{}\n", place(image, field, target), type, image.str(field.pointer),
                   field.presence != program::none ? ", present if " + place(image, field, field.presence) : std::string());
}

/// How the rules of one policy are found.
struct MatcherSize {
    std::size_t bytes = 0;
    std::uint32_t masks = 0, tests = 0, splits = 0;  // nodes
    std::uint32_t most = 0;                          // rules in one of them
};

void add_key(MatcherSize& size, const program::MatcherRec& node, const program::MatchKeyRec& key) {
    const std::size_t places = key.places + (key.presence == program::none ? 0U : 1U);
    size.bytes += sizeof key;
    if (key.form == program::MatchKeyForm::search)
        size.bytes += sizeof(std::int64_t) * (key.places + (key.half == 0 ? 0 : 2 * key.half - 2));
    if (key.radix != program::none)
        size.bytes += sizeof(std::uint32_t) * (1 + (static_cast<std::uint64_t>(key.top - key.base) >> key.shift));
    if (key.rows != program::none) size.bytes += sizeof(std::uint32_t) * places;
    if (node.form == program::MatchForm::split) size.bytes += sizeof(std::uint32_t) * places;
    size.bytes += sizeof(std::uint64_t) * key.row_count * (std::size_t{node.words} + node.summaries);
}

MatcherSize size_of(const program::Image& image, std::uint32_t matcher) {
    MatcherSize size;
    const std::uint32_t nodes = image.matchers[matcher].nodes;
    for (const program::MatcherRec& node : image.matchers.subspan(matcher + 1 - nodes, nodes)) {
        size.bytes += sizeof node + sizeof(program::MatchSpanRec) * node.shared * node.count;
        if (node.numbers != program::none) size.bytes += sizeof(std::uint32_t) * node.count;
        if (node.outcomes != program::none) size.bytes += (sizeof(program::Range32) + sizeof(std::uint32_t)) * node.rules;
        for (const program::MatchKeyRec& key : program::slice(image.match_keys, node.keys)) add_key(size, node, key);
        program::for_each_list(image, node, [&](std::uint32_t first) {
            std::size_t end = first;
            while ((image.match_tests[end].flags & program::match_test_flags::end) == 0) ++end;
            size.bytes += sizeof(program::MatchTestRec) * (end + 1 - first);
            ++size.tests;
        });
        if (node.form == program::MatchForm::masks) ++size.masks;
        if (node.form == program::MatchForm::split) ++size.splits;
        size.most = std::max(size.most, node.count);
    }
    return size;
}

std::string key_text(const program::MatchKeyRec& key) {
    const char* const way = key.form != program::MatchKeyForm::search ? "a table"
                            : key.radix != program::none              ? "radix and search"
                                                                      : "search";
    return fmt::format("r{} ({} places by {}{})", key.value, key.places, way, key.shares != 0 ? ", shared rows" : "");
}

void append_matcher(std::string& out, const program::Image& image, std::uint32_t matcher) {
    const program::MatcherRec& node = image.matchers[matcher];
    const MatcherSize size = size_of(image, matcher);
    std::string keys;
    for (const program::MatchKeyRec& key : program::slice(image.match_keys, node.keys))
        keys += fmt::format("{}{}", keys.empty() ? "" : ", ", key_text(key));
    const char* const form = node.form == program::MatchForm::masks   ? "masks over "
                             : node.form == program::MatchForm::tests ? "their tests"
                                                                      : "a tree, split by ";
    fmt::format_to(std::back_inserter(out), "    {} rules by {}{}", node.rules, form, keys);
    if (node.form == program::MatchForm::split)
        fmt::format_to(std::back_inserter(out), ": {} splits, {} nodes of masks with {} rules at most, {} lists of tests", size.splits,
                       size.masks, size.tests, size.most);
    fmt::format_to(std::back_inserter(out), "; {:.1f} bytes a rule\n", static_cast<double>(size.bytes) / node.rules);
}

/// How its rules are found.
void append_matchers(std::string& out, const program::Image& image, const program::ChunkRec& chunk) {
    bool any = false;
    for (const program::Insn& insn : image.code.subspan(chunk.code, chunk.code_end - chunk.code)) {
        const auto op = static_cast<program::Opcode>(insn.op);
        if (program::info(op).b != program::Operand::matcher || op == program::Opcode::MORE) continue;
        append_matcher(out, image, insn.b);
        any = true;
    }
    if (!any) out += "    rules in turn\n";
}

}  // namespace

std::string dump_plan(const program::Image& image) {
    std::string out;
    for (const auto& event : image.events) {
        fmt::format_to(std::back_inserter(out), "event {}: {} slots from r{}, {} lists, {} words of columns\n", image.str(event.type),
                       event.slots, image.constants.size(), event.lists.count, event.column_words);
        for (const FieldRec& field : program::slice(image.fields, event.fields)) append_field(out, image, field);
        for (const auto& chunk : program::slice(image.chunks, event.chunks)) {
            fmt::format_to(std::back_inserter(out), "  policy {}: instructions {}..{}, cost at most {}{}\n",
                           image.str(image.policies[chunk.policy].name), chunk.code, chunk.code_end, chunk.cost,
                           chunk.reads_advice != 0 ? ", reads advice" : "");
            append_matchers(out, image, chunk);
        }
        out += '\n';
    }
    return out;
}

}  // namespace ordain::cli
