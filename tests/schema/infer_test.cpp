// What is proposed for payloads of known shapes.
#include <catch2/catch.hpp>
#include <sstream>

#include "tests/schema/support.hpp"

using namespace ordain;
using namespace ordain::test;

namespace {

/// A line of the module with its blanks in a row made one, so that the layout doesn't matter.
std::string squeezed(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == ' ' && (out.empty() || out.back() == ' ')) continue;
        out += c;
    }
    return out;
}

bool says(const std::string& module, const std::string& line) {
    return squeezed(module).find(line) != std::string::npos;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

}  // namespace

TEST_CASE("orders as Odoo's webhooks send them") {
    const std::string samples = file("samples/odoo_orders.jsonl");
    const std::string module = proposed(samples, "sale.order.saved");
    INFO(module);
    CHECK(says(module, "event sale.order.saved {"));
    CHECK(says(module, "order Order from \"\""));
    CHECK(says(module, "amount_untaxed decimal rounded"));
    CHECK(says(module, "date_order timestamp zone \"UTC\""));
    CHECK(says(module, "commitment_date timestamp? zone \"UTC\" false as missing"));
    CHECK(says(module, "validity_date date? false as missing"));
    CHECK(says(module, "pricelist_id int? false as missing"));
    CHECK(says(module, "locked bool"));
    CHECK(says(module, "margin_percent percent"));
    CHECK(says(module, "state State"));
    CHECK(says(module, "sale,"));
    CHECK(says(module, "order_line list<int> max"));
    CHECK(says(module, "\"tag_ids\" is left out"));
    std::vector<std::string> events;
    for (const std::string& line : lines_of(samples)) events.push_back(envelope("sale.order.saved", line));
    must_decide(bundle_of(module), events, module);
}

TEST_CASE("orders as Odoo's RPC answers them") {
    const std::string module = proposed(file("samples/odoo_read.json"), "sale.order");
    INFO(module);
    CHECK(says(module, "partner_id int from \"partner_id/0\""));
    CHECK(says(module, "partner_name text max"));
    CHECK(says(module, "from \"partner_id/1\""));
    CHECK(says(module, "amount_untaxed money USD rounded currency \"currency_id/1\""));
    CHECK(says(module, "team_id int? false as missing from \"team_id/0\""));
}

TEST_CASE("a nested order: records, amounts, keys, optional fields, spellings") {
    std::string samples;
    std::vector<std::string> events;
    for (int i = 0; i < 20; ++i) {
        const std::string n = std::to_string(i);
        const std::string total = i % 2 == 0 ? "12.5" : "\"99.25\"";
        events.push_back(
            envelope(i % 2 == 0 ? "order.created" : "order.changed",
                     R"({"order":{"id":"SO-)" + n + R"(","channel":")" + (i % 3 == 0 ? "EDI" : "web shop") + R"(","total":{"amount":)" +
                         total + R"(,"currency":"EUR"},"currency":"EUR","freight":7.50,"placed":"2026-11-2)" + std::to_string(i % 10) +
                         R"(","at":"2026-11-23T08:00:00+01:00","express":true,"share":"12.5%","customer":{"id":4711,"2nd":null,"in":1},)" +
                         (i % 5 == 0 ? "" : R"("note":"x",)") + R"("lines":[{"sku":"A","qty":1},{"sku":"B","qty":2}],"mixed":)" +
                         (i % 4 < 2 ? "1" : "{}") + "}}"));
        samples += events.back() + "\n";
    }
    const std::string module = proposed(samples);
    INFO(module);
    CHECK(says(module, "enum Channel open"));
    CHECK(says(module, "web_shop \"web shop\""));
    CHECK(says(module, "channel Channel"));
    CHECK(says(module, "total money EUR #"));
    CHECK(says(module, "freight money EUR currency \"currency\""));
    CHECK(says(module, "placed date"));
    CHECK(says(module, "at timestamp\n"));
    CHECK(says(module, "express bool"));
    CHECK(says(module, "share percent"));
    CHECK(says(module, "customer Customer"));
    CHECK(says(module, "in_ int from \"in\""));
    CHECK(says(module, "note text? max"));
    CHECK(says(module, "lines list<Line> max 20 key sku"));
    CHECK(says(module, "\"2nd\" is left out: always null"));
    CHECK(says(module, "\"mixed\" is left out: values of several kinds: numbers, objects"));
    CHECK(says(module, "event order.created {\n order Order\n"));
    CHECK(says(module, "event order.changed {\n order Order"));
    must_decide(bundle_of(module), events, module);
}

TEST_CASE("numbers: what a type can't hold is not declared, what has too many digits is rounded") {
    const std::string module =
        proposed(R"({"a":1,"b":9223372036854775807,"c":9223372036854775808,"d":0.30000000000000004,"e":1e3,"id":"0042"})", "x");
    INFO(module);
    CHECK(says(module, "a int #"));
    CHECK(says(module, "b int #"));
    CHECK(says(module, "\"c\" is left out: too large"));
    CHECK(says(module, "d decimal rounded #"));
    CHECK(says(module, "e decimal rounded #"));
    CHECK(says(module, "id text max 16"));
}

TEST_CASE("names that the language keeps for itself, or can't write, are read from where they stand") {
    const std::string data = R"({"event":{"a":1},"subject":{"a/b":2,"~":3,"":4,"größe":5,"A":6,"a":7},"not":{"x":"q\"\\\n"}})";
    const std::string module = proposed(envelope("thing.made", data));
    INFO(module);
    CHECK(says(module, "event_ Event from \"event\""));
    CHECK(says(module, "subject_ Subject from \"subject\""));
    CHECK(says(module, "from \"a~1b\""));
    CHECK(says(module, "from \"~0\""));
    CHECK(says(module, "gr_e int from \"größe\""));
    CHECK(says(module, "not_ Not from \"not\""));
    must_decide(bundle_of(module), {envelope("thing.made", data)}, module);
}

TEST_CASE("input that is no sample is refused with its place") {
    CHECK(refused("") == "samples: there is no sample in it");
    CHECK(refused("{}\n}\n", "x") == "samples:2: it is not JSON from byte 1 on");
    CHECK(refused("[1]", "x") == "samples:1: element 0: a sample is an object, not a number");
    CHECK(refused("{}").find("--type TYPE") != std::string::npos);
    CHECK(refused("{}", "sale order").find("an event can't be called `sale order`") != std::string::npos);
    CHECK(refused("{}", "order.in").find("an event can't be called `order.in`") != std::string::npos);
    CHECK(refused(envelope("x", "7")) == "samples:1: `data` is a number; it has to be an object");
    CHECK(refused(envelope("x", "null") + "\n" + envelope("x", "{}")).find("some events of the type `x` have `data`") != std::string::npos);
    CHECK(refused("\xff", "x") == "samples:1: it is not JSON from byte 1 on");
    CHECK(refused(std::string(10'000'000, '['), "x") == "samples:1: it is nested more than 128 deep");
    CHECK(refused("{\n\"a\": 1,\n}\n", "x").find("samples: it is not JSON") == 0);
}

TEST_CASE("deep and wide payloads") {
    std::string deep = "1";
    for (int i = 0; i < 100; ++i) deep = R"({"a":)" + deep + "}";
    std::string module = proposed(deep, "x");
    must_decide(bundle_of(module), {envelope("x", deep)}, module);
    std::string wide = "{";
    for (int i = 0; i < 3000; ++i) wide += "\"m" + std::to_string(i) + "\":1,";
    wide.back() = '}';
    module = proposed(wide, "x");
    must_decide(bundle_of(module), {envelope("x", wide)}, module);
}
