#include "runtime/vm/show.hpp"

#include <fmt/format.h>

#include <iterator>

#include "runtime/value/time_text.hpp"

namespace ordain {
namespace {

void append_scaled(std::string& out, std::int64_t value, int digits) {
    std::uint64_t size = value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
    while (digits > 0 && size % 10 == 0) size /= 10, --digits;
    std::uint64_t unit = 1;
    for (int i = 0; i < digits; ++i) unit *= 10;
    if (value < 0) out += '-';
    fmt::format_to(std::back_inserter(out), "{}", size / unit);
    if (digits > 0) fmt::format_to(std::back_inserter(out), ".{:0{}}", size % unit, digits);
}

void append_date(std::string& out, std::int64_t days) {
    const Civil c = civil_of(days);
    fmt::format_to(std::back_inserter(out), "{:04}-{:02}-{:02}", c.year, c.month, c.day);
}

void append_timestamp(std::string& out, std::int64_t at) {
    std::int64_t days = at / ns_per_day;
    std::int64_t rest = at % ns_per_day;
    if (rest < 0) rest += ns_per_day, --days;
    append_date(out, days);
    fmt::format_to(std::back_inserter(out), "T{:02}:{:02}:{:02}", rest / ns_per_hour, rest / ns_per_minute % 60, rest / ns_per_second % 60);
    std::int64_t fraction = rest % ns_per_second;
    if (fraction != 0) {
        int digits = 9;
        while (fraction % 10 == 0) fraction /= 10, --digits;
        fmt::format_to(std::back_inserter(out), ".{:0{}}", fraction, digits);
    }
    out += 'Z';
}

void append_elapsed(std::string& out, std::int64_t value) {
    struct Unit {
        std::int64_t size;
        std::string_view name;
    };
    static constexpr Unit units[] = {{ns_per_day, "day"}, {ns_per_hour, "hour"}, {ns_per_minute, "minute"}, {ns_per_second, "second"}};
    for (const Unit& unit : units) {
        if (value == 0 || value % unit.size != 0) continue;
        const std::int64_t n = value / unit.size;
        fmt::format_to(std::back_inserter(out), "{} {}{}", n, unit.name, n == 1 || n == -1 ? "" : "s");
        return;
    }
    append_scaled(out, value, 9);
    out += " seconds";
}

void append_currency(std::string& out, std::int64_t code) {
    for (const int shift : {16, 8, 0}) out += static_cast<char>(code >> shift & 0xff);
}

std::int64_t currency_of(Type type, std::int64_t carried) {
    return type.kind == TypeKind::money ? static_cast<std::int64_t>(type.ref) : carried;
}

std::string_view enum_text(const program::Image& image, Type type, std::int64_t value, bool spelling) {
    const program::Range32 values = image.enums[type.ref].values;
    if (value < 0 || value >= values.count) return "unknown";
    const auto& v = image.enum_values[values.first + static_cast<std::size_t>(value)];
    return image.str(spelling ? v.spelling : v.name);
}

}  // namespace

std::string_view symbol_text(const program::Image& image, const EventStore& store, std::int64_t symbol) {
    const auto number = static_cast<std::uint64_t>(symbol);
    const std::size_t known = image.symbols.size();
    if (number < known) return image.str(image.symbols[number]);
    return number - known < store.texts.size() ? store.texts[number - known] : std::string_view{};
}

void append_value_text(std::string& out, const program::Image& image, const EventStore& store, Type type, std::int64_t value,
                       std::int64_t currency) {
    switch (type.kind) {
        case TypeKind::boolean: out += value != 0 ? "true" : "false"; break;
        case TypeKind::integer: append_scaled(out, value, 0); break;
        case TypeKind::decimal: append_scaled(out, value, 6); break;
        case TypeKind::percent:
            append_scaled(out, value, 4);
            out += '%';
            break;
        case TypeKind::money:
        case TypeKind::money_any:
            append_scaled(out, value, 4);
            out += ' ';
            append_currency(out, currency_of(type, currency));
            break;
        case TypeKind::text: out += symbol_text(image, store, value); break;
        case TypeKind::enumerated: out += enum_text(image, type, value, false); break;
        case TypeKind::date: append_date(out, value); break;
        case TypeKind::time: fmt::format_to(std::back_inserter(out), "{:02}:{:02}", value / 60, value % 60); break;
        case TypeKind::timestamp: append_timestamp(out, value); break;
        case TypeKind::elapsed: append_elapsed(out, value); break;
        default: break;
    }
}

void append_value_json(std::string& out, const program::Image& image, const EventStore& store, Type type, std::int64_t value,
                       std::int64_t currency) {
    switch (type.kind) {
        case TypeKind::boolean:
        case TypeKind::integer:
        case TypeKind::decimal: append_value_text(out, image, store, type, value, currency); break;
        case TypeKind::percent: append_scaled(out, value, 6); break;
        case TypeKind::money:
        case TypeKind::money_any:
            out += "{\"amount\":";
            append_scaled(out, value, 4);
            out += ",\"currency\":\"";
            append_currency(out, currency_of(type, currency));
            out += "\"}";
            break;
        case TypeKind::text: append_json_string(out, symbol_text(image, store, value)); break;
        case TypeKind::enumerated: append_json_string(out, enum_text(image, type, value, true)); break;
        default:
            out += '"';
            append_value_text(out, image, store, type, value, currency);
            out += '"';
            break;
    }
}

void append_scope(std::string& out, const program::Image& image, const EventStore& store, Type type, std::int64_t value) {
    if (type.kind == TypeKind::enumerated)
        out += enum_text(image, type, value, true);
    else
        append_value_text(out, image, store, type, value, 0);
}

std::int64_t parent_row(const program::Image& image, const EventStore& store, std::uint32_t list, std::int64_t row) {
    const program::ListRec& l = image.lists[list];
    const program::EventRec& event = image.events[store.event];
    const std::uint32_t rows = store.rows[l.parent - event.lists.first];
    for (std::uint32_t i = 0; i < rows; ++i) {
        const std::int64_t first = store.columns[image.columns[l.start].offset + i];
        const std::int64_t count = store.columns[image.columns[l.count].offset + i];
        if (first <= row && row < first + count) return i;
    }
    return 0;
}

void append_element_pointer(std::string& out, const program::Image& image, const EventStore& store, std::uint32_t list, std::int64_t row) {
    const program::ListRec& l = image.lists[list];
    std::string_view pointer = image.str(l.pointer);
    std::int64_t index = row;
    if (l.parent != program::none) {
        const std::int64_t above = parent_row(image, store, list, row);
        append_element_pointer(out, image, store, l.parent, above);
        pointer.remove_prefix(image.str(image.lists[l.parent].pointer).size() + 2);  // and "/*"
        index -= store.columns[image.columns[l.start].offset + static_cast<std::size_t>(above)];
    }
    out += pointer;
    fmt::format_to(std::back_inserter(out), "/{}", index);
}

void append_field_pointer(std::string& out, const program::Image& image, const EventStore& store, std::uint32_t field, std::int64_t row) {
    const program::FieldRec& f = image.fields[field];
    std::string_view pointer = image.str(f.pointer);
    if ((f.flags & program::field_flags::in_list) != 0) {
        const std::uint32_t list = image.columns[f.target].list;
        append_element_pointer(out, image, store, list, row);
        pointer.remove_prefix(image.str(image.lists[list].pointer).size() + 2);
    }
    out += pointer;
}

void append_json_string(std::string& out, std::string_view text) {
    out += '"';
    std::size_t plain = 0;  // begin of what needs no escape
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c >= 0x20 && c != '"' && c != '\\') continue;
        out += text.substr(plain, i - plain);
        plain = i + 1;
        switch (c) {
            case '"': out += "\\\""; break;
            case '\\': out += "\\\\"; break;
            case '\b': out += "\\b"; break;
            case '\f': out += "\\f"; break;
            case '\n': out += "\\n"; break;
            case '\r': out += "\\r"; break;
            case '\t': out += "\\t"; break;
            default: fmt::format_to(std::back_inserter(out), "\\u{:04x}", c); break;
        }
    }
    out += text.substr(plain);
    out += '"';
}

}  // namespace ordain
