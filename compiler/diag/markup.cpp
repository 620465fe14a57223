#include "compiler/diag/markup.hpp"

#include "compiler/diag/utf8.hpp"

namespace ordain {

namespace {

bool has_no_place(char32_t c) {
    return (c < 0x20 && c != U'\t' && c != U'\n') || (c >= 0x7F && c <= 0x9F) || c == 0xFFFE || c == 0xFFFF;
}

std::string escaped(std::string_view text, bool attribute) {
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t from = at;
        char32_t c = utf8_next(text, at);
        if (c == U'\r') {
            if (at < text.size() && text[at] == '\n') continue;
            c = U'\n';
        }
        switch (c) {
            case U'&': out += "&amp;"; break;
            case U'<': out += "&lt;"; break;
            case U'>': out += "&gt;"; break;
            case U'"': out += "&quot;"; break;
            case U'\'': out += "&#39;"; break;
            case U'\n': out += attribute ? "&#10;" : "\n"; break;
            case U'\t': out += attribute ? "&#9;" : "\t"; break;
            case U'\uFFFD': out += "\uFFFD"; break;
            default: out += has_no_place(c) ? std::string_view("\uFFFD") : text.substr(from, at - from);
        }
    }
    return out;
}

}  // namespace

std::string markup_text(std::string_view text) {
    return escaped(text, false);
}

std::string markup_attribute(std::string_view text) {
    return escaped(text, true);
}

}  // namespace ordain
