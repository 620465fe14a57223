// `ordain decide`: lines in, decisions out, whatever the lines are.
#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/cli/support/program.hpp"

using namespace ordain::test;
using Json = nlohmann::json;

namespace {

std::vector<Json> decisions(const std::string& line) {
    const Ended ended = run(line);
    INFO(line << "\n" << ended.err);
    REQUIRE(ended.status == 0);
    std::vector<Json> found;
    for (const std::string& text : ended.lines()) found.push_back(Json::parse(text));
    return found;
}

std::string verdict(const std::string& arguments) {
    const auto found = decisions("ordain decide bundle.ordb " + arguments);
    REQUIRE(found.size() == 1);
    return found[0]["verdict"];
}

std::string fault(const Json& decision) {
    return decision["fault"].is_null() ? "" : decision["fault"]["code"].get<std::string>();
}

}  // namespace

TEST_CASE("a folder, its file, files in a row and standard input decide the same bytes") {
    const std::string expected = run("ordain decide bundle events.jsonl").out;
    CHECK(std::count(expected.begin(), expected.end(), '\n') == 4);
    CHECK(run("ordain decide bundle events.jsonl").out == expected);
    CHECK(run("ordain decide bundle.ordb events.jsonl").out == expected);
    CHECK(run("ordain decide bundle.ordb < events.jsonl").out == expected);
    CHECK(run("ordain decide bundle.ordb - < events.jsonl").out == expected);
    CHECK(run("ordain decide bundle.ordb events.jsonl - events.jsonl < events.jsonl").out == expected + expected + expected);
    CHECK(run("cat events.jsonl | ordain decide bundle.ordb").out == expected);
}

TEST_CASE("decisions are those of the policies") {
    const auto found = decisions("ordain decide bundle events.jsonl");
    REQUIRE(found.size() == 4);
    CHECK(found[0]["verdict"] == "release");
    CHECK(found[1]["approvals"][0]["need"] == "manager");
    CHECK(found[1]["reasons"][0]["text"] == "12500 EUR");
    CHECK(found[2]["approvals"][0]["need"] == "cfo");
    CHECK(fault(found[3]) == "UNKNOWN_EVENT_TYPE");
}

TEST_CASE("each line has its decision, whatever it holds") {
    std::string bytes = event("A", "1") + "\r\n\n" + event("B", "1") + "\nnonsense\n";
    bytes += std::string("{\"a\":\0}\n", 8) + "\xff\xfe\n" + event("C", "1") + "\n\n" + event("D", "1");
    write("odd.jsonl", bytes);
    const auto found = decisions("ordain decide bundle.ordb odd.jsonl");
    const std::vector<std::string> faults{"", "INVALID_JSON", "", "INVALID_JSON", "INVALID_JSON", "INVALID_UTF8", "", "INVALID_JSON", ""};
    REQUIRE(found.size() == faults.size());
    for (std::size_t i = 0; i < faults.size(); ++i) CHECK(fault(found[i]) == faults[i]);
    CHECK(found[0]["event"] == "A");
    CHECK(found[8]["event"] == "D");
}

TEST_CASE("nothing in is nothing out") {
    CHECK(run("ordain decide bundle.ordb < /dev/null").out.empty());
    CHECK(run("ordain decide bundle.ordb < /dev/null").status == 0);
    CHECK(run("ordain decide bundle.ordb --summary < /dev/null").out.starts_with("0 events"));
}

TEST_CASE("a line of 100 MB is one fault, in little memory") {
    write("before.jsonl", event("A", "1") + "\n");
    const std::string long_line = "head -c 100000000 /dev/zero | tr '\\0' x";
#ifdef __SANITIZE_ADDRESS__
    const std::string limit;
#else
    const std::string limit = "ulimit -v 300000; ";
#endif
    const auto found =
        decisions(limit + "(cat before.jsonl; " + long_line + "; echo; cat before.jsonl; " + long_line + ") | ordain decide bundle.ordb");
    REQUIRE(found.size() == 4);
    CHECK(fault(found[0]).empty());
    CHECK(fault(found[1]) == "EVENT_TOO_LONG");
    CHECK(fault(found[2]).empty());
    CHECK(fault(found[3]) == "EVENT_TOO_LONG");
    CHECK(found[1]["id"] == found[3]["id"]);
}

TEST_CASE("a decision is written before more is waited for") {
    const Ended ended = run("(cat one.jsonl; sleep 5) | ordain decide bundle.ordb | (timeout 3 head -1)");
    CHECK(ended.lines().size() == 1);
}

TEST_CASE("what can't be read or written is told") {
    CHECK(run("ordain decide bundle.ordb nowhere.jsonl").status == 2);
    CHECK(run("ordain decide bundle.ordb nowhere.jsonl").err.find("nowhere.jsonl") != std::string::npos);
    CHECK(run("ordain decide bundle.ordb one.jsonl nowhere.jsonl").out.empty());  // before the first decision
    CHECK(run("ordain decide bundle.ordb bundle").status == 2);
    CHECK(run("ordain decide nowhere one.jsonl").status == 2);
    CHECK(run("ordain decide mistakes one.jsonl").status == 1);
    CHECK(run("ordain decide bundle.ordb one.jsonl > /dev/full").status == 2);
    CHECK(run("ordain compile bundle -o /dev/full").status == 2);
    CHECK(std::filesystem::is_character_file("/dev/full"));  // written, not replaced
    // a reader who leaves ends the program without a word
    write("many.jsonl", [] {
        std::string all;
        for (int i = 0; i < 5000; ++i) all += event("E", "1") + "\n";
        return all;
    }());
    const Ended left = run("ordain decide bundle.ordb many.jsonl | head -1 > /dev/null; echo ${PIPESTATUS[0]}");
    CHECK((left.out == "141\n" || left.out == "0\n"));
    CHECK(left.err.empty());
}

TEST_CASE("a damaged file is refused") {
    const std::string good = read("bundle.ordb");
    REQUIRE(good.size() > 1000);
    for (const std::size_t at : {std::size_t{0}, std::size_t{50}, good.size() / 2, good.size() - 1}) {
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 1);
        write("bad.ordb", bad);
        CHECK(run("ordain decide bad.ordb one.jsonl").status == 2);
        CHECK(run("ordain inspect bad.ordb").status == 2);
    }
    write("bad.ordb", good.substr(0, good.size() / 2));
    CHECK(run("ordain decide bad.ordb one.jsonl").status == 2);
    write("bad.ordb", "");
    CHECK(run("ordain decide bad.ordb one.jsonl").status == 2);
}

TEST_CASE("what if") {
    CHECK(verdict("one.jsonl") == "release");
    CHECK(verdict("one.jsonl --set order.total=10000.01") == "require");
    CHECK(verdict("one.jsonl --set order.total=10000") == "release");
    CHECK(verdict("one.jsonl --set 'order.total=10_000.01 EUR'") == "require");
    CHECK(verdict("one.jsonl --set 'order.total=10_001 USD'") == "fault");
    CHECK(verdict("one.jsonl --set order.ship=Express") == "hold");
    CHECK(verdict("one.jsonl --set order.ship=missing") == "fault");
    CHECK(verdict("one.jsonl --set order.due=2026-12-24") == "hold");
    CHECK(verdict("one.jsonl --set order.due=2026-12-24 --set order.due=missing") == "release");
    CHECK(verdict("one.jsonl --set order.lines.0.price=501") == "hold");
    const Ended zero = run("ordain decide bundle.ordb one.jsonl --set order.lines.00.price=501");
    CHECK(zero.status == 2);
    CHECK(zero.err.find("`00` is no number of an element") != std::string::npos);
    CHECK(verdict("one.jsonl --set 'order.lines=[]'") == "release");
    CHECK(verdict("one.jsonl --set 'order.lines=[{\"sku\":\"B\",\"price\":501}]'") == "hold");
    CHECK(verdict("one.jsonl --set order.id=17") == "release");  // a text, as the field is one
    CHECK(decisions("ordain decide bundle one.jsonl --set event.id=X")[0]["event"] == "X");
    CHECK(decisions("ordain decide bundle one.jsonl --set event.time=2027-01-01T00:00:00Z")[0]["time"] == "2027-01-01T00:00:00Z");
    const auto risky = decisions("ordain decide bundle one.jsonl --set order.risk=90% --set order.risk.confidence=0.5");
    CHECK(risky[0]["advice"][0]["confidence"] == 0.5);
    CHECK(risky[0]["shadow"][0]["verdict"] == "require");
}

TEST_CASE("a value that is put in leaves every other byte") {
    write("changed.jsonl", event("E-1", "12500") + "\n");
    CHECK(run("ordain decide bundle one.jsonl --set order.total=12500").out == run("ordain decide bundle changed.jsonl").out);
    // what is wrong elsewhere stays wrong
    std::string twice = event("E-1", "1");
    twice.replace(twice.find("\"ship\""), 6, "\"id\":\"S-1\",\"ship\"");
    write("twice.jsonl", twice + "\nnonsense\n");
    const auto found = decisions("ordain decide bundle twice.jsonl --set order.total=12500");
    CHECK(fault(found[0]) == "DUPLICATE_KEY");
    CHECK(fault(found[1]) == "INVALID_JSON");
}

TEST_CASE("a path that is none is refused") {
    const auto refused = [](const std::string& set, const std::string& words) {
        const Ended ended = run("ordain decide bundle one.jsonl --set '" + set + "'");
        INFO(set << ": " << ended.err);
        CHECK(ended.status == 2);
        CHECK(ended.out.empty());
        CHECK(ended.err.find(words) != std::string::npos);
    };
    refused("order.totl=1", "did you mean `order.total`?");
    refused("ordr.total=1", "did you mean `order`?");
    refused("order.amount_untaxed=1", "no event has a field `order.amount_untaxed`");
    refused("order.total.x=1", "`order.total` has no fields");
    refused("order.lines.price=1", "name an element");
    refused("order.lines.0.prise=1", "did you mean `order.lines.0.price`?");
    refused("order.total", "PATH=VALUE");
    refused("=1", "is not a path");
    refused("order..total=1", "is not a path");
    const Ended nowhere = run("ordain decide bundle one.jsonl --set order.lines.7.price=1");
    CHECK(nowhere.status == 0);
    CHECK(nowhere.err.find("found no place in 1 event") != std::string::npos);
}

TEST_CASE("payloads without an envelope") {
    const std::string envelope = " --type order.created --id /no --time /at";
    const auto found = decisions("ordain decide bundle payloads.jsonl" + envelope);
    REQUIRE(found.size() == 2);
    CHECK(found[0]["event"] == "4711");
    CHECK(found[0]["time"] == "2026-11-23T08:15:30Z");
    CHECK(found[0]["verdict"] == "require");
    CHECK(fault(found[1]) == "MISSING_FIELD");
    CHECK(found[1]["fault"]["field"] == "/id");
    CHECK(decisions("ordain decide bundle payloads.jsonl --type order.created --id /no --time 2026-01-01T00:00:00Z")[0]["time"] ==
          "2026-01-01T00:00:00Z");
    // what is not JSON can't break out of its envelope
    write("bad.jsonl", "nonsense\n1},\"id\":\"X\",\"data\":{\"a\":1\n[1]\n");
    const auto bad = decisions("ordain decide bundle bad.jsonl" + envelope);
    REQUIRE(bad.size() == 3);
    CHECK(fault(bad[0]) == "INVALID_JSON");
    CHECK(fault(bad[1]) == "INVALID_JSON");
    CHECK(fault(bad[2]) == "MISSING_FIELD");
    CHECK(decisions("ordain decide bundle payloads.jsonl" + envelope + " --set order.total=1")[0]["verdict"] == "hold");
}

TEST_CASE("a summary counts") {
    const std::string out = run("ordain decide bundle events.jsonl --summary").out;
    for (const char* line :
         {"4 events,", "\nverdict\n  require                           2   50.0 %\n",
          "\nreason\n  LARGE                             1   25.0 %\n", "\nheld in\n  desk                              1   25.0 %\n",
          "\nfault\n  UNKNOWN_EVENT_TYPE /type          1   25.0 %\n"}) {
        INFO(out);
        CHECK(out.find(line) != std::string::npos);
    }
    CHECK(run("ordain decide bundle events.jsonl --summary --event E-2").out.starts_with("1 events,"));
}

TEST_CASE("a fault says what was expected and found") {
    const auto detail = [](const std::string& member, const std::string& value) {
        const std::string line =
            R"(sed 's/")" + member + R"(":[^,]*,/")" + member + R"(":)" + value + R"(,/' one.jsonl | ordain decide bundle.ordb)";
        const auto found = decisions(line);
        REQUIRE(found.size() == 1);
        INFO(found[0].dump());
        REQUIRE_FALSE(found[0]["fault"].is_null());
        return found[0]["fault"]["detail"].get<std::string>();
    };
    CHECK(detail("ship", R"("Slow")") == "the text is not one of the enum's spellings: expected Standard Class, Express; found \"Slow\"");
    CHECK(detail("amount_untaxed", R"("much")") == "the value has the wrong JSON type or form; found \"much\"");
    CHECK(detail("amount_untaxed", "1.123456") == "the number has more digits than the type holds; found 1.123456");
    CHECK(detail("ship", std::string(60, '1')) == "the value has the wrong JSON type or form; found " + std::string(40, '1') + "…");
}
