#include "compiler/schema/json.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "runtime/base/limits.hpp"

namespace ordain::schema {

namespace {

/// Called by the reader for each piece of the text; builds the tree, and stops at the first limit.
class TreeMaker {
public:
    using number_integer_t = nlohmann::json::number_integer_t;
    using number_unsigned_t = nlohmann::json::number_unsigned_t;
    using number_float_t = nlohmann::json::number_float_t;
    using string_t = nlohmann::json::string_t;
    using binary_t = nlohmann::json::binary_t;

    bool null() { return add(Json::Kind::null) != nullptr; }
    bool boolean(bool truth) {
        Json* made = add(Json::Kind::boolean);
        if (made != nullptr) made->truth = truth;
        return made != nullptr;
    }
    bool number_integer(number_integer_t n) { return scalar(Json::Kind::number, std::to_string(n)); }
    bool number_unsigned(number_unsigned_t n) { return scalar(Json::Kind::number, std::to_string(n)); }
    bool number_float(number_float_t /*rounded*/, const string_t& written) { return scalar(Json::Kind::number, written); }
    bool string(string_t& text) { return scalar(Json::Kind::text, std::move(text)); }
    bool binary(binary_t& /*never in JSON*/) { return false; }
    bool start_object(std::size_t /*unknown*/) { return open(Json::Kind::object); }
    bool start_array(std::size_t /*unknown*/) { return open(Json::Kind::array); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }
    bool key(string_t& name) {
        open_.back()->names.push_back(std::move(name));
        return true;
    }
    bool parse_error(std::size_t byte, const std::string& /*token*/, const nlohmann::json::exception& /*why*/) {
        return fail(fmt::format("it is not JSON from byte {} on", byte));
    }

    Json root;
    std::string trouble;

private:
    bool fail(std::string why) {
        trouble = std::move(why);
        return false;
    }

    /// Parents don't grow while a child is open, so the pointers to open values stay good.
    Json* add(Json::Kind kind) {
        if (++values_ > most_values) {
            fail(fmt::format("it holds more than {} values", most_values));
            return nullptr;
        }
        Json* made = open_.empty() ? &root : &open_.back()->items.emplace_back();
        made->kind = kind;
        return made;
    }
    bool scalar(Json::Kind kind, std::string text) {
        Json* made = add(kind);
        if (made != nullptr) made->text = std::move(text);
        return made != nullptr;
    }
    bool open(Json::Kind kind) {
        if (open_.size() >= limits::json_depth) return fail(fmt::format("it is nested more than {} deep", limits::json_depth));
        Json* made = add(kind);
        if (made != nullptr) open_.push_back(made);
        return made != nullptr;
    }
    bool close() {
        open_.pop_back();
        return true;
    }

    std::vector<Json*> open_;
    std::size_t values_ = 0;
};

}  // namespace

const Json* Json::find(std::string_view name) const {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == name) return &items[i];
    return nullptr;
}

Result<Json> parse_json(std::string_view text) {
    TreeMaker maker;
    if (nlohmann::json::sax_parse(text.begin(), text.end(), &maker)) return std::move(maker.root);
    return Error{maker.trouble};
}

}  // namespace ordain::schema
