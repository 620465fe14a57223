#include "runtime/vm/json_sink.hpp"

namespace ordain {

char* JsonSink::escaped_slowly(char* at, std::string_view text) {
    for (const char c : text) {
        if (!special(c)) {
            at = put(at, c);
            continue;
        }
        switch (c) {
            case '"': at = literal(at, "\\\""); break;
            case '\\': at = literal(at, "\\\\"); break;
            case '\b': at = literal(at, "\\b"); break;
            case '\f': at = literal(at, "\\f"); break;
            case '\n': at = literal(at, "\\n"); break;
            case '\r': at = literal(at, "\\r"); break;
            case '\t': at = literal(at, "\\t"); break;
            default: {
                const auto byte = static_cast<std::uint8_t>(c);
                at = literal(at, "\\u00");
                at = form(at, form::hex, &byte, std::size_t{1});
            }
        }
    }
    return at;
}

char* JsonSink::long_padded(char* at, const char* from, std::size_t size) {
    at = flushed(at);
    out_.append(from, size);
    return at;
}

}  // namespace ordain
