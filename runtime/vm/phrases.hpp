// The words of a bundle as JSON, escaped once, so that decisions are put together by copying.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/program/image.hpp"

namespace ordain {

/// Immutable. Memory and time to make: linear in the names.
class Phrases {
public:
    /// Bytes in the pool. What follows them may be copied, too: `slack` bytes at least.
    struct Piece {
        std::uint32_t offset = 0, size = 0;
    };
    static constexpr std::size_t slack = 32;

    /// `bundle_id`: "b:…".
    Phrases(const program::Image& image, std::string_view bundle_id);

    [[nodiscard]] const char* data(Piece piece) const { return pool_.data() + piece.offset; }

    // by number in their sections, in quotes
    std::vector<Piece> queues, actions, channels, roles, reasons, outputs, escalations, priorities;
    std::vector<Piece> types;         // of events
    std::vector<Piece> reason_texts;  // the declared ones
    std::vector<Piece> acts;          // of steps, in quotes; empty if it depends on the need
    std::vector<Piece> rules;         // ids without the quote at the end
    std::vector<Piece> lists;         // pointers of outermost lists up to the row, without quotes: /data/order/lines/
    Piece bundle;                     // the id in quotes

private:
    std::string pool_;

    Piece add(std::string_view text, std::string_view before, std::string_view after);
};

}  // namespace ordain
