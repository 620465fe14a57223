// One JSON line to slots and columns, by the bundle's field plan.
#pragma once

#include <memory>
#include <string_view>

#include "runtime/decode/event_store.hpp"
#include "runtime/program/image.hpp"

namespace ordain {

namespace decode {
class Reading;
}

/// Decodes event lines. Owned by one evaluator; not thread-safe. The image must be verified and outlive it. Texts in a store point into the
/// decoder's buffers and live until the next decode. Memory is bounded by the longest line so far, at most limits::event_bytes.
class Decoder {
public:
    explicit Decoder(const program::Image& image);
    ~Decoder();
    Decoder(Decoder&&) noexcept;
    Decoder& operator=(Decoder&&) = delete;

    /// Fills `store` from one line of any bytes. What is wrong with it stands in the store's fault. Cost: linear in the line.
    void decode(std::string_view line, EventStore& store);

    /// Takes the memory that events of the bundle need, writes the constants.
    static void reserve(const program::Image& image, EventStore& store);

private:
    std::unique_ptr<decode::Reading> reading_;
};

}  // namespace ordain
