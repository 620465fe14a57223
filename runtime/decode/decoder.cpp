#include "runtime/decode/decoder.hpp"

#include <algorithm>

#include "runtime/decode/reading.hpp"

namespace ordain {

namespace {

/// Beyond this many texts memory is taken when an event first needs it: bounds count every element of the longest lists.
constexpr std::size_t most_texts = 65'536;

}  // namespace

Decoder::Decoder(const program::Image& image) : reading_(std::make_unique<decode::Reading>(image)) {}
Decoder::~Decoder() = default;
Decoder::Decoder(Decoder&&) noexcept = default;

void Decoder::decode(std::string_view line, EventStore& store) {
    reading_->read(line, store);
}

void Decoder::reserve(const program::Image& image, EventStore& store) {
    std::size_t frame = image.constants.size(), columns = 0, texts = 0, lists = 0;
    for (const program::EventRec& event : image.events) {
        frame = std::max<std::size_t>(frame, image.constants.size() + event.slots);
        columns = std::max<std::size_t>(columns, event.column_words);
        texts = std::max<std::size_t>(texts, event.texts);
        lists = std::max<std::size_t>(lists, event.lists.count);
    }
    for (const program::ChunkRec& chunk : image.chunks) frame = std::max<std::size_t>(frame, chunk.frame);
    store.frame.assign(frame, 0);
    std::copy(image.constants.begin(), image.constants.end(), store.frame.begin());
    store.columns.assign(columns, 0);
    store.texts.reserve(std::min(texts, most_texts));
    store.rows.resize(lists);
    store.fault_pointer.reserve(512);
    store.fault_detail.reserve(512);
}

}  // namespace ordain
