// Scalars: JSON tokens to 64-bit integers, as their fields declare them.
#include <array>
#include <charconv>
#include <optional>

#include "runtime/calendar/zone.hpp"
#include "runtime/decode/reading.hpp"
#include "runtime/program/hash_text.hpp"
#include "runtime/value/decimal.hpp"
#include "runtime/value/time_text.hpp"

namespace ordain::decode {

using program::FieldRec;
namespace flags = program::field_flags;

namespace {

constexpr std::array<std::int64_t, 10> powers_of_ten{1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000};

/// A number without exponent that fits a type as it stands: at most 15 digits. False says nothing about it.
bool quickly_scaled(std::string_view token, std::size_t scale, std::int64_t& out) {
    const char* at = token.data();
    const char* const end = at + token.size();
    const bool negative = at != end && *at == '-';
    at += negative ? 1 : 0;
    if (end - at > 16 || at == end) return false;
    const char* const begin = at;
    std::int64_t v = 0;
    for (; at != end && *at >= '0' && *at <= '9'; ++at) v = v * 10 + (*at - '0');
    const auto whole = static_cast<std::size_t>(at - begin);
    if (whole == 0 || (*begin == '0' && whole > 1)) return false;
    std::size_t fraction = 0;
    if (at != end) {
        if (*at++ != '.') return false;
        const char* const point = at;
        for (; at != end && *at >= '0' && *at <= '9'; ++at) v = v * 10 + (*at - '0');
        fraction = static_cast<std::size_t>(at - point);
        if (at != end || fraction == 0 || fraction > scale) return false;
    }
    if (whole + scale > 18) return false;
    v *= powers_of_ten[scale - fraction];
    out = negative ? -v : v;
    return true;
}

FaultCode scaled(std::string_view token, int scale, bool rounded, std::int64_t& out) {
    if (quickly_scaled(token, static_cast<std::size_t>(scale), out)) return FaultCode::none;
    const Scaled read = read_scaled(token, scale, rounded);
    out = read.value;
    return read.fault;
}

FaultCode in_range(const FieldRec& f, std::int64_t v) {
    if ((f.flags & flags::has_range) == 0) return FaultCode::none;
    const bool above = (f.flags & flags::low_open) != 0 ? v > f.low : v >= f.low;
    const bool below = (f.flags & flags::high_open) != 0 ? v < f.high : v <= f.high;
    return above && below ? FaultCode::none : FaultCode::OUT_OF_RANGE;
}

std::optional<std::int64_t> timestamp(std::string_view bytes, std::span<const program::TransitionRec> zone) {
    const std::optional<TimestampText> read = read_timestamp_text(bytes, !zone.empty());
    if (!read) return std::nullopt;
    const int128 instant = read->has_offset ? read->ns : instant_of_local(zone, read->ns);
    if (!in_timestamp_range(instant)) return std::nullopt;
    return static_cast<std::int64_t>(instant);
}

}  // namespace

FaultCode Reading::scalar(Kind kind, const Op& op, std::uint32_t mark, std::int64_t& out) {
    const FieldRec& f = *op.declared;
    switch (kind) {
        case Kind::boolean: {
            const std::string_view token = line_.token(mark);
            out = token == "true" ? 1 : 0;
            return out != 0 || token == "false" ? FaultCode::none : FaultCode::WRONG_TYPE;
        }
        case Kind::integer: return number(op, mark, false, out);
        case Kind::number: return number(op, mark, true, out);
        case Kind::text: return text(f, mark, out);
        case Kind::enumerated: return spelling(f, mark, out);
        default: return moment(kind, f, mark, out);
    }
}

FaultCode Reading::number(const Op& op, std::uint32_t mark, bool text_too, std::int64_t& out) {
    const FieldRec& f = *op.declared;
    std::string_view digits;
    int scale = op.scale;
    if (line_.at(mark) != '"') {
        digits = line_.token(mark);
    } else {
        if (!text_too || !line_.string(mark, digits)) return FaultCode::WRONG_TYPE;
        if (f.type.kind == TypeKind::percent && !digits.empty() && digits.back() == '%') {
            digits.remove_suffix(1);
            scale = 4;
        }
    }
    const FaultCode bad = scaled(digits, scale, (f.flags & flags::rounded) != 0, out);
    return bad != FaultCode::none ? bad : in_range(f, out);
}

FaultCode Reading::text(const FieldRec& f, std::uint32_t mark, std::int64_t& out) {
    std::string_view bytes;
    char digits[20];
    if (line_.at(mark) == '"') {
        if (!line_.string(mark, bytes)) return FaultCode::WRONG_TYPE;
    } else {
        std::int64_t n = 0;
        if ((f.flags & flags::text_or_int) == 0 || scaled(line_.token(mark), 0, false, n) != FaultCode::none) return FaultCode::WRONG_TYPE;
        const auto size = static_cast<std::size_t>(std::to_chars(digits, digits + sizeof digits, n).ptr - digits);
        bytes = {digits, size};
    }
    if (bytes.size() > f.max_bytes) return FaultCode::TEXT_TOO_LONG;
    if (bytes.data() == digits) bytes = line_.keep(bytes);
    out = intern(bytes);
    return FaultCode::none;
}

FaultCode Reading::spelling(const FieldRec& f, std::uint32_t mark, std::int64_t& out) {
    std::string_view bytes;
    if (!line_.string(mark, bytes)) return FaultCode::WRONG_TYPE;
    const program::EnumRec& e = image_.enums[f.type.ref];
    for (const program::SpellingRec& s : program::slice(image_.spellings, e.spellings)) {
        if (s.spelling.size != bytes.size() || image_.str(s.spelling) != bytes) continue;
        out = s.ordinal;
        return FaultCode::none;
    }
    out = unknown_ordinal;
    return e.open != 0 ? FaultCode::none : FaultCode::UNKNOWN_NAME;
}

FaultCode Reading::moment(Kind kind, const FieldRec& f, std::uint32_t mark, std::int64_t& out) {
    std::string_view bytes;
    if (!line_.string(mark, bytes)) return FaultCode::WRONG_TYPE;
    const std::optional<std::int64_t> read = kind == Kind::date   ? read_date(bytes)
                                             : kind == Kind::time ? read_time(bytes)
                                                                  : timestamp(bytes, program::slice(image_.transitions, f.zone));
    if (!read) return FaultCode::INVALID_TIME;
    out = *read;
    return in_range(f, out);
}

/// The symbol of a text.
std::int64_t Reading::intern(std::string_view bytes) {
    const auto& index = image_.symbol_index;
    if (!index.empty()) {
        const std::size_t mask = index.size() - 1;
        for (std::size_t at = program::hash_text(bytes) & mask; index[at] != 0; at = (at + 1) & mask)
            if (image_.str(image_.symbols[index[at] - 1]) == bytes) return index[at] - 1;
    }
    store_->texts.push_back(bytes);
    return static_cast<std::int64_t>(image_.symbols.size() + store_->texts.size() - 1);
}

}  // namespace ordain::decode
