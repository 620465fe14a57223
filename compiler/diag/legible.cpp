#include "compiler/diag/legible.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/diag/one_line.hpp"
#include "compiler/diag/utf8.hpp"

namespace ordain {

namespace {

constexpr std::size_t longest_quote = 80;     // code points between two backticks: an expression that fills a line
constexpr std::size_t longest_message = 600;  // … of all

constexpr std::string_view ellipsis = "…";

/// At most `longest` code points, the last of them an ellipsis where something was left out.
std::string shortened(std::string_view text, std::size_t longest) {
    std::size_t count = 0, kept = 0;
    for (std::size_t at = 0; at < text.size(); ++count) {
        if (count + 1 == longest) kept = at;
        (void)utf8_next(text, at);
        if (count == longest) return std::string(text.substr(0, kept)) + std::string(ellipsis);
    }
    return std::string(text);
}

}  // namespace

bool is_hidden(char32_t c) {
    const bool control = c < 0x20 || (c >= 0x7F && c <= 0x9F);
    const bool direction = c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    return control || direction || c == 0x200B || c == 0x2028 || c == 0x2029 || c == 0xFEFF;
}

std::string escaped(char32_t c) {
    return fmt::format("\\u{{{:X}}}", static_cast<std::uint32_t>(c));
}

std::string without_hidden(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t from = at;
        const char32_t c = utf8_next(text, at);
        if (c == U'\uFFFD')
            out += "\uFFFD";
        else if (c != U'\n' && c != U'\t' && is_hidden(c))
            out += escaped(c);
        else
            out += text.substr(from, at - from);
    }
    return out;
}

std::string legible(std::string_view text) {
    const std::string line = without_hidden(on_one_line(text));
    std::string out;
    for (std::size_t at = 0; at < line.size();) {
        const std::size_t open = std::min(line.find('`', at), line.size());
        const std::size_t close = open < line.size() ? line.find('`', open + 1) : std::string::npos;
        out.append(line, at, open - at);
        if (close == std::string::npos) {
            out.append(line, open, std::string::npos);
            break;
        }
        out += '`' + shortened(std::string_view(line).substr(open + 1, close - open - 1), longest_quote) + '`';
        at = close + 1;
    }
    return shortened(out, longest_message);
}

}  // namespace ordain
