#include "compiler/docs/html.hpp"

#include "compiler/diag/markup.hpp"

namespace ordain::docs {

namespace {

void open(std::string& out, Own tag, std::initializer_list<Attribute> attributes) {
    out += '<';
    out += tag.bytes;
    for (const Attribute& a : attributes) {
        if (a.name.bytes.empty()) continue;
        out += ' ';
        out += a.name.bytes;
        out += "=\"";
        out += markup_attribute(a.value);
        out += '"';
    }
    out += '>';
}

}  // namespace

Html& Html::operator+=(const Html& next) {
    bytes_ += next.bytes_;
    return *this;
}

Html text(std::string_view shown) {
    return Html(markup_text(shown));
}

Html own(Own markup) {
    return Html(std::string(markup.bytes));
}

Html element(Own tag, std::initializer_list<Attribute> attributes, const Html& inside) {
    std::string out;
    out.reserve(inside.bytes().size() + 64);
    open(out, tag, attributes);
    out += inside.bytes();
    out += "</";
    out += tag.bytes;
    out += '>';
    return Html(std::move(out));
}

Html element(Own tag, const Html& inside) {
    return element(tag, {}, inside);
}

Html empty_element(Own tag, std::initializer_list<Attribute> attributes) {
    std::string out;
    open(out, tag, attributes);
    return Html(std::move(out));
}

Html span(Own classes, const Html& inside) {
    return element("span", {{"class", std::string(classes.bytes)}}, inside);
}

Html link(const std::string& href, const Html& inside) {
    return element("a", {{"href", href}}, inside);
}

Html code(std::string_view shown) {
    return element("code", text(shown));
}

Html prose(std::string_view shown) {
    Html out;
    while (!shown.empty()) {
        const std::size_t begin = shown.find('`'), end = begin == shown.npos ? begin : shown.find('`', begin + 1);
        if (end == shown.npos) break;
        out += text(shown.substr(0, begin)) + code(shown.substr(begin + 1, end - begin - 1));
        shown.remove_prefix(end + 1);
    }
    return out + text(shown);
}

}  // namespace ordain::docs
