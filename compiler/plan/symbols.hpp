// The texts that a program compares: each has a number, its symbol. At run time texts of events are interned after them.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

#include "compiler/plan/strings.hpp"
#include "runtime/program/image.hpp"

namespace ordain {

/// Numbers texts in the order in which they are first added. Not thread-safe.
class Symbols {
public:
    /// The symbol of `text`: that of an equal text added before, else the next one.
    std::int64_t add(std::string_view text);

    /// Writes the sections `symbols` and `symbol_index`, once, after the last add. The index is at most half full.
    void finish(program::ImageData& image, Strings& strings) const;

private:
    std::deque<std::string> texts_;  // by symbol; elements stay where they are
    std::unordered_map<std::string_view, std::int64_t> symbols_;
};

}  // namespace ordain
