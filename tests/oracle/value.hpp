// Values as the oracle computes with them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ordain::oracle {

struct RecordValue;
struct ListValue;

/// Of any type; the expression or field that it belongs to knows which.
struct Value {
    bool missing = false;
    std::int64_t number = 0;     // every scalar but text, scaled as runtime/value/type.hpp says
    std::uint32_t currency = 0;  // money that carries its currency
    std::string text;
    std::shared_ptr<const RecordValue> record;
    std::shared_ptr<const ListValue> list;

    static Value none() {
        Value v;
        v.missing = true;
        return v;
    }
    static Value of(std::int64_t number) {
        Value v;
        v.number = number;
        return v;
    }
    static Value of_text(std::string text) {
        Value v;
        v.text = std::move(text);
        return v;
    }
};

struct RecordValue {
    std::vector<Value> fields;       // by typed::Record::fields
    std::vector<Value> confidences;  // likewise; missing for what is no advice
};

struct ListValue {
    std::vector<Value> elements;
    std::vector<std::string> pointers;  // where each element stands, from the line's root
};

}  // namespace ordain::oracle
