// Checks of indices and ranges that keep the first thing found wrong. Shared by the parts of the verifier.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "runtime/base/result.hpp"
#include "runtime/program/image.hpp"

namespace ordain::program {

class TableCheck {
public:
    explicit TableCheck(const Image& image) : image_(image) {}

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
    void text(Str s, std::string_view what) { range({s.offset, s.size}, image_.chars.size(), what); }
    void debug_text(Str s, std::string_view what) { range({s.offset, s.size}, image_.debug_chars.size(), what); }
    void type(Type t, std::string_view what) {
        that(t.kind <= TypeKind::list && t.optional <= 1, what);
        if (t.kind == TypeKind::enumerated) index(t.ref, image_.enums.size(), what);
    }

    [[nodiscard]] bool ok() const { return error_.empty(); }
    [[nodiscard]] Result<void> result() const {
        if (ok()) return {};
        return Error{error_};
    }

private:
    const Image& image_;
    std::string error_;
    std::string_view section_;
    std::size_t number_ = 0;
};

/// The parts of verify_tables; each stops being precise after the first error.
void check_names(const Image& image, TableCheck& check);         // texts, enums, roles, queues …, calendars, data, ladders
void check_events(const Image& image, TableCheck& check);        // events, plans, fields, lists, columns
void check_policies(const Image& image, TableCheck& check);      // policies, chunks, rules, effects, needs
void check_explanations(const Image& image, TableCheck& check);  // debug sections

}  // namespace ordain::program
