// Pieces of HTML that are well formed and whose texts are escaped, by their type.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace ordain::docs {

/// Markup that stands in this program's own source: only a constant can be made into one.
struct Own {
    consteval Own(const char* markup) : bytes(markup) {}  // NOLINT(google-explicit-constructor): `element("p", …)` should read well
    std::string_view bytes;
};

struct Attribute {
    Own name;
    std::string value;  // escaped when written; one of empty `name` is left out
};

/// A sequence of whole elements and escaped texts. It is made by the functions below and by putting others one after the other, so no text
/// of a bundle can become markup and every element that is opened is closed.
class Html {
public:
    Html() = default;
    [[nodiscard]] const std::string& bytes() const { return bytes_; }
    [[nodiscard]] bool empty() const { return bytes_.empty(); }
    Html& operator+=(const Html& next);
    friend Html operator+(Html first, const Html& next) { return std::move(first += next); }

private:
    explicit Html(std::string bytes) : bytes_(std::move(bytes)) {}
    friend Html text(std::string_view);
    friend Html own(Own);
    friend Html element(Own, std::initializer_list<Attribute>, const Html&);
    friend Html empty_element(Own, std::initializer_list<Attribute>);
    std::string bytes_;
};

/// A text as people read it. Control characters that HTML has no place for are shown as U+FFFD.
[[nodiscard]] Html text(std::string_view shown);
/// Markup of the program's own; it must be balanced.
[[nodiscard]] Html own(Own markup);
/// `<tag …>inside</tag>`
[[nodiscard]] Html element(Own tag, std::initializer_list<Attribute> attributes, const Html& inside);
[[nodiscard]] Html element(Own tag, const Html& inside);
/// An element that has no inside and no end, such as `<input>`.
[[nodiscard]] Html empty_element(Own tag, std::initializer_list<Attribute> attributes);

/// `<span class="…">`
[[nodiscard]] Html span(Own classes, const Html& inside);
/// `<a href="…">`
[[nodiscard]] Html link(const std::string& href, const Html& inside);
/// `<code>`
[[nodiscard]] Html code(std::string_view shown);
/// `shown`, with what stands between backticks as code.
[[nodiscard]] Html prose(std::string_view shown);

}  // namespace ordain::docs
