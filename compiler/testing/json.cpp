#include "compiler/testing/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "runtime/base/limits.hpp"
#include "runtime/vm/show.hpp"

namespace ordain::testing {

namespace {

/// Builds a tree from the parser's events; numbers come with their text.
class Reader : public nlohmann::json_sax<nlohmann::json> {
public:
    Json root;
    std::string error;

    bool null() override { return add(Json::plain("null")); }
    bool boolean(bool value) override { return add(Json::plain(value ? "true" : "false")); }
    bool number_integer(number_integer_t value) override { return add(Json::plain(std::to_string(value))); }
    bool number_unsigned(number_unsigned_t value) override { return add(Json::plain(std::to_string(value))); }
    bool number_float(number_float_t, const string_t& written) override { return add(Json::plain(written)); }
    bool string(string_t& bytes) override { return add(Json::string(std::move(bytes))); }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(Json::object()); }
    bool start_array(std::size_t) override { return open(Json::list()); }
    bool key(string_t& name) override {
        name_ = std::move(name);
        return true;
    }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& why) override {
        if (error.empty()) error = fmt::format("byte {}: {}", position, why.what());
        return false;
    }

private:
    std::vector<std::pair<std::string, Json>> open_;  // what is being read, with its name
    std::string name_;

    bool add(Json value) { return place(name_, std::move(value)); }
    bool place(const std::string& name, Json value) {
        if (open_.empty()) {
            root = std::move(value);
            return true;
        }
        Json& parent = open_.back().second;
        if (parent.kind == Json::Kind::object)
            parent.members.push_back({name, std::move(value)});
        else
            parent.items.push_back(std::move(value));
        return true;
    }
    bool open(Json value) {
        if (open_.size() >= limits::json_depth) {
            error = fmt::format("nested more than {} deep", limits::json_depth);
            return false;
        }
        open_.emplace_back(name_, std::move(value));
        return true;
    }
    bool close() {
        auto [name, value] = std::move(open_.back());
        open_.pop_back();
        return place(name, std::move(value));
    }
};

}  // namespace

Json Json::plain(std::string written) {
    Json value;
    value.text = std::move(written);
    return value;
}
Json Json::string(std::string bytes) {
    Json value = plain(std::move(bytes));
    value.kind = Kind::text;
    return value;
}
Json Json::list() {
    Json value = plain({});
    value.kind = Kind::list;
    return value;
}
Json Json::object() {
    Json value = plain({});
    value.kind = Kind::object;
    return value;
}

Result<Json> Json::parse(std::string_view text) {
    Reader reader;
    if (!nlohmann::json::sax_parse(text.begin(), text.end(), &reader)) return Error{std::move(reader.error)};
    return std::move(reader.root);
}

Json* Json::find(std::string_view name) {
    const auto it = std::find_if(members.begin(), members.end(), [&](const Member& m) { return m.name == name; });
    return it == members.end() ? nullptr : &it->value;
}
const Json* Json::find(std::string_view name) const {
    return const_cast<Json*>(this)->find(name);
}
const Json& Json::at(std::string_view name) const {
    static const Json nothing;
    const Json* found = find(name);
    return found != nullptr ? *found : nothing;
}

Json& Json::set(std::string_view name, Json value) {
    Json* there = find(name);
    if (there == nullptr) return members.emplace_back(Member{std::string(name), std::move(value)}).value;
    *there = std::move(value);
    const auto first = std::find_if(members.begin(), members.end(), [&](const Member& m) { return m.name == name; });
    members.erase(std::remove_if(first + 1, members.end(), [&](const Member& m) { return m.name == name; }), members.end());
    return *find(name);
}
void Json::erase(std::string_view name) {
    std::erase_if(members, [&](const Member& m) { return m.name == name; });
}

void Json::append(std::string& out) const {
    switch (kind) {
        case Kind::plain: out += text; return;
        case Kind::text: append_json_string(out, text); return;
        case Kind::list:
            out += '[';
            for (const Json& item : items) {
                if (&item != &items.front()) out += ',';
                item.append(out);
            }
            out += ']';
            return;
        case Kind::object:
            out += '{';
            for (const Member& m : members) {
                if (&m != &members.front()) out += ',';
                append_json_string(out, m.name);
                out += ':';
                m.value.append(out);
            }
            out += '}';
            return;
    }
}
std::string Json::dump() const {
    std::string out;
    append(out);
    return out;
}

bool operator==(const Json& a, const Json& b) {
    return a.kind == b.kind && a.text == b.text && a.items == b.items && a.members == b.members;
}

}  // namespace ordain::testing
