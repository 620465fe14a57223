#include "compiler/syntax/tree.hpp"

#include <string>

namespace ordain::syntax {
namespace {

void append_utf8(std::string& out, std::uint32_t c) {
    const auto tail = [&](unsigned shift) { out += static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | (c >> 6));
        tail(0);
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0 | (c >> 12));
        tail(6);
        tail(0);
    } else {
        out += static_cast<char>(0xF0 | (c >> 18));
        tail(12);
        tail(6);
        tail(0);
    }
}

}  // namespace

std::string Path::text() const {
    std::string result;
    for (const Name& word : words) {
        if (!result.empty()) result += '.';
        result += word.text;
    }
    return result;
}

Span span_of(const Tree& tree, DeclRef ref) {
    switch (ref.kind) {
        case DeclKind::use: return tree.uses[ref.index].span;
        case DeclKind::bundle: return tree.bundles[ref.index].span;
        case DeclKind::role: return tree.roles[ref.index].span;
        case DeclKind::queue: return tree.queues[ref.index].span;
        case DeclKind::action: return tree.actions[ref.index].span;
        case DeclKind::channel: return tree.channels[ref.index].span;
        case DeclKind::reason: return tree.reasons[ref.index].span;
        case DeclKind::calendar: return tree.calendars[ref.index].span;
        case DeclKind::escalation: return tree.escalations[ref.index].span;
        case DeclKind::ladder: return tree.ladders[ref.index].span;
        case DeclKind::enumeration: return tree.enums[ref.index].span;
        case DeclKind::record: return tree.records[ref.index].span;
        case DeclKind::event: return tree.events[ref.index].span;
        case DeclKind::constant: return tree.consts[ref.index].span;
        case DeclKind::define: return tree.defines[ref.index].span;
        case DeclKind::output: return tree.outputs[ref.index].span;
        case DeclKind::data: return tree.data[ref.index].span;
        case DeclKind::policy: return tree.policies[ref.index].span;
        case DeclKind::waive: return tree.waives[ref.index].span;
        case DeclKind::prove: return tree.proofs[ref.index].span;
        case DeclKind::test: return tree.tests[ref.index].span;
        case DeclKind::fixture: return tree.fixtures[ref.index].span;
        case DeclKind::allow: break;
    }
    return tree.allows[ref.index].span;
}

std::string unescape(std::string_view raw) {
    if (raw.size() < 2) return {};
    raw = raw.substr(1, raw.size() - 2);
    std::string result;
    result.reserve(raw.size());
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] != '\\' || i + 1 == raw.size()) {
            result += raw[i];
            continue;
        }
        const char c = raw[++i];
        if (c == 'n') {
            result += '\n';
        } else if (c == 't') {
            result += '\t';
        } else if (c == 'u') {
            std::uint32_t value = 0;
            for (i += 2; i < raw.size() && raw[i] != '}'; ++i) {
                const auto digit = static_cast<std::uint32_t>(raw[i] <= '9' ? raw[i] - '0' : (raw[i] | 0x20) - 'a' + 10);
                value = value * 16 + digit;
            }
            append_utf8(result, value);
        } else {
            result += c;
        }
    }
    return result;
}

}  // namespace ordain::syntax
