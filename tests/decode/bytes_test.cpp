// Any bytes: the decoder says what the oracle says, and nothing else happens.
#include <catch2/catch.hpp>

#include "runtime/base/limits.hpp"
#include "runtime/decode/form.hpp"
#include "tests/decode/sample/sample.hpp"
#include "tests/differential/random.hpp"
#include "tests/oracle/json.hpp"

using namespace ordain;
using decode_sample::difference;
using decode_sample::full_line;
using decode_sample::plain_line;
using decode_sample::sample;

namespace {

std::string replaced(std::string text, std::string_view what, std::string_view by) {
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}

void same(Evaluator& evaluator, const std::string& line) {
    INFO(line.substr(0, 2000));
    const auto found = difference(evaluator, line);
    INFO(found.value_or(""));
    REQUIRE_FALSE(found);
}

/// A member that no schema declares, before the end of the line's object.
std::string with_member(const std::string& value) {
    return replaced(full_line(), R"(,"data":)", R"(,"more":)" + value + R"(,"data":)");
}

std::string code(Evaluator& evaluator, const std::string& line) {
    return std::string(evaluator.decide(line).fault_code());
}

}  // namespace

TEST_CASE("the full line is valid") {
    Evaluator evaluator(sample().bundle);
    same(evaluator, full_line());
    CHECK(evaluator.decide(full_line()).fault_code().empty());
}

TEST_CASE("every beginning of a line") {
    Evaluator evaluator(sample().bundle);
    for (std::size_t size = 0; size < full_line().size(); ++size) same(evaluator, full_line().substr(0, size));
}

TEST_CASE("one byte replaced, inserted or removed") {
    Evaluator evaluator(sample().bundle);
    const std::string odd(" \"\\{}[]:,0-.e+tfnu\n\0\x1f\x7f\xc3\xff", 24);
    differential::Random random(7);
    for (int i = 0; i < 12'000; ++i) {
        std::string line = i % 2 == 0 ? full_line() : plain_line();
        for (std::uint64_t changes = 1 + random.below(2); changes > 0; --changes) {
            const std::size_t at = random.below(line.size());
            const char c = odd[random.below(odd.size())];
            switch (random.below(3)) {
                case 0: line[at] = c; break;
                case 1: line.insert(at, 1, c); break;
                default: line.erase(at, 1); break;
            }
        }
        same(evaluator, line);
    }
}

TEST_CASE("depth") {
    Evaluator evaluator(sample().bundle);
    const auto nested = [](std::size_t n) { return std::string(n, '[') + std::string(n, ']'); };
    CHECK(code(evaluator, with_member(nested(limits::json_depth - 1))).empty());
    CHECK(code(evaluator, with_member(nested(limits::json_depth))) == "TOO_DEEP");
    CHECK(code(evaluator, with_member(nested(10'000))) == "TOO_DEEP");
    CHECK(code(evaluator, std::string(10'000, '[')) == "TOO_DEEP");
    CHECK(code(evaluator, std::string(100, '[')) == "INVALID_JSON");
    CHECK(code(evaluator, with_member(std::string(10'000, '[') + "\xff")) == "INVALID_UTF8");
    for (const std::size_t n : {127, 128, 129}) {
        std::string objects;
        for (std::size_t i = 0; i < n; ++i) objects += R"({"a":)";
        same(evaluator, with_member(objects + "1" + std::string(n, '}')));
    }
}

TEST_CASE("length") {
    Evaluator evaluator(sample().bundle);
    CHECK(code(evaluator, std::string(100'000'000, '[')) == "EVENT_TOO_LONG");
    const std::string longest = full_line() + std::string(limits::event_bytes - full_line().size(), ' ');
    CHECK(code(evaluator, longest).empty());
    CHECK(code(evaluator, longest + " ") == "EVENT_TOO_LONG");
    same(evaluator, full_line());
}

TEST_CASE("strings, escapes and what is not UTF-8") {
    Evaluator evaluator(sample().bundle);
    const std::string bad[] = {R"("\ud800")", R"("\udc00x")", R"("\ud800\u0041")",
                               R"("\u12g4")", R"("\u123")",   R"("\x")",
                               "\"\x01\"",    "\"a\nb\"",     std::string("\"\0\"", 3),
                               R"("\)",       R"("\"abc)",    R"("a"b)",
                               R"("a""b")",   R"(12"a")",     R"(truex)",
                               R"(nul)",      R"(-)",         R"(01)",
                               R"(1.)",       R"(.5)",        R"(1e)",
                               R"(+1)",       R"(0x1)",       R"(1_000)",
                               R"(NaN)",      R"(Infinity)",  R"('a')",
                               R"([1,])",     R"({"a":1,})",  R"({"a"})",
                               R"({a:1})",    R"([1 2])",     R"({"a":1 "b":2})",
                               R"([)",        R"(])",         R"(})",
                               R"({,})",      R"([,])",       R"(//x)",
                               "\f1",         "1\v"};
    for (const std::string& value : bad) {
        same(evaluator, with_member(value));
        CHECK(code(evaluator, with_member(value)) == "INVALID_JSON");
        same(evaluator, replaced(full_line(), R"("SO-1")", value));
        same(evaluator, replaced(full_line(), R"(48250.75)", value));
        same(evaluator, replaced(full_line(), R"([1,2,3])", value));
    }
    for (const char* bytes : {"\xff", "\xc3", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xf0\x8f\xbf\xbf", "\x80"}) {
        same(evaluator, with_member("\"" + std::string(bytes) + "\""));
        CHECK(code(evaluator, with_member("\"" + std::string(bytes) + "\"")) == "INVALID_UTF8");
        CHECK(code(evaluator, "[" + std::string(bytes)) == "INVALID_UTF8");
    }
    for (const char* value : {R"("\ud83d\ude00")", R"("\u0000")", R"("\/\b\f\n\r\t\"\\")", "\"\xf0\x9f\x98\x80\""}) {
        same(evaluator, with_member(value));
        CHECK(code(evaluator, with_member(value)).empty());
        same(evaluator, replaced(full_line(), R"("SO-1")", value));
    }
}

TEST_CASE("values at the edges of their types") {
    Evaluator evaluator(sample().bundle);
    const char* const values[] = {"null",
                                  "true",
                                  "false",
                                  "\"\"",
                                  "{}",
                                  "[]",
                                  "[null]",
                                  "0",
                                  "-0",
                                  "-0.0",
                                  "0e0",
                                  "1e3",
                                  "1E+2",
                                  "150e-1",
                                  "1.50e2",
                                  "1e999999999",
                                  "-1e999999999",
                                  "1e-999999999",
                                  "0e999999999",
                                  "1e99999999999999999999",
                                  "9223372036854775807",
                                  "9223372036854775808",
                                  "-9223372036854775808",
                                  "-9223372036854775809",
                                  "922337203685477.5807",
                                  "922337203685477.5808",
                                  "0.0001",
                                  "0.00005",
                                  "0.0000005",
                                  "0.00000050000000000001",
                                  "123456789012345678901234567890",
                                  "0.1234567890123456789",
                                  "100000000000000000000e-20",
                                  "\"1e3\"",
                                  "\"+1\"",
                                  "\" 1\"",
                                  "\"1 \"",
                                  "\"1_0\"",
                                  "\"0x1\"",
                                  "\"12.5%\"",
                                  "\"%\"",
                                  "\"1%%\"",
                                  "\"-0\"",
                                  "\"low\"",
                                  "\"LOW\"",
                                  "\"2026-02-29\"",
                                  "\"2024-02-29\"",
                                  "\"0000-01-01\"",
                                  "\"9999-12-31\"",
                                  "\"24:00\"",
                                  "\"23:59\"",
                                  "\"14:00:00\"",
                                  "\"14:00:01\"",
                                  "\"2026-11-23T08:15:60Z\"",
                                  "\"2026-11-23T08:15:30.1234567891Z\"",
                                  "\"2026-11-23T08:15:30.123456789Z\"",
                                  "\"2026-11-23T08:15:30\"",
                                  "\"2026-11-23 08:15:30\"",
                                  "\"2026-10-25T02:30:00\"",
                                  "\"2026-03-29T02:30:00\"",
                                  "\"2026-03-29T02:00:00\"",
                                  "\"1677-12-31T23:59:59Z\"",
                                  "\"1678-01-01T00:00:00Z\"",
                                  "\"1678-01-01T00:30:00+01:00\"",
                                  "\"2261-12-31T23:59:59.999999999Z\"",
                                  "\"2262-01-01T00:00:00Z\"",
                                  "\"2262-01-01T00:30:00\"",
                                  "\"2026-11-23T08:15:30+24:00\"",
                                  "\"2026-11-23t08:15:30z\"",
                                  R"({"amount":1,"currency":"EUR"})",
                                  R"({"amount":1,"currency":"USD"})",
                                  R"({"amount":1,"currency":"eur"})",
                                  R"({"amount":1})",
                                  R"({"currency":"EUR"})",
                                  R"({"amount":null,"currency":"EUR"})",
                                  R"({"amount":{},"currency":3})",
                                  R"({"amount":1,"amount":2,"currency":"EUR"})",
                                  R"({"currency":3,"amount":1.23456789})",
                                  R"({"value":1,"confidence":2})",
                                  R"({"value":"x","confidence":0.5,"model":null})",
                                  R"({"value":0.5,"confidence":"0.5","model":3})",
                                  R"({"value":null,"confidence":1e-7,"model":"m"})",
                                  R"({"value":0.5,"value":0.6,"confidence":1})",
                                  R"({"confidence":1})",
                                  R"({"value":{"amount":1,"currency":"USD"},"confidence":0.3,"model":"k"})"};
    const char* const places[] = {R"("SO-1")",
                                  R"({"code":17,"since":"2020-02-29"})",
                                  R"(17)",
                                  R"("2020-02-29")",
                                  R"([7,"Acme"])",
                                  R"("Acme")",
                                  "true",
                                  "12,",
                                  "0.12345678",
                                  R"("12.5%")",
                                  "5.25",
                                  "48250.75",
                                  R"("EUR")",
                                  "12.5,",
                                  R"([0,"USD"])",
                                  R"("USD")",
                                  R"({"amount":"3.5","currency":"CHF"})",
                                  R"("3.5")",
                                  R"("CHF")",
                                  R"("high")",
                                  R"("shop")",
                                  R"("2026-01-31")",
                                  R"("14:30")",
                                  R"("2026-11-23T09:15:30.25+01:00")",
                                  R"("2026-03-29 02:30:00")",
                                  R"({"y":"l\u0061te"})",
                                  R"("l\u0061te")",
                                  R"({"value":0.25,"confidence":0.83,"model":"m-1"})",
                                  "0.25,",
                                  "0.83",
                                  R"("m-1")",
                                  R"({"value":{"amount":10,"currency":"EUR"},"confidence":1})",
                                  R"({"amount":10,"currency":"EUR"})",
                                  R"({"sku":"A-1","n":1,"price":2.5,"tags":["x","y"]})",
                                  R"("A-1")",
                                  "2.5",
                                  R"(["x","y"])",
                                  R"("x")",
                                  "[1,2,3]",
                                  "1,2,3",
                                  R"("1.0")",
                                  R"("E-1")",
                                  R"("/erp")",
                                  R"("e")",
                                  R"("2026-11-23T08:15:30Z")"};
    for (const std::string& line : {full_line(), plain_line()})
        for (const std::string_view place : places)
            for (const char* value : values)
                if (line.find(place) != std::string::npos)
                    same(evaluator, replaced(line, place, std::string(value) + (place.back() == ',' ? "," : "")));
}

TEST_CASE("repeated members, escaped names, white space") {
    Evaluator evaluator(sample().bundle);
    const std::string line = GENERATE(full_line(), plain_line());
    const std::pair<const char*, const char*> changes[] = {
        {R"("id":"SO-1")", R"("id":"SO-1","id":"SO-2")"},
        {R"("count":12)", R"("count":"y","more":1,"count":1)"},
        {R"("net":48250.75)", R"("n\u0065t":48250.75)"},
        {R"("net":48250.75)", R"("n\u0065t":48250.75,"net":1)"},
        {R"("cur":"EUR")", R"("cur":"EUR","cur":"USD")"},
        {R"("cur":"EUR")", R"("cur":"USD","cur":"EUR")"},
        {R"("cur2":[0,"USD"])", R"("cur2":[0])"},
        {R"("cur2":[0,"USD"])", R"("cur2":{"1":"USD"})"},
        {R"("cur2":[0,"USD"])", R"("cur2":"USD")"},
        {R"("partner":[7,"Acme"])", R"("partner":{"1":"Acme","1":"B"})"},
        {R"("partner":[7,"Acme"])", R"("partner":[7])"},
        {R"("partner":[7,"Acme"])", R"("partner":false)"},
        {R"("x":{"y")", R"("x":{"y":false,"z")"},
        {R"("x":{"y":"l\u0061te"})", R"("x":false)"},
        {R"("x":{"y":"l\u0061te"})", R"("x":true)"},
        {R"("more":1)", R"("more":2)"},
        {R"("confidence":0.83)", R"("confidence":0.83,"confidence":0.5)"},
        {R"("sku":"A-2")", R"("sku":"A-1")"},
        {R"("sku":"A-2","n":-0)", R"("n":"x","sku":"\u0041-1")"},
        {R"("sku":"A-2","n":-0)", R"("sku":"A-1","n":"x")"},
        {R"("tags":[])", R"("tags":["a","b","c","d"])"},
        {R"("tags":[])", R"("tags":["a",null,"c","d"])"},
        {R"([1,2,3])", R"([1,null,"x"])"},
        {R"([1,2,3])", R"([1,2,3,"x"])"},
        {R"("data":{)", R"("data":{"order":{"lines":1},)"},
        {R"("type":"e")", R"("type":"e","type":"e")"},
        {R"("type":"e")", R"("type":"f")"},
        {R"("type":"e",)", ""},
        {R"("data":{)", R"("data":null,"data":{)"},
        {R"("specversion":"1.0",)", ""},
        {R"("id":"E-1")", R"("id":"")"},
    };
    for (const auto& [from, to] : changes)
        if (line.find(from) != std::string::npos) same(evaluator, replaced(line, from, to));
    std::string spaced;
    for (const char c : line)
        spaced += std::string_view("{}[]:,").find(c) != std::string_view::npos ? std::string("\t \r") + c + " \n" : std::string(1, c);
    same(evaluator, spaced);
    same(evaluator, replaced(replaced(line, R"("type":"e",)", ""), R"({"specversion")", R"({"data":{"order":7},"specversion")"));
    const std::string data = line.substr(line.find(R"("data":)"), line.size() - 1 - line.find(R"("data":)"));
    std::string last = replaced(line, "," + data, "");
    last.insert(1, data + ",");
    same(evaluator, last);
    same(evaluator, replaced(last, R"("notes":[1,2,3])", R"("notes":[1,2,"x"])"));
    for (const char* member : {R"("id":"E-1")", R"("source":"/erp")", R"("type":"e")"}) {
        const std::string name = std::string(member).substr(0, std::string(member).find(':') + 1);
        for (const std::size_t size : {4096, 4097}) same(evaluator, replaced(line, member, name + "\"" + std::string(size, 'x') + "\""));
    }
}

TEST_CASE("the form of a line as the oracle reads it") {
    const std::string parts[] = {
        "{", "}", "[", "]", ",", ":", "\"a\"", "\"\\u00e9\"", "1", "-0.5e3", "true", "null", " ", "\"\\ud83d\\ude00\"", "\\", "01"};
    differential::Random random(11);
    for (int i = 0; i < 60'000; ++i) {
        std::string text;
        for (std::uint64_t n = random.below(9); n > 0; --n) text += parts[random.below(std::size(parts))];
        INFO(text);
        REQUIRE(decode::form_fault(text) == oracle::parse_json(text).fault);
    }
}
