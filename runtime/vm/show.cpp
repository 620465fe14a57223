#include "runtime/vm/show.hpp"

#include <algorithm>

#include "runtime/vm/text_form.hpp"

namespace ordain {
namespace {

template <class Form, class... Args>
void append(std::string& out, Form form, Args... args) {
    char to[form::longest_form];
    out.append(to, static_cast<std::size_t>(form(to, args...) - to));
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
        case TypeKind::integer: append(out, form::scaled, value, 0); break;
        case TypeKind::decimal: append(out, form::scaled, value, 6); break;
        case TypeKind::percent:
            append(out, form::scaled, value, 4);
            out += '%';
            break;
        case TypeKind::money:
        case TypeKind::money_any:
            append(out, form::scaled, value, 4);
            out += ' ';
            append(out, form::currency, currency_of(type, currency));
            break;
        case TypeKind::text: out += symbol_text(image, store, value); break;
        case TypeKind::enumerated: out += enum_text(image, type, value, false); break;
        case TypeKind::date: append(out, form::date, value); break;
        case TypeKind::time: append(out, form::minutes, value); break;
        case TypeKind::timestamp: append(out, form::timestamp, value); break;
        case TypeKind::elapsed: append(out, form::elapsed, value); break;
        default: break;
    }
}

void put_value_json(JsonSink& out, const program::Image& image, const EventStore& store, Type type, std::int64_t value,
                    std::int64_t currency) {
    const auto quoted = [&out](auto form, std::int64_t v) {
        out.put('"');
        out.form(form, v);
        out.put('"');
    };
    switch (type.kind) {
        case TypeKind::boolean: value != 0 ? out.literal("true") : out.literal("false"); break;
        case TypeKind::integer: out.form(form::scaled, value, 0); break;
        case TypeKind::decimal:
        case TypeKind::percent: out.form(form::scaled, value, 6); break;
        case TypeKind::money:
        case TypeKind::money_any:
            out.literal("{\"amount\":");
            out.form(form::scaled, value, 4);
            out.literal(",\"currency\":\"");
            out.form(form::currency, currency_of(type, currency));
            out.literal("\"}");
            break;
        case TypeKind::text: out.text(symbol_text(image, store, value)); break;
        case TypeKind::enumerated: out.text(enum_text(image, type, value, true)); break;
        case TypeKind::date: quoted(form::date, value); break;
        case TypeKind::time: quoted(form::minutes, value); break;
        case TypeKind::timestamp: quoted(form::timestamp, value); break;
        case TypeKind::elapsed: quoted(form::elapsed, value); break;
        default: out.literal("\"\""); break;
    }
}

void append_value_json(std::string& out, const program::Image& image, const EventStore& store, Type type, std::int64_t value,
                       std::int64_t currency) {
    JsonSink sink(out);
    put_value_json(sink, image, store, type, value, currency);
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
    const std::int64_t* starts = store.columns.data() + image.columns[l.start].offset;
    // each begins where the one before it ends; of those that begin at one row, the last is not empty
    const std::int64_t above = std::upper_bound(starts, starts + rows, row) - starts - 1;
    return std::max<std::int64_t>(above, 0);
}

namespace {

void add(std::string& out, std::string_view text) {
    out += text;
}
void add(JsonSink& out, std::string_view text) {
    out.escaped(text);
}
void add_index(std::string& out, std::int64_t index) {
    out += '/';
    append(out, form::number, index);
}
void add_index(JsonSink& out, std::int64_t index) {
    out.put('/');
    out.form(form::number, index);
}

template <class Out>
void element_pointer(Out& out, const program::Image& image, const EventStore& store, std::uint32_t list, std::int64_t row) {
    const program::ListRec& l = image.lists[list];
    std::string_view pointer = image.str(l.pointer);
    std::int64_t index = row;
    if (l.parent != program::none) {
        const std::int64_t above = parent_row(image, store, list, row);
        element_pointer(out, image, store, l.parent, above);
        pointer.remove_prefix(image.str(image.lists[l.parent].pointer).size() + 2);  // and "/*"
        index -= store.columns[image.columns[l.start].offset + static_cast<std::size_t>(above)];
    }
    add(out, pointer);
    add_index(out, index);
}

template <class Out>
void field_pointer(Out& out, const program::Image& image, const EventStore& store, std::uint32_t field, std::int64_t row) {
    const program::FieldRec& f = image.fields[field];
    std::string_view pointer = image.str(f.pointer);
    if ((f.flags & program::field_flags::in_list) != 0) {
        // records and lists have no column of their own, but that of their presence
        const std::uint32_t list = image.columns[f.presence != program::none ? f.presence : f.target].list;
        element_pointer(out, image, store, list, row);
        pointer.remove_prefix(image.str(image.lists[list].pointer).size() + 2);
    }
    add(out, pointer);
}

}  // namespace

void append_element_pointer(std::string& out, const program::Image& image, const EventStore& store, std::uint32_t list, std::int64_t row) {
    element_pointer(out, image, store, list, row);
}
void append_field_pointer(std::string& out, const program::Image& image, const EventStore& store, std::uint32_t field, std::int64_t row) {
    field_pointer(out, image, store, field, row);
}
void put_element_pointer(JsonSink& out, const program::Image& image, const EventStore& store, std::uint32_t list, std::int64_t row) {
    element_pointer(out, image, store, list, row);
}
void put_field_pointer(JsonSink& out, const program::Image& image, const EventStore& store, std::uint32_t field, std::int64_t row) {
    field_pointer(out, image, store, field, row);
}

void append_json_string(std::string& out, std::string_view text) {
    JsonSink sink(out);
    sink.text(text);
}

}  // namespace ordain
