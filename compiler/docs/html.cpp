#include "compiler/docs/html.hpp"

namespace ordain::docs {

namespace {

void escape(std::string& out, std::string_view shown) {
    for (const char c : shown) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&#39;"; break;
            default: {
                const auto byte = static_cast<unsigned char>(c);
                const bool nowhere = (byte < 0x20 && c != '\t' && c != '\n') || byte == 0x7f;
                out += nowhere ? std::string_view("\xEF\xBF\xBD") : std::string_view(&c, 1);
            }
        }
    }
}

void open(std::string& out, Own tag, std::initializer_list<Attribute> attributes) {
    out += '<';
    out += tag.bytes;
    for (const Attribute& a : attributes) {
        if (a.name.bytes.empty()) continue;
        out += ' ';
        out += a.name.bytes;
        out += "=\"";
        escape(out, a.value);
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
    std::string out;
    escape(out, shown);
    return Html(std::move(out));
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
