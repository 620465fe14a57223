// Checks of indices and ranges that keep the first thing found wrong. Shared by the parts of the verifier.
#pragma once

#include <fmt/format.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.hpp"
#include "runtime/program/image.hpp"
#include "runtime/program/utf8.hpp"
#include "runtime/value/currency.hpp"

namespace ordain::program {

class TableCheck {
public:
    explicit TableCheck(const Image& image)
        : image_(image),
          chars_(view(image.chars)),
          debug_chars_(view(image.debug_chars)),
          utf8_(is_utf8(chars_)),
          debug_utf8_(is_utf8(debug_chars_)) {}

    /// What is being checked, for the message: "<section> <number>".
    void at(std::string_view section, std::size_t number) {
        section_ = section;
        number_ = number;
    }
    void that(bool holds, std::string_view what) {
        if (holds || !error_.empty()) return;
        error_ = fmt::format("section `{}`, record {}: {} is not valid", section_, number_, what);
    }
    void index(std::uint64_t value, std::size_t size, std::string_view what) { that(value < size, what); }
    void index_or_none(std::uint32_t value, std::size_t size, std::string_view what) { that(value == none || value < size, what); }
    void range(Range32 r, std::size_t size, std::string_view what) { that(r.first <= size && r.count <= size - r.first, what); }
    /// A range that begins where those before it have ended, so that all of them together are no longer than the section.
    void next_range(Range32 r, std::size_t size, std::uint64_t& end, std::string_view what) {
        range(r, size, what);
        if (r.count == 0) return;
        that(r.first >= end, what);
        end = std::uint64_t{r.first} + r.count;
    }
    void text(Str s, std::string_view what) {
        range({s.offset, s.size}, image_.chars.size(), what);
        if (ok()) that((utf8_ && is_whole(chars_, s)) || is_utf8(image_.str(s)), what);
    }
    void debug_text(Str s, std::string_view what) {
        range({s.offset, s.size}, image_.debug_chars.size(), what);
        if (ok()) that((debug_utf8_ && is_whole(debug_chars_, s)) || is_utf8(image_.debug_str(s)), what);
    }
    void type(Type t, std::string_view what) {
        that(t.kind <= TypeKind::list && t.optional <= 1, what);
        if (t.kind == TypeKind::enumerated) index(t.ref, image_.enums.size(), what);
        if (t.kind == TypeKind::money) that(is_currency_code(t.ref), what);
    }

    [[nodiscard]] bool ok() const { return error_.empty(); }
    [[nodiscard]] Result<void> result() const {
        if (ok()) return {};
        return Error{error_};
    }

private:
    const Image& image_;
    std::string_view chars_, debug_chars_;
    bool utf8_, debug_utf8_;  // whether these are UTF-8 from end to end
    std::string error_;
    std::string_view section_;
    std::size_t number_ = 0;

    static std::string_view view(std::span<const char> chars) { return {chars.data(), chars.size()}; }
    /// Whether a part of UTF-8 begins and ends between characters, and so is UTF-8 itself.
    static bool is_whole(std::string_view utf8, Str s) {
        const auto between = [utf8](std::size_t at) {
            return at == utf8.size() || (static_cast<unsigned char>(utf8[at]) & 0xC0U) != 0x80U;
        };
        return between(s.offset) && between(std::size_t{s.offset} + s.size);
    }
};

/// Which runs of the transitions are those of a zone: from the beginning of time, ascending.
class ZoneCheck {
public:
    explicit ZoneCheck(std::span<const TransitionRec> transitions) : transitions_(transitions), breaks_(transitions.size() + 1, 0) {
        for (std::size_t i = 0; i < transitions.size(); ++i) {
            const auto& [at, offset] = transitions[i];
            const bool near = offset > -2 * ns_per_day && offset < 2 * ns_per_day;
            const bool later = i > 0 && transitions[i - 1].at < at;
            breaks_[i + 1] = breaks_[i] + (near && later ? 0 : 1);
        }
    }
    /// True of an empty range: no zone.
    [[nodiscard]] bool valid(Range32 zone) const {
        if (zone.count == 0) return zone.first <= transitions_.size();
        const std::uint64_t end = std::uint64_t{zone.first} + zone.count;
        if (end > transitions_.size() || transitions_[zone.first].at != INT64_MIN) return false;
        const std::int64_t offset = transitions_[zone.first].offset;
        return offset > -2 * ns_per_day && offset < 2 * ns_per_day && breaks_[end] == breaks_[zone.first + 1];
    }

private:
    std::span<const TransitionRec> transitions_;
    std::vector<std::uint32_t> breaks_;  // number of transitions before that don't continue the one before them
};

/// The parts of verify_tables; each stops being precise after the first error.
void check_names(const Image& image, TableCheck& check);         // texts, enums, roles, queues …, calendars, data, ladders
void check_events(const Image& image, TableCheck& check);        // events, fields, lists, columns
void check_calendars(const Image& image, TableCheck& check);     // calendars, transitions, openings, days
void check_policies(const Image& image, TableCheck& check);      // policies, chunks, rules, effects, needs
void check_matchers(const Image& image, TableCheck& check);      // matchers, their keys, ranks and masks
void check_explanations(const Image& image, TableCheck& check);  // debug sections

}  // namespace ordain::program
