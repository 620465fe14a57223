#include "tests/oracle/json.hpp"

#include <fmt/format.h>

#include "runtime/base/limits.hpp"

namespace ordain::oracle {

Json Json::boolean(bool b) {
    Json j;
    j.kind = Kind::boolean;
    j.truth = b;
    return j;
}
Json Json::number(std::string text) {
    Json j;
    j.kind = Kind::number;
    j.text = std::move(text);
    return j;
}
Json Json::number(std::int64_t n) {
    return number(std::to_string(n));
}
Json Json::string(std::string text) {
    Json j;
    j.kind = Kind::string;
    j.text = std::move(text);
    return j;
}
Json Json::array() {
    Json j;
    j.kind = Kind::array;
    return j;
}
Json Json::object() {
    Json j;
    j.kind = Kind::object;
    return j;
}

const Json* Json::find(std::string_view key) const {
    for (const Member& m : members)
        if (m.key == key) return &m.value;
    return nullptr;
}

Json& Json::with(std::string key, Json value) {
    members.push_back({std::move(key), std::move(value), 0});
    return *this;
}

bool operator==(const Json& a, const Json& b) {
    if (a.kind != b.kind || a.truth != b.truth || a.text != b.text) return false;
    if (a.elements.size() != b.elements.size() || a.members.size() != b.members.size()) return false;
    for (std::size_t i = 0; i < a.elements.size(); ++i)
        if (!(a.elements[i] == b.elements[i])) return false;
    for (std::size_t i = 0; i < a.members.size(); ++i)
        if (a.members[i].key != b.members[i].key || !(a.members[i].value == b.members[i].value)) return false;
    return true;
}

namespace {

void write_string(std::string_view text, std::string& out) {
    out += '"';
    for (char c : text) {
        switch (c) {
            case '"': out += "\\\""; break;
            case '\\': out += "\\\\"; break;
            case '\n': out += "\\n"; break;
            case '\r': out += "\\r"; break;
            case '\t': out += "\\t"; break;
            case '\b': out += "\\b"; break;
            case '\f': out += "\\f"; break;
            default:
                if (static_cast<unsigned char>(c) < 0x20)
                    out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
                else
                    out += c;
        }
    }
    out += '"';
}

void write(const Json& j, std::string& out) {
    switch (j.kind) {
        case Json::Kind::null: out += "null"; return;
        case Json::Kind::boolean: out += j.truth ? "true" : "false"; return;
        case Json::Kind::number: out += j.text; return;
        case Json::Kind::string: write_string(j.text, out); return;
        case Json::Kind::array:
            out += '[';
            for (std::size_t i = 0; i < j.elements.size(); ++i) {
                if (i > 0) out += ',';
                write(j.elements[i], out);
            }
            out += ']';
            return;
        case Json::Kind::object:
            out += '{';
            for (std::size_t i = 0; i < j.members.size(); ++i) {
                if (i > 0) out += ',';
                write_string(j.members[i].key, out);
                out += ':';
                write(j.members[i].value, out);
            }
            out += '}';
            return;
    }
}

/// Thrown inside this file only; parse_json turns it into a value.
struct Broken {
    FaultCode code;
};

class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    Json whole() {
        Json j = value(0);
        space();
        if (at_ != text_.size()) fail();
        return j;
    }

private:
    [[noreturn]] static void fail() { throw Broken{FaultCode::INVALID_JSON}; }

    void space() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r')) ++at_;
    }
    [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    char next() {
        if (at_ >= text_.size()) fail();
        return text_[at_++];
    }
    void expect(char c) {
        if (next() != c) fail();
    }

    Json value(unsigned depth) {
        space();
        const std::size_t offset = at_;
        Json j = bare_value(depth);
        j.offset = offset;
        return j;
    }

    Json bare_value(unsigned depth) {
        switch (peek()) {
            case '{': return object(depth + 1);
            case '[': return array(depth + 1);
            case '"': return Json::string(string());
            case 't': word("true"); return Json::boolean(true);
            case 'f': word("false"); return Json::boolean(false);
            case 'n': word("null"); return Json::null();
            default: return Json::number(number());
        }
    }

    void word(std::string_view w) {
        if (text_.substr(at_, w.size()) != w) fail();
        at_ += w.size();
    }

    static void check_depth(unsigned depth) {
        if (depth > limits::json_depth) throw Broken{FaultCode::TOO_DEEP};
    }

    Json object(unsigned depth) {
        check_depth(depth);
        Json j = Json::object();
        expect('{');
        space();
        if (peek() == '}') return ++at_, j;
        while (true) {
            space();
            Json::Member member;
            member.offset = at_;
            if (peek() != '"') fail();
            member.key = string();
            space();
            expect(':');
            member.value = value(depth);
            j.members.push_back(std::move(member));
            space();
            const char c = next();
            if (c == '}') return j;
            if (c != ',') fail();
        }
    }

    Json array(unsigned depth) {
        check_depth(depth);
        Json j = Json::array();
        expect('[');
        space();
        if (peek() == ']') return ++at_, j;
        while (true) {
            j.push(value(depth));
            space();
            const char c = next();
            if (c == ']') return j;
            if (c != ',') fail();
        }
    }

    void digits() {
        if (peek() < '0' || peek() > '9') fail();
        while (peek() >= '0' && peek() <= '9') ++at_;
    }

    std::string number() {
        const std::size_t begin = at_;
        if (peek() == '-') ++at_;
        if (peek() == '0')
            ++at_;
        else
            digits();
        if (peek() == '.') {
            ++at_;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            ++at_;
            if (peek() == '+' || peek() == '-') ++at_;
            digits();
        }
        return std::string(text_.substr(begin, at_ - begin));
    }

    std::uint32_t four_hex() {
        std::uint32_t v = 0;
        for (int i = 0; i < 4; ++i) {
            const char c = next();
            v *= 16;
            if (c >= '0' && c <= '9')
                v += static_cast<std::uint32_t>(c - '0');
            else if (c >= 'a' && c <= 'f')
                v += static_cast<std::uint32_t>(c - 'a') + 10;
            else if (c >= 'A' && c <= 'F')
                v += static_cast<std::uint32_t>(c - 'A') + 10;
            else
                fail();
        }
        return v;
    }

    /// After `\u`: one code point, a surrogate pair included; half a pair is not well formed.
    std::uint32_t code_point() {
        const std::uint32_t first = four_hex();
        if (first < 0xD800 || first > 0xDFFF) return first;
        if (first >= 0xDC00) fail();
        expect('\\');
        expect('u');
        const std::uint32_t second = four_hex();
        if (second < 0xDC00 || second > 0xDFFF) fail();
        return 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
    }

    static void append_utf8(std::uint32_t c, std::string& out) {
        const auto byte = [&out](std::uint32_t b) { out += static_cast<char>(b); };
        if (c < 0x80) {
            byte(c);
        } else if (c < 0x800) {
            byte(0xC0 | (c >> 6));
            byte(0x80 | (c & 0x3F));
        } else if (c < 0x10000) {
            byte(0xE0 | (c >> 12));
            byte(0x80 | ((c >> 6) & 0x3F));
            byte(0x80 | (c & 0x3F));
        } else {
            byte(0xF0 | (c >> 18));
            byte(0x80 | ((c >> 12) & 0x3F));
            byte(0x80 | ((c >> 6) & 0x3F));
            byte(0x80 | (c & 0x3F));
        }
    }

    std::string string() {
        expect('"');
        std::string out;
        while (true) {
            const char c = next();
            if (c == '"') return out;
            if (static_cast<unsigned char>(c) < 0x20) fail();
            if (c != '\\') {
                out += c;
                continue;
            }
            switch (next()) {
                case '"': out += '"'; break;
                case '\\': out += '\\'; break;
                case '/': out += '/'; break;
                case 'b': out += '\b'; break;
                case 'f': out += '\f'; break;
                case 'n': out += '\n'; break;
                case 'r': out += '\r'; break;
                case 't': out += '\t'; break;
                case 'u': append_utf8(code_point(), out); break;
                default: fail();
            }
        }
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace

std::string Json::dump() const {
    std::string out;
    write(*this, out);
    return out;
}

bool is_valid_utf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        std::size_t more = 0;
        std::uint32_t c = 0;
        std::uint32_t least = 0;
        if (lead < 0x80) {
            ++i;
            continue;
        }
        if (lead >= 0xC0 && lead < 0xE0) {
            more = 1, c = lead & 0x1Fu, least = 0x80;
        } else if (lead >= 0xE0 && lead < 0xF0) {
            more = 2, c = lead & 0x0Fu, least = 0x800;
        } else if (lead >= 0xF0 && lead < 0xF8) {
            more = 3, c = lead & 0x07u, least = 0x10000;
        } else {
            return false;
        }
        if (i + more >= text.size()) return false;
        for (std::size_t k = 1; k <= more; ++k) {
            const auto b = static_cast<unsigned char>(text[i + k]);
            if ((b & 0xC0u) != 0x80) return false;
            c = (c << 6) | (b & 0x3Fu);
        }
        if (c < least || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return false;
        i += more + 1;
    }
    return true;
}

Parsed parse_json(std::string_view line) {
    Parsed result;
    if (!is_valid_utf8(line)) {
        result.fault = FaultCode::INVALID_UTF8;
        return result;
    }
    try {
        result.value = Reader(line).whole();
    } catch (const Broken& b) {
        result.fault = b.code;
    }
    return result;
}

std::string pointer_to(std::string_view pointer, std::string_view token) {
    std::string out(pointer);
    out += '/';
    for (char c : token) {
        if (c == '~')
            out += "~0";
        else if (c == '/')
            out += "~1";
        else
            out += c;
    }
    return out;
}

}  // namespace ordain::oracle
