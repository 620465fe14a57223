#include "compiler/syntax/check_text.hpp"

#include <cstring>

#include "compiler/diag/utf8.hpp"

namespace ordain::syntax {
namespace {

/// The first byte that is NUL or not UTF-8, or the end.
const char* first_flaw(const char* p, const char* end) {
    while (p < end) {
        std::uint64_t eight = 0;  // eight ASCII bytes, none of them NUL, at a time
        if (end - p >= 8) {
            std::memcpy(&eight, p, 8);
            constexpr std::uint64_t ones = 0x0101010101010101u, highs = 0x8080808080808080u;
            if (((eight | (eight - ones)) & highs) == 0) {
                p += 8;
                continue;
            }
        }
        const std::size_t length = *p == '\0' ? 0 : utf8_length({p, static_cast<std::size_t>(end - p)}, 0);
        if (length == 0) return p;
        p += length;
    }
    return end;
}

}  // namespace

std::uint32_t byte_order_mark(std::string_view text) {
    return text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
}

bool check_text(std::string_view text, std::uint32_t file, std::vector<Span>& comments, Diagnostics& diagnostics) {
    const char* const begin = text.data();
    const char* const end = begin + text.size();
    const auto at = [&](const char* p, std::ptrdiff_t length) {
        const auto offset = static_cast<std::uint32_t>(p - begin);
        return Span{file, offset, offset + static_cast<std::uint32_t>(length)};
    };
    if (const char* flaw = first_flaw(begin, end); flaw != end) {
        if (*flaw == '\0') {
            diagnostics.report(DiagKind::nul_byte, at(flaw, 1), "byte {} of the file is NUL", flaw - begin)
                .with_help("save the file as UTF-8");
        } else {
            diagnostics
                .report(DiagKind::invalid_utf8, at(flaw, 1), "byte {} of the file (0x{:02X}) is not UTF-8", flaw - begin,
                        static_cast<unsigned char>(*flaw))
                .with_help("save the file as UTF-8");
        }
        return false;
    }
    bool lone_return = false;
    for (const char* p = begin; p < end;) {
        const char c = *p;
        if (c == '#') {
            const void* newline = std::memchr(p, '\n', static_cast<std::size_t>(end - p));
            const char* stop = newline != nullptr ? static_cast<const char*>(newline) : end;
            comments.push_back(at(p, stop - p - (stop[-1] == '\r' ? 1 : 0)));
            p = stop;
        } else if (c == '"') {  // as the scanner reads texts: to the quote or the end of the line
            for (++p; p < end && *p != '"' && *p != '\n'; ++p) {
                if (*p == '\\' && p + 1 < end && p[1] != '\n' && p[1] != '\r') ++p;
            }
            if (p < end && *p == '"') ++p;
        } else {
            if (c == '\r' && !lone_return && (p + 1 == end || p[1] != '\n')) {
                lone_return = true;  // one report: they all come from one tool
                diagnostics.report(DiagKind::syntax, at(p, 1), "a carriage return without a line feed")
                    .with_help("end lines with LF or CR LF");
            }
            ++p;
        }
    }
    return true;
}

}  // namespace ordain::syntax
