// What stands between two values of a line: what ends there, a comma, names, what begins there.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>

#include "runtime/decode/bytes.hpp"
#include "runtime/program/image.hpp"

namespace ordain::decode {

/// The bytes from the end of a value to the beginning of the next, as a line before had them, and where they lead. As they are the same
/// bytes behind the same value, they mean the same.
struct alignas(64) Passage {
    static constexpr std::size_t most_bytes = std::size_t{2} * block_bytes, most_entered = 4;

    std::uint32_t mask = UINT32_MAX, more_mask = 0;  // of the bytes that count, of each block
    std::uint32_t leaf = program::none;              // the place of the next value; see Straight::Leaf
    std::uint32_t next = 0;                          // the Crossing behind that value
    std::uint16_t level = 0;                         // of a value that nobody reads: how deep it stands
    std::uint8_t size = 0, entered_count = 0;        // of bytes, of entered
    std::uint32_t missed = 0;                        // of a crossing's first way: how often a line took none that was known
    std::uint32_t members = 0;                       // of the envelope's members: a bit for each that it holds the name of
    std::array<char, block_bytes> bytes{};
    std::array<char, block_bytes> more{};
    std::array<std::uint32_t, most_entered> entered{};  // places that it passes: objects that begin, values of which it holds the only text

    Passage() { bytes.fill('\xff'); }  // which no line in UTF-8 has

    [[nodiscard]] bool fits(const char* at) const {
        if ((same_bytes(at, bytes.data()) & mask) != mask) return false;
        return size <= block_bytes || (same_bytes(at + block_bytes, more.data()) & more_mask) == more_mask;
    }
    void pass(std::uint32_t place) {
        if (entered_count < most_entered) entered[entered_count] = place;
        ++entered_count;
    }
    /// At most most_bytes.
    void take(const char* from, std::size_t length) {
        std::memcpy(bytes.data(), from, length < block_bytes ? length : block_bytes);
        if (length > block_bytes) std::memcpy(more.data(), from + block_bytes, length - block_bytes);
        const auto ones = [](std::size_t n) { return n >= block_bytes ? UINT32_MAX : (std::uint32_t{1} << n) - 1; };
        mask = ones(length);
        more_mask = length > block_bytes ? ones(length - block_bytes) : 0;
        size = static_cast<std::uint8_t>(length);
    }
};

/// The passages that were last found at one place of the lines.
struct Crossing {
    std::array<Passage, 2> ways;

    /// Whether to learn a way that was not known. Where it is another every time, learning costs more than it saves.
    [[nodiscard]] bool is_worth_learning() {
        const std::uint32_t missed = ++ways[0].missed;
        return missed <= 8 || missed % 16 == 0;
    }
    Passage& learn(const Passage& way) {
        const std::uint32_t missed = ways[0].missed;
        ways[1] = ways[0];
        ways[0] = way;
        ways[0].missed = missed;
        return ways[0];
    }
};

}  // namespace ordain::decode
