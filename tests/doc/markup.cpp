#include "tests/doc/markup.hpp"

#include <algorithm>
#include <utility>

namespace ordain::testing {

namespace {

std::string unescaped(std::string_view s) {
    constexpr std::pair<std::string_view, char> names[] = {{"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}, {"&amp;", '&'}};
    std::string out;
    while (!s.empty()) {
        const auto* name = std::find_if(std::begin(names), std::end(names), [&](const auto& n) { return s.starts_with(n.first); });
        const bool known = name != std::end(names);
        out += known ? name->second : s.front();
        s.remove_prefix(known ? name->first.size() : 1);
    }
    return out;
}

class Reader {
public:
    explicit Reader(std::string_view page) : rest_(page) {}

    Markup read() {
        if (!skip("<!DOCTYPE html>")) problem("no document type");
        while (!rest_.empty()) rest_.front() == '<' ? tag() : words();
        for (const std::string& name : open_) problem("not closed: " + name);
        return std::move(found_);
    }

private:
    void problem(std::string what) { found_.problems.push_back(std::move(what)); }
    bool skip(std::string_view s) {
        const bool there = rest_.starts_with(s);
        if (there) rest_.remove_prefix(s.size());
        return there;
    }
    std::string_view take(std::size_t n) {
        const std::string_view taken = rest_.substr(0, n);
        rest_.remove_prefix(taken.size());
        return taken;
    }

    void words() {
        const std::string_view shown = take(std::min(rest_.find('<'), rest_.size()));
        if (shown.find('>') != shown.npos) problem("a bare `>` in `" + std::string(shown) + "`");
        for (std::size_t at = shown.find('&'); at != shown.npos; at = shown.find('&', at + 1))
            if (unescaped(shown.substr(at, 6)).front() == '&' && !shown.substr(at).starts_with("&amp;")) problem("a bare `&`");
        found_.text += unescaped(shown);
    }

    void tag() {
        const bool closes = skip("</");
        if (!closes) skip("<");
        const std::string name(take(std::min(rest_.find_first_of(" >"), rest_.size())));
        if (name.empty() || name.find('<') != name.npos) problem("no name of an element");
        if (closes) {
            if (open_.empty() || open_.back() != name) problem("closed out of order: " + name);
            if (!open_.empty()) open_.pop_back();
        } else {
            attributes();
            if (name != "meta" && name != "input") open_.push_back(name);
        }
        if (!skip(">")) problem("an element's end is missing: " + name), take(1);
        if (!closes && (name == "style" || name == "script")) take(std::min(rest_.find("</" + name), rest_.size()));
    }

    void attributes() {
        std::set<std::string> seen;
        while (skip(" ")) {
            const std::string name(take(std::min(rest_.find_first_of("=> "), rest_.size())));
            if (!seen.insert(name).second) problem("twice: " + name);
            if (!skip("=\"")) {
                problem("no value: " + name);
                return;
            }
            const std::string value = unescaped(take(std::min(rest_.find('"'), rest_.size())));
            if (!skip("\"")) problem("a value's end is missing: " + name);
            if (name == "href" || name == "src" || name == "action") found_.links.push_back(value);
            if (name == "id") found_.ids.push_back(value);
            if (name.starts_with("on")) problem("an event handler: " + name);
        }
    }

    std::string_view rest_;
    std::vector<std::string> open_;
    Markup found_;
};

}  // namespace

Markup read_markup(std::string_view page) {
    return Reader(page).read();
}

}  // namespace ordain::testing
