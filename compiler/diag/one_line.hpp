// Source text quoted within a line.
#pragma once

#include <string>
#include <string_view>

namespace ordain {

/// All white space as single spaces: what is quoted may stand on several lines.
[[nodiscard]] inline std::string on_one_line(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
        if (!space)
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    return out;
}

}  // namespace ordain
