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
