#include "tests/schema/validate.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <regex>
#include <set>

namespace ordain::test {

namespace {

using Json = nlohmann::json;

bool is_type(const Json& value, const std::string& type) {
    if (type == "integer")
        return value.is_number_integer() || (value.is_number() && std::trunc(value.get<double>()) == value.get<double>());
    if (type == "number") return value.is_number();
    if (type == "string") return value.is_string();
    if (type == "boolean") return value.is_boolean();
    if (type == "null") return value.is_null();
    if (type == "array") return value.is_array();
    return type == "object" && value.is_object();
}

class Validator {
public:
    explicit Validator(const Json& document) : document_(document) {}

    bool valid(const Json& schema, const Json& value) const {
        if (schema.is_boolean()) return schema.get<bool>();
        known(schema);
        if (schema.contains("$ref")) return valid(document_.at(Json::json_pointer(schema["$ref"].get<std::string>().substr(1))), value);
        return of_type(schema, value) && plain(schema, value) && combined(schema, value) && in_object(schema, value) &&
               in_array(schema, value);
    }

private:
    static void known(const Json& schema) {
        static const std::set<std::string> words{"$schema",
                                                 "$defs",
                                                 "$ref",
                                                 "title",
                                                 "examples",
                                                 "format",
                                                 "type",
                                                 "properties",
                                                 "required",
                                                 "items",
                                                 "prefixItems",
                                                 "minItems",
                                                 "maxItems",
                                                 "enum",
                                                 "const",
                                                 "pattern",
                                                 "anyOf",
                                                 "allOf",
                                                 "oneOf",
                                                 "if",
                                                 "then",
                                                 "minimum",
                                                 "maximum",
                                                 "exclusiveMinimum",
                                                 "exclusiveMaximum",
                                                 "minLength",
                                                 "maxLength"};
        for (const auto& [word, value] : schema.items())
            if (!words.contains(word)) FAIL("unknown keyword " << word);
    }

    static bool of_type(const Json& schema, const Json& value) {
        if (!schema.contains("type")) return true;
        const Json& type = schema["type"];
        if (type.is_string()) return is_type(value, type);
        return std::any_of(type.begin(), type.end(), [&](const Json& t) { return is_type(value, t); });
    }

    static bool plain(const Json& schema, const Json& value) {
        if (schema.contains("const") && schema["const"] != value) return false;
        if (schema.contains("enum") && std::find(schema["enum"].begin(), schema["enum"].end(), value) == schema["enum"].end()) return false;
        if (value.is_string()) {
            const std::string text = value;
            const auto length =
                std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
            if (schema.contains("minLength") && length < schema["minLength"].get<long>()) return false;
            if (schema.contains("maxLength") && length > schema["maxLength"].get<long>()) return false;
            if (schema.contains("pattern") && !std::regex_search(text, std::regex(schema["pattern"].get<std::string>()))) return false;
        }
        if (!value.is_number()) return true;
        const double number = value;
        return !(schema.contains("minimum") && number < schema["minimum"].get<double>()) &&
               !(schema.contains("maximum") && number > schema["maximum"].get<double>()) &&
               !(schema.contains("exclusiveMinimum") && number <= schema["exclusiveMinimum"].get<double>()) &&
               !(schema.contains("exclusiveMaximum") && number >= schema["exclusiveMaximum"].get<double>());
    }

    bool combined(const Json& schema, const Json& value) const {
        const auto count = [&](const char* word) {
            return std::count_if(schema[word].begin(), schema[word].end(), [&](const Json& s) { return valid(s, value); });
        };
        if (schema.contains("anyOf") && count("anyOf") == 0) return false;
        if (schema.contains("oneOf") && count("oneOf") != 1) return false;
        if (schema.contains("allOf") && count("allOf") != static_cast<long>(schema["allOf"].size())) return false;
        return !schema.contains("if") || !valid(schema["if"], value) || valid(schema["then"], value);
    }

    bool in_object(const Json& schema, const Json& value) const {
        if (!value.is_object()) return true;
        if (schema.contains("required"))
            for (const Json& name : schema["required"])
                if (!value.contains(name.get<std::string>())) return false;
        if (!schema.contains("properties")) return true;
        for (const auto& [name, inner] : schema["properties"].items())
            if (value.contains(name) && !valid(inner, value[name])) return false;
        return true;
    }

    bool in_array(const Json& schema, const Json& value) const {
        if (!value.is_array()) return true;
        if (schema.contains("minItems") && value.size() < schema["minItems"].get<std::size_t>()) return false;
        if (schema.contains("maxItems") && value.size() > schema["maxItems"].get<std::size_t>()) return false;
        if (schema.contains("prefixItems")) {
            for (std::size_t i = 0; i < std::min(value.size(), schema["prefixItems"].size()); ++i)
                if (!valid(schema["prefixItems"][i], value[i])) return false;
        }
        if (!schema.contains("items")) return true;
        return std::all_of(value.begin(), value.end(), [&](const Json& item) { return valid(schema["items"], item); });
    }

    const Json& document_;
};

}  // namespace

bool valid(const Json& document, const Json& value) {
    return Validator(document).valid(document, value);
}

}  // namespace ordain::test
