// What reports have in common.
#pragma once

#include <string>
#include <string_view>

#include "compiler/diag/one_line.hpp"
#include "runtime/vm/show.hpp"

namespace ordain::testing {

/// Appends the key of the next member of a JSON object that is being written, with a comma if it is not the first.
inline void append_key(std::string& out, std::string_view name) {
    if (out.back() != '{') out += ',';
    append_json_string(out, name);
    out += ':';
}
inline void append_member(std::string& out, std::string_view name, std::string_view text) {
    append_key(out, name);
    append_json_string(out, text);
}

}  // namespace ordain::testing
