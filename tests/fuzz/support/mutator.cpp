#include "tests/fuzz/support/mutator.hpp"

#include <algorithm>
#include <cstring>

#include "runtime/program/bounds.hpp"
#include "runtime/program/verify.hpp"

namespace ordain::fuzz {

using namespace program;

namespace {

enum class Kind : std::uint8_t { set, add, subtract, none, flip, copy_word, copy_record, swap_records, drop_last, repeat_last, count };

/// Numbers that checks are about: small ones, ends of ranges, sizes nearby.
std::uint32_t interesting(std::uint32_t value) {
    constexpr std::uint32_t ends[] = {0,      1,        2,        3,           255,         256,         65'535,
                                      65'536, 1u << 20, 1u << 26, 0x7fff'ffff, 0x8000'0000, 0xffff'fffe, UINT32_MAX};
    return value % 4 == 0 ? ends[value / 4 % std::size(ends)] : value % 4 == 1 ? value / 4 : value / 4 % 64;
}

Kind kind_of(const Edit& edit) {
    return static_cast<Kind>(edit.kind % static_cast<std::uint8_t>(Kind::count));
}

/// The records of a section as bytes: one function for all types of records compiles much faster than one for each.
struct Records {
    unsigned char* begin;
    std::size_t count, size;

    [[nodiscard]] unsigned char* at(std::size_t number) const { return begin + number % count * size; }
};

void change_within(const Records& records, const Edit& edit) {
    const std::size_t word_size = records.size < 4 ? 1 : 4, offset = edit.word % (records.size / word_size) * word_size;
    unsigned char *const record = records.at(edit.record), *const other = records.at(edit.value), *const word = record + offset;
    std::uint32_t now = 0;
    std::memcpy(&now, word, word_size);
    switch (kind_of(edit)) {
        case Kind::set: now = interesting(edit.value); break;
        case Kind::add: now += 1 + edit.value % 4; break;
        case Kind::subtract: now -= 1 + edit.value % 4; break;
        case Kind::none: now = none; break;
        case Kind::flip: now ^= 1u << edit.value % 32; break;
        case Kind::copy_word: std::memcpy(&now, other + offset, word_size); break;
        case Kind::copy_record: std::memmove(record, other, records.size); return;
        case Kind::swap_records:
            if (record != other) std::swap_ranges(record, record + records.size, other);
            return;
        case Kind::drop_last:
        case Kind::repeat_last:
        case Kind::count: return;
    }
    std::memcpy(word, &now, word_size);
}

}  // namespace

Mutator::Mutator(const Image& pristine) {
    std::uint8_t number = 0;
#define ORDAIN_SECTION(NAME, RECORD, CLASS)                            \
    pristine_.NAME.assign(pristine.NAME.begin(), pristine.NAME.end()); \
    if (!pristine_.NAME.empty()) used_.push_back(number);              \
    ++number;
#include "runtime/program/sections.def"
#undef ORDAIN_SECTION
    data_ = pristine_;
    changed_.assign(number, 0);
}

template <class T>
void Mutator::change(std::vector<T>& records, const Edit& edit) {
    if (records.empty()) return;
    const Kind kind = kind_of(edit);
    if (kind != Kind::drop_last && kind != Kind::repeat_last) {
        change_within({reinterpret_cast<unsigned char*>(records.data()), records.size(), sizeof(T)}, edit);
        return;
    }
    std::vector<T> other;  // of exactly the size it needs: what reaches beyond it leaves its memory
    const std::size_t kept = kind == Kind::drop_last ? records.size() - 1 : records.size();
    other.reserve(kind == Kind::drop_last ? kept : kept + 1);
    other.assign(records.data(), records.data() + kept);
    if (kind == Kind::repeat_last) other.push_back(records[edit.record % kept]);
    records.swap(other);
}

void Mutator::apply(const Edit& edit) {
    if (used_.empty()) return;
    const std::uint8_t section = used_[edit.section % used_.size()];
    changed_[section] = 1;
    std::uint8_t number = 0;
#define ORDAIN_SECTION(NAME, RECORD, CLASS) \
    if (number++ == section) change(data_.NAME, edit);
#include "runtime/program/sections.def"
#undef ORDAIN_SECTION
}

void Mutator::seal() {
    const Image image = data_.view();
    if (!verify_tables(image)) return;
    const Costs costs = costs_of(image);
    const auto fill = [&](std::vector<ChunkRec>& chunks, std::span<const Insn> code) {
        for (ChunkRec& chunk : chunks) {
            if (!verify_code(image, code, chunk)) continue;
            const ChunkBounds bounds = chunk_bounds(image, costs, code, chunk);
            chunk.cost = bounds.cost;
            chunk.max_fired = static_cast<std::uint32_t>(bounds.fired);
            chunk.max_emitted = static_cast<std::uint32_t>(bounds.emitted);
            chunk.max_args = static_cast<std::uint32_t>(bounds.args);
        }
    };
    fill(data_.chunks, image.code);
    fill(data_.trace_chunks, image.trace_code);
    changed_[static_cast<std::size_t>(Section::chunks)] = changed_[static_cast<std::size_t>(Section::trace_chunks)] = 1;
}

void Mutator::restore() {
    std::uint8_t number = 0;
#define ORDAIN_SECTION(NAME, RECORD, CLASS)                                                              \
    if (changed_[number] != 0) std::vector(pristine_.NAME).swap(data_.NAME); /* without room to spare */ \
    changed_[number++] = 0;
#include "runtime/program/sections.def"
#undef ORDAIN_SECTION
}

std::vector<Edit> edits_of(std::span<const std::uint8_t> bytes) {
    constexpr std::size_t size = 10, most = 8;
    std::vector<Edit> edits;
    for (; bytes.size() >= size && edits.size() < most; bytes = bytes.subspan(size)) {
        Edit e{bytes[0], bytes[1], 0, 0, 0};
        std::memcpy(&e.record, &bytes[2], 2);
        std::memcpy(&e.word, &bytes[4], 2);
        std::memcpy(&e.value, &bytes[6], 4);
        edits.push_back(e);
    }
    return edits;
}

}  // namespace ordain::fuzz
