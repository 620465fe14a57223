// Every verb and flag that the program's help names is run here, with the exit status and some of the words that must come.
#include <catch2/catch.hpp>
#include <regex>
#include <set>

#include "tests/cli/support/program.hpp"

using namespace ordain::test;

namespace {

struct Command {
    std::string line;
    int status;
    std::string words;  // in what it writes, errors included
};

const std::vector<Command> commands{
    {"ordain --help", 0, "decide"},
    {"ordain -h", 0, "decide"},
    {"ordain --version", 0, "ordain 0."},
    {"ordain help", 0, "Exit status"},
    {"ordain help", 0, "Verbs:"},
    {"ordain help decide", 0, "--summary"},
    {"ordain help decide", 0, "Usage: ordain decide [OPTIONS]"},
    {"ordain help ORD0201", 0, "unknown name"},
    {"ordain help ORD0351", 0, "Two values meet that have different types"},
    {"ordain help ord0351", 0, "ORD0351: type mismatch"},
    {"ordain help ord3008", 0, "escalat"},
    {"ordain help dcide", 2, "did you mean `decide`?"},
    {"ordain help --help", 0, "VERB"},
    {"ordain", 2, "ordain help"},
    {"ordain decid bundle", 2, "there is no verb `decid`: did you mean `decide`?"},
    {"ordain decide bundle --sumary", 2, "there is no flag `--sumary`: did you mean `--summary`?"},
    {"ordain --verson", 2, "did you mean `--version`?"},
    {"ordain decide", 2, "BUNDLE"},

    {"ordain check bundle", 0, ""},
    {"ordain check bundle --format text", 0, ""},
    {"ordain check bundle --format json", 0, "[]"},
    {"ordain check bundle --format xml", 2, "xml"},
    {"ordain check mistakes", 1, "boss"},
    {"ordain check nowhere", 2, "nowhere"},
    {"ordain check --help", 0, "--format"},

    {"ordain compile bundle -o out.ordb", 0, ""},
    {"ordain compile bundle --output out.ordb", 0, ""},
    {"ordain compile bundle -o nowhere/out.ordb", 2, "cannot write `nowhere/out.ordb`"},
    {"ordain compile bundle", 2, "-o FILE"},
    {"ordain compile mistakes -o out.ordb", 1, "boss"},
    {"ordain compile bundle --dump=tree", 0, "order.created"},
    {"ordain compile bundle --dump=typed", 0, "order.created"},
    {"ordain compile bundle --dump=plan", 0, "/data/order/amount_untaxed"},
    {"ordain compile bundle --dump=bytecode -o out.ordb", 0, "rule orders.large"},
    {"ordain compile bundle --dump=dots", 2, "dots"},
    {"ordain compile --help", 0, "--dump"},

    {"ordain inspect bundle.ordb", 0, "sales@shop.example"},
    {"ordain inspect bundle.ordb --code", 0, "rule orders.large"},
    {"ordain inspect bundle.ordb --plan", 0, "/data/order/amount_untaxed"},
    {"ordain inspect bundle", 2, "bundle"},
    {"ordain inspect nowhere.ordb", 2, "nowhere.ordb"},
    {"ordain inspect --help", 0, "--code"},

    {"ordain check bundle --today 2026-11-23", 0, ""},
    {"ordain check bundle --today banana", 2, "`banana` is no date"},
    {"ordain check bundle --today 1.2.2027", 2, "`1.2.2027` is no date"},
    {"ordain check bundle --today ''", 2, "`` is no date"},
    {"ordain check bundle --fix", 0, ""},
    {"ordain check mistakes --color always", 1, "\x1b[1;31merror[ORD"},
    {"NO_COLOR=1 ordain check mistakes", 1, "error[ORD"},
    {"ordain check mistakes --format sarif", 1, R"("version": "2.1.0")"},
    {"ordain check mistakes --format github", 1, "::error file=mistakes/"},
    {"ordain check mistakes --format junit", 1, "<failure"},

    {"timeout --preserve-status -s INT 5 '" ORDAIN_BINARY_DIR "/bin/'ordain check bundle --watch", 0, "1 file watched"},
    {"ordain check bundle --watch --fix", 2, "--fix"},
    {"ordain check nowhere --watch", 2, "nowhere"},

    {"ordain list bundle", 0, "orders  policy  order.created  sales@shop.example  -     -      enforced      5      1  bundle.ord:28"},
    {"ordain list bundle --policies", 0, "risks   policy  order.created  -                   -     -      shadow        1      1"},
    {"ordain list bundle --events", 0, "order.created       1  order.id  order.total         2      1  bundle.ord:18"},
    {"ordain list bundle --roles", 0, "cfo      -    manager  -      bundle.ord:22"},
    {"ordain list bundle --queues", 0, "later  bundle.ord:24"},
    {"ordain list bundle --actions", 0, "no actions"},
    {"ordain list bundle --channels", 0, "no channels"},
    {"ordain list bundle --reasons", 0, "LARGE      A large order"},
    {"ordain list bundle --outputs", 0, "no outputs"},
    {"ordain list '" ORDAIN_SOURCE_DIR "/tests/cli/grids' --ladders", 0, "limits  text  money EUR  buyer, director     2"},
    {"ordain list bundle --calendars", 0, "no calendars"},
    {"ordain list bundle --escalations", 0, "no escalations"},
    {"ordain list bundle --enums", 0, "Ship  no    standard, express"},
    {"ordain list bundle --records", 0, "Line   sku, price"},
    {"ordain list '" ORDAIN_SOURCE_DIR "/tests/cli/grids' --data", 0, "licences  country"},
    {"ordain list bundle --waivers", 0, "no waivers"},
    {"ordain list bundle --tests", 0, "a large order is the manager's  order.created        1  bundle.ord:44"},
    {"ordain list bundle --lint", 0, "ORD1001  name_style"},
    {"ordain list --lint", 0, "ORD3001  policy_without_owner"},
    {"ordain list bundle --all", 0, "queues: 2"},
    {"ordain list bundle --all --format json", 0, R"("bundle": "shop")"},
    {"ordain list bundle --format xml", 2, "xml"},
    {"ordain list", 2, "say which bundle"},
    {"ordain list --events", 2, "say which bundle"},
    {"ordain list bundle.ordb", 2, "`ordain inspect bundle.ordb` shows"},
    {"ordain list mistakes", 1, "boss"},
    {"ordain list nowhere", 2, "nowhere"},
    {"ordain list --help", 0, "--ladders"},
    {"ordain help list", 0, "--waivers"},

    {"ordain fmt bundle", 0, ""},
    {"ordain fmt --check bundle", 0, ""},
    {"ordain fmt --diff bundle", 0, ""},
    {"ordain fmt --help", 0, "--check"},
    {"ordain doc bundle -o pages && head -c 15 pages/index.html", 0, "<!DOCTYPE html>"},
    {"ordain doc bundle --output pages/again && ls pages/again", 0, "people.html"},
    {"ordain doc --help", 0, "index.html"},
    {"ordain doc bundle", 2, "--output"},
    {"ordain doc mistakes -o pages", 1, "ORD0201"},
    {"ordain doc bundle -o /dev/null/pages", 2, "cannot make the folder"},

    {"ordain new made", 0, "ordain check made"},
    {"ordain new made", 2, "`made` is not empty"},
    {"ordain new one.jsonl", 2, "it is no folder"},
    {"ordain check made", 0, ""},
    {"test -z \"$(ordain check made)\"", 0, ""},
    {"ordain fmt --check made", 0, ""},
    {"ordain test made", 0, "4 passed"},
    {"ordain decide made made/samples/events.jsonl", 0, R"("need":"sales_manager")"},
    {"ordain decide made made/samples/events.jsonl --summary", 0, "3 events"},
    {"ordain new --help", 0, "FOLDER"},

    {"ordain schema infer payloads.jsonl --type order.created", 0, "event order.created {"},
    {"ordain schema infer events.jsonl --module shop --currency EUR --zone Europe/Berlin -o inferred.ord", 0, ""},
    {"ordain schema infer one.jsonl --output inferred.ord", 0, ""},
    {"ordain schema infer - < one.jsonl", 0, "event order.created {"},
    {"ordain schema infer payloads.jsonl", 2, "--type TYPE"},
    {"ordain schema infer nowhere.jsonl", 2, "nowhere.jsonl"},
    {"ordain schema infer one.jsonl --currency euro", 2, "three capitals"},
    {"ordain schema infer one.jsonl --zone Europe/Nowhere", 2, "there is no time zone `Europe/Nowhere`"},
    {"ordain schema infer one.jsonl --modul x", 2, "did you mean `--module`?"},
    {"ordain schema infer --help", 0, "--currency"},
    {"ordain schema export bundle", 0, "amount_untaxed"},
    {"ordain schema export bundle --event order.created -o order.json", 0, ""},
    {"ordain schema export bundle --event order.created --payload", 0, "amount_untaxed"},
    {"ordain schema export bundle --event order.creatd", 2, "did you mean `order.created`?"},
    {"ordain schema export bundle --payload", 2, "--event TYPE"},
    {"ordain schema export mistakes", 1, "boss"},
    {"ordain schema export --help", 0, "--payload"},
    {"ordain schema report check", 0, "end_column"},
    {"ordain schema report list -o list.json && head -c 1 list.json", 0, "{"},
    {"ordain schema report test", 0, "left_out"},
    {"ordain schema report coverage", 0, "#/$defs/coverage"},
    {"ordain schema report decide", 2, "decide"},
    {"ordain schema exprt bundle", 2, "did you mean `export`?"},
    {"ordain schema --help", 0, "infer"},

    {"ordain table --help", 0, "export"},
    {"ordain table export made completeness", 0, "empty,0,hold in order_desk,NO_LINES"},
    {"ordain table export made discounts", 2, "no table, data or ladder `discounts`"},
    {"ordain table", 2, ""},

    {"ordain decide bundle events.jsonl", 0, R"("verdict":"require")"},
    {"ordain decide bundle.ordb events.jsonl --summary", 0, "4 events"},
    {"ordain decide bundle events.jsonl --event E-3", 0, R"("need":"cfo")"},
    {"ordain decide bundle events.jsonl --event E-9", 2, "no event has the id `E-9`"},
    {"ordain decide bundle one.jsonl --set 'order.total=12_500 EUR'", 0, R"("need":"manager")"},
    {"ordain decide bundle events.jsonl --set event.id=foo --event E-3", 0, R"("event":"foo")"},
    {"ordain decide bundle events.jsonl --set event.id=foo --event foo", 2, "no event has the id `foo`"},
    {"ordain decide bundle one.jsonl --set order.id=null --summary", 0, "MISSING_FIELD /data/order/id"},
    {"ordain decide bundle one.jsonl --set order.lines.0.price=null --summary", 0, "MISSING_FIELD /data/order/lines/*/price"},
    {"ordain decide bundle payloads.jsonl --type order.created --id /no --time /at --source /erp", 0, R"("event":"4711")"},
    {"ordain decide bundle payloads.jsonl --type order.creatd --id /no --time /at", 2, "did you mean `order.created`?"},
    {"ordain decide bundle payloads.jsonl --type order.created", 2, "--id"},
    {"ordain decide bundle payloads.jsonl --type order.created --id no --time /at", 2, "`no` is not a JSON pointer"},
    {"ordain decide bundle one.jsonl --validity", 0, R"("region":[{"field":"/data/order/)"},
    {"ordain decide bundle one.jsonl --validity --summary", 2, "--summary"},
    {"ordain decide --help", 0, "--set"},

    {"ordain explain bundle events.jsonl", 0, "orders.large (bundle.ord:"},
    {"ordain explain bundle.ordb events.jsonl --event E-3", 0, "verdict: require"},
    {"ordain explain bundle events.jsonl --event E-9", 2, "no event has the id `E-9`"},
    {"ordain explain bundle one.jsonl --json", 0, R"("policies":[{"policy":"orders","at":"bundle.ord:)"},
    {"ordain explain bundle one.jsonl --format json", 0, R"("region":[)"},
    {"ordain explain bundle one.jsonl --format text", 0, "the same is decided"},
    {"ordain explain bundle one.jsonl --format xml", 2, "xml"},
    {"ordain explain bundle one.jsonl --set 'order.total=12_500 EUR'", 0, "orders.large"},
    {"ordain explain bundle payloads.jsonl --type order.created --id /no --time /at --source /erp", 0, "4711"},
    {"ordain explain --help", 0, "--event"},

    {"ordain test bundle", 0, "passed, 0 failed"},
    {"ordain test bundle --filter large -v", 0, "passed  a large order"},
    {"ordain test bundle --filter nothing", 2, "no test has `nothing`"},
    {"ordain test bundle --verbose --format text", 0, "passed  a large order"},
    {"ordain test bundle --format json", 0, R"("status":"passed")"},
    {"ordain test bundle --format junit", 0, "<testsuites"},
    {"ordain test bundle --junit results.xml", 0, "passed"},
    {"ordain test bundle --junit nowhere/results.xml", 2, "cannot write `nowhere/results.xml`"},
    {"ordain test bundle --coverage", 0, "rule `orders.top` never fires"},
    {"ordain test bundle --coverage --format json", 0, R"("coverage":{"summary")"},
    {"ordain test bundle --coverage-json c.json --coverage-lcov c.info --coverage-html c.html && head -1 c.info", 0, "TN:ordain"},
    {"ordain test bundle --coverage-html nowhere/c.html", 2, "cannot write `nowhere/c.html`"},
    {"ordain test bundle --coverage-min 5", 0, "passed"},
    {"ordain test bundle --coverage-min 100", 1, "are covered, not 100 %"},
    {"ordain test bundle --coverage-min 101", 2, "101"},
    {"ordain test bundle --generate", 0, "order.total = 100000 EUR"},
    {"ordain test mistakes", 1, "boss"},
    {"ordain test nowhere", 2, "nowhere"},
    {"ordain test --help", 0, "--filter"},
    {"ordain replay --help", 0, "--against"},
    {"ordain replay bundle events.jsonl --against bundle.ordb --threads 2", 0, "0 of 4 decisions differ"},
    {"ordain replay bundle events.jsonl --threads 0", 2, "--threads"},
    {"ordain replay nowhere events.jsonl", 2, "nowhere"},
};

/// The flags that a help text offers.
std::set<std::string> flags_of(const std::string& help) {
    std::set<std::string> flags;
    const std::regex flag(R"(--[a-z][a-z-]*)");
    for (std::sregex_iterator i(help.begin(), help.end(), flag), end; i != end; ++i) flags.insert(i->str());
    flags.erase("--color");  // of every verb: see terminal.py
    return flags;
}

bool is_run(const std::string& verb, const std::string& flag) {
    for (const Command& command : commands)
        if (command.status == 0 && command.line.find("ordain " + verb) != std::string::npos && command.line.find(flag) != std::string::npos)
            return true;
    return false;
}

}  // namespace

TEST_CASE("commands end as they should") {
    for (const Command& command : commands) {
        const Ended ended = run(command.line);
        INFO(command.line << "\n" << ended.out << ended.err);
        CHECK(ended.status == command.status);
        CHECK((ended.out + ended.err).find(command.words) != std::string::npos);
        CHECK((ended.status != 2 || ended.out.empty()));
    }
}

TEST_CASE("every verb and flag that the help names is run") {
    const std::string help = run("ordain --help").out;
    const std::size_t at = help.find("Verbs:");
    REQUIRE(at != std::string::npos);
    const std::string list = help.substr(at);
    const std::regex verb(R"(\n  ([a-z]+) )");
    std::size_t verbs = 0;
    for (std::sregex_iterator i(list.begin(), list.end(), verb), end; i != end; ++i, ++verbs) {
        const std::string name = (*i)[1];
        INFO("verb " << name);
        CHECK(is_run(name, ""));
        for (const std::string& flag : flags_of(run("ordain " + name + " --help").out)) {
            INFO("flag " << flag);
            CHECK(is_run(name, flag));
        }
    }
    CHECK(verbs >= 5);
}

TEST_CASE("README.md names every verb, and no other") {
    const auto verbs_in = [](const std::string& text, const std::string& pattern) {
        std::vector<std::string> found;
        const std::regex verb(pattern);
        for (std::sregex_iterator i(text.begin(), text.end(), verb), end; i != end; ++i) found.push_back((*i)[1]);
        return found;
    };
    const std::string help = run("ordain --help").out;
    const auto verbs = verbs_in(help.substr(help.find("Verbs:")), R"(\n  ([a-z]+) )");
    const auto named = verbs_in(run("cat '" ORDAIN_SOURCE_DIR "/README.md'").out, R"(\n\| `ordain ([a-z]+)` \|)");
    CHECK(named == verbs);  // in the same order
}

TEST_CASE("five mistakes in a file are five reports") {
    const std::string json = run("ordain check mistakes --format json").out;
    for (const char* code : {"ORD0201", "ORD0351", "ORD0352", "ORD0505"}) {
        INFO(json);
        CHECK(json.find(code) != std::string::npos);
    }
    const std::regex error(R"("code"\s*:\s*"ORD)");
    CHECK(std::distance(std::sregex_iterator(json.begin(), json.end(), error), {}) == 5);
    const std::string text = run("ordain check mistakes").out;
    for (const char* place : {"bundle.ord:4:", "bundle.ord:8:", "bundle.ord:11:", "bundle.ord:12:", "bundle.ord:13:"}) {
        INFO(text);
        CHECK(text.find(place) != std::string::npos);
    }
}
