// Values and places of an event as texts.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/decode/event_store.hpp"
#include "runtime/program/image.hpp"
#include "runtime/vm/json_sink.hpp"

namespace ordain {

/// The bytes of a symbol; empty if it is neither interned nor the event's.
[[nodiscard]] std::string_view symbol_text(const program::Image& image, const EventStore& store, std::int64_t symbol);

/// Appends a value as texts show it ("12.5%", "44000 EUR"). `currency` counts for money of any currency.
void append_value_text(std::string& out, const program::Image& image, const EventStore& store, Type type, std::int64_t value,
                       std::int64_t currency);
/// Appends a value as JSON outputs show it.
void append_value_json(std::string& out, const program::Image& image, const EventStore& store, Type type, std::int64_t value,
                       std::int64_t currency);
/// The same into a sink.
void put_value_json(JsonSink& out, const program::Image& image, const EventStore& store, Type type, std::int64_t value,
                    std::int64_t currency);
/// Appends the `for` of a role: a text itself, an enum's first JSON spelling.
void append_scope(std::string& out, const program::Image& image, const EventStore& store, Type type, std::int64_t value);

/// The row of the parent list that holds row `row` of a nested list. Cost: logarithm of the rows of the parent.
[[nodiscard]] std::int64_t parent_row(const program::Image& image, const EventStore& store, std::uint32_t list, std::int64_t row);
/// Appends the JSON pointer of an element, from the line's root ("/data/order/lines/3").
void append_element_pointer(std::string& out, const program::Image& image, const EventStore& store, std::uint32_t list, std::int64_t row);
/// Appends the JSON pointer of a field, in row `row` of its list if it is in one.
void append_field_pointer(std::string& out, const program::Image& image, const EventStore& store, std::uint32_t field, std::int64_t row);
/// The same within a JSON string.
void put_element_pointer(JsonSink& out, const program::Image& image, const EventStore& store, std::uint32_t list, std::int64_t row);
void put_field_pointer(JsonSink& out, const program::Image& image, const EventStore& store, std::uint32_t field, std::int64_t row);

/// Appends a JSON string with its quotes.
void append_json_string(std::string& out, std::string_view text);

}  // namespace ordain
