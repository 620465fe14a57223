// Scalars: JSON tokens to 64-bit integers, as their fields declare them.
#include <charconv>
#include <optional>

#include "runtime/calendar/zone.hpp"
#include "runtime/decode/moments.hpp"
#include "runtime/decode/quick.hpp"
#include "runtime/decode/reading.hpp"
#include "runtime/value/decimal.hpp"
#include "runtime/value/time_text.hpp"

namespace ordain::decode {

using program::FieldRec;
namespace flags = program::field_flags;

namespace {

FaultCode scaled(std::string_view token, int scale, bool rounded, std::int64_t& out) {
    if (quickly_scaled(token, static_cast<std::size_t>(scale), out)) return FaultCode::none;
    const Scaled read = read_scaled(token, scale, rounded);
    out = read.value;
    return read.fault;
}

std::optional<std::int64_t> timestamp(std::string_view bytes, std::span<const program::TransitionRec> zone) {
    const std::optional<TimestampText> read = read_timestamp_text(bytes, !zone.empty());
    if (!read) return std::nullopt;
    const int128 instant = read->has_offset ? read->ns : instant_of_local(zone, read->ns);
    if (!in_timestamp_range(instant)) return std::nullopt;
    return static_cast<std::int64_t>(instant);
}

}  // namespace

std::optional<std::int64_t> read_moment(Kind kind, std::string_view bytes, std::span<const program::TransitionRec> zone) {
    return kind == Kind::date ? read_date(bytes) : kind == Kind::time ? read_time(bytes) : timestamp(bytes, zone);
}

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
    return bad == FaultCode::none && !in_range(f, out) ? FaultCode::OUT_OF_RANGE : bad;
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
    const std::uint32_t ordinal = plan_.spellings[f.type.ref].find(bytes);
    out = ordinal != program::none ? ordinal : unknown_ordinal;
    return ordinal != program::none || image_.enums[f.type.ref].open != 0 ? FaultCode::none : FaultCode::UNKNOWN_NAME;
}

FaultCode Reading::moment(Kind kind, const FieldRec& f, std::uint32_t mark, std::int64_t& out) {
    std::string_view bytes;
    if (!line_.string(mark, bytes)) return FaultCode::WRONG_TYPE;
    const std::optional<std::int64_t> read = read_moment(kind, bytes, program::slice(image_.transitions, f.zone));
    if (!read) return FaultCode::INVALID_TIME;
    out = *read;
    return in_range(f, out) ? FaultCode::none : FaultCode::OUT_OF_RANGE;
}

}  // namespace ordain::decode
