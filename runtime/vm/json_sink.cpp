#include "runtime/vm/json_sink.hpp"

namespace ordain {

void JsonSink::escaped_slowly(std::string_view text) {
    for (const char c : text) {
        if (!special(c)) {
            put(c);
            continue;
        }
        switch (c) {
            case '"': literal("\\\""); break;
            case '\\': literal("\\\\"); break;
            case '\b': literal("\\b"); break;
            case '\f': literal("\\f"); break;
            case '\n': literal("\\n"); break;
            case '\r': literal("\\r"); break;
            case '\t': literal("\\t"); break;
            default: {
                const auto byte = static_cast<std::uint8_t>(c);
                literal("\\u00");
                form(form::hex, &byte, std::size_t{1});
            }
        }
    }
}

}  // namespace ordain
