// Which of several troubles of a payload is the one that counts (G-2).
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "runtime/base/fault.hpp"
#include "runtime/base/limits.hpp"
#include "runtime/program/image.hpp"

namespace ordain::decode {

/// A place in the order of declaration: for each list around it the list's FieldRec and the number of the element, then the FieldRec.
struct Rank {
    std::array<std::uint32_t, 2 * limits::json_depth + 2> parts;
    std::uint32_t size = 0;

    void push(std::uint32_t part) { parts[size++] = part; }
    friend bool operator<(const Rank& a, const Rank& b) {
        return std::lexicographical_compare(a.parts.begin(), a.parts.begin() + a.size, b.parts.begin(), b.parts.begin() + b.size);
    }
};

struct Trouble {
    FaultCode code = FaultCode::none;
    std::uint32_t node = 0;    // what it is about
    std::uint32_t offset = 0;  // in the line
    Rank rank;
};

/// Keeps the first in the order of the line, of those at one place the first in the order of declaration; what is missing after all else,
/// in the order of declaration.
class Troubles {
public:
    void clear() { wrong_.code = missing_.code = FaultCode::none; }
    [[nodiscard]] bool none() const { return wrong_.code == FaultCode::none && missing_.code == FaultCode::none; }
    /// Only if there is one.
    [[nodiscard]] const Trouble& first() const { return wrong_.code != FaultCode::none ? wrong_ : missing_; }

    void wrong(FaultCode code, std::uint32_t node, std::uint32_t offset, const Rank& rank) {
        const bool later = wrong_.code != FaultCode::none && (wrong_.offset < offset || (wrong_.offset == offset && !(rank < wrong_.rank)));
        if (!later) wrong_ = {code, node, offset, rank};
    }
    void missing(std::uint32_t node, const Rank& rank) {
        if (missing_.code != FaultCode::none && !(rank < missing_.rank)) return;
        missing_ = {FaultCode::MISSING_FIELD, node, 0, rank};
    }

private:
    Trouble wrong_, missing_;
};

/// The JSON pointer of a trouble, from the line's root.
void write_pointer(const program::Image& image, const Trouble& trouble, std::vector<char>& out);
/// Adds what was expected, if that helps, and what stands there, to the words of the code. `line`: the event's.
void write_detail(const program::Image& image, const Trouble& trouble, std::string_view line, std::vector<char>& out);

}  // namespace ordain::decode
