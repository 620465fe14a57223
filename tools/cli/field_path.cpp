#include "tools/cli/field_path.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "compiler/diag/diagnostic.hpp"

namespace ordain::cli {

namespace {

using program::FieldRec;
namespace flags = program::field_flags;

std::string replaced(std::string text, std::string_view what, std::string_view by) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) text.replace(at, what.size(), by);
    return text;
}

/// The parts of a JSON pointer in which each `*` stands for the next of `elements`.
JsonPath path_of(std::string_view pointer, const std::vector<std::string>& elements) {
    JsonPath path;
    std::size_t next = 0;
    while (!pointer.empty()) {
        pointer.remove_prefix(1);
        const std::size_t end = std::min(pointer.find('/'), pointer.size());
        const std::string part(pointer.substr(0, end));
        path.push_back(part == "*" && next < elements.size() ? elements[next++] : replaced(replaced(part, "~1", "/"), "~0", "~"));
        pointer.remove_prefix(end);
    }
    return path;
}

bool is_number(const std::string& part) {
    return std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
}

class Search {
public:
    Search(const program::Image& image, const program::EventRec& event, const std::vector<std::string>& parts)
        : image_(image), fields_(program::slice(image.fields, event.fields)), parts_(parts) {}

    Result<FieldPlace> find() {
        for (std::size_t i = 0; i < parts_.size(); ++i) {
            const FieldRec* field = named(parts_[i]);
            if (field == nullptr) return unknown(i);
            const bool last = i + 1 == parts_.size();
            if ((field->flags & flags::advice) != 0) return advice(*field, i);
            if (last) return FieldPlace{path_of(image_.str(field->pointer), elements_), field->type};
            if (field->type.kind == TypeKind::list) {
                const std::string& number = parts_[++i];
                if (is_number(number) && number.size() > 1 && number[0] == '0')
                    return Error{
                        fmt::format("`{}` is no number of an element: it begins with a zero; the first is `{}.0`", number, before(i))};
                if (!is_number(number)) return Error{fmt::format("`{}` is a list: name an element, `{}.0`", before(i), before(i))};
                elements_.push_back(parts_[i]);
                if (i + 1 == parts_.size()) return element(*field);
                record_ = program::none;
                list_ = field;
            } else if (field->type.kind == TypeKind::record) {
                record_ = static_cast<std::uint32_t>(field - image_.fields.data());
            } else {
                return Error{fmt::format("`{}` has no fields", before(i + 1))};
            }
        }
        return Error{"an empty path"};
    }

private:
    const FieldRec* named(const std::string& name) const {
        const auto found =
            std::find_if(fields_.begin(), fields_.end(), [&](const FieldRec& f) { return is_here(f) && image_.str(f.name) == name; });
        return found == fields_.end() ? nullptr : &*found;
    }
    /// Does the field belong to the record, the list's element or the event that the path has come to?
    bool is_here(const FieldRec& f) const {
        if (f.record != record_ || (f.flags & flags::is_element) != 0) return false;
        if (record_ != program::none) return true;
        if (list_ == nullptr) return (f.flags & flags::in_list) == 0;
        const std::string element = std::string(image_.str(list_->pointer)) + "/*";
        std::string_view pointer = image_.str(f.pointer);
        if ((f.flags & flags::in_list) == 0 || !pointer.starts_with(element)) return false;
        pointer.remove_prefix(element.size());
        return pointer.find("/*") == std::string_view::npos;
    }
    /// The first `count` parts.
    std::string before(std::size_t count) const {
        return fmt::format("{}", fmt::join(parts_.begin(), parts_.begin() + static_cast<std::ptrdiff_t>(count), "."));
    }
    Error unknown(std::size_t at) const {
        std::vector<std::string_view> names;
        for (const FieldRec& f : fields_)
            if (is_here(f)) names.push_back(image_.str(f.name));
        const std::string_view near = nearest(parts_[at], names);
        std::string message = fmt::format("no event has a field `{}`", before(at + 1));
        if (!near.empty()) message += fmt::format(": did you mean `{}{}{}`?", before(at), at == 0 ? "" : ".", near);
        return {message};
    }
    Result<FieldPlace> element(const FieldRec& list) const {
        JsonPath path = path_of(image_.str(list.pointer), elements_);
        path.push_back(elements_.back());
        const FieldRec* below = &list + 1 < fields_.data() + fields_.size() ? &list + 1 : nullptr;
        const bool scalar = below != nullptr && (below->flags & flags::is_element) != 0;
        return FieldPlace{std::move(path), scalar ? below->type : Type{TypeKind::record}};
    }
    Result<FieldPlace> advice(const FieldRec& field, std::size_t at) const {
        const bool confidence = at + 2 == parts_.size() && parts_[at + 1] == "confidence";
        if (!confidence && at + 1 != parts_.size()) return Error{fmt::format("`{}` has no field but `confidence`", before(at + 1))};
        JsonPath path = path_of(image_.str(field.pointer), elements_);
        path.emplace_back(confidence ? "confidence" : "value");
        return FieldPlace{std::move(path), confidence ? Type{TypeKind::percent} : field.type};
    }

    const program::Image& image_;
    std::span<const FieldRec> fields_;
    const std::vector<std::string>& parts_;
    std::uint32_t record_ = program::none;  // FieldRec of the record that the path has come to
    const FieldRec* list_ = nullptr;        // the innermost list, if the path has come to its element
    std::vector<std::string> elements_;
};

}  // namespace

Result<std::vector<std::string>> split_path(std::string_view path) {
    std::vector<std::string> parts;
    for (std::string_view rest = path;;) {
        const std::size_t dot = std::min(rest.find('.'), rest.size());
        if (dot == 0) return Error{fmt::format("`{}` is not a path such as `order.lines.0.price`", path)};
        parts.emplace_back(rest.substr(0, dot));
        if (dot == rest.size()) return parts;
        rest.remove_prefix(dot + 1);
    }
}

Result<FieldPlace> find_field(const program::Image& image, const program::EventRec& event, const std::vector<std::string>& parts) {
    if (parts.size() == 2 && parts[0] == "event") {
        if (parts[1] == "id" || parts[1] == "source") return FieldPlace{{parts[1]}, Type{TypeKind::text}};
        if (parts[1] == "time") return FieldPlace{{parts[1]}, Type{TypeKind::timestamp}};
    }
    return Search(image, event, parts).find();
}

}  // namespace ordain::cli
