#include "tests/decode/sample/sample.hpp"

#include <cstdio>
#include <cstdlib>

#include "compiler/driver/compile.hpp"
#include "runtime/program/bundle_file.hpp"
#include "tests/differential/checked.hpp"
#include "tests/differential/compare.hpp"
#include "tests/oracle/decide.hpp"

namespace ordain::decode_sample {

namespace {

constexpr const char* schema = R"(module s
enum Risk { low, medium, high }
enum Channel open { edi "EDI", web "web" or "shop" }
record Line { sku text max 12  n int  price money EUR  tags list<text> max 3 }
record Party { code text or int max 8  since date? }
record Order {
  id      text max 16
  party   Party
  partner text? from "partner/1"
  flag    bool
  count   int in 0..100
  ratio   decimal rounded
  share   percent in 0%..100%
  grade   percent? points
  net     money EUR currency "cur"
  other   money? currency "cur2/1"
  carried money?
  risk    Risk
  channel Channel?
  day     date
  at      time?
  stamp   timestamp
  local   timestamp? zone "Europe/Berlin"
  late    text? false as missing from "x/y"
  score   advice percent
  guess   advice money EUR
  lines   list<Line> max 4 key sku
  notes   list<int> max 3
}
event e { order Order }
)";

constexpr const char* policies = R"(module p
use s
queue q
reason R "seen"
policy p on e {
  match all
  rule required when true
    then reason R "{order.id} {order.party.code} {order.count} {order.ratio} {order.share} {order.net} {order.risk} {order.day} {order.stamp}"
  rule flagged when order.flag then reason R "flag"
  rule a when order.partner is present then reason R "{order.partner}"
  rule b when order.grade is present then reason R "{order.grade}"
  rule c when order.other is present then reason R "{order.other}"
  rule d when order.carried is present then reason R "{order.carried}"
  rule f when order.channel is present then reason R "{order.channel}"
  rule g when order.at is present then reason R "{order.at}"
  rule h when order.local is present then reason R "{order.local}"
  rule i when order.late is present then reason R "{order.late}"
  rule j when order.party.since is present then reason R "{order.party.since}"
  rule k when order.score is present then reason R "{order.score} {order.score.confidence}"
  rule l when order.guess is present then reason R "{order.guess} {order.guess.confidence}"
}
policy lines each l in order.lines on e {
  rule all when true then reason R "{l.sku} {l.n} {l.price}"
  rule known when "x" in l.tags then hold in q
}
policy sums on e {
  rule notes when sum(n for n in order.notes) > 3 then hold in q
}
)";

constexpr const char* bundle = R"(bundle b {
  edition 1
  default on * release
  fault in q
}
)";

Sample make() {
    Sample made;
    differential::Checked checked = differential::check_texts({{"s.ord", schema}, {"p.ord", policies}, {"bundle.ord", bundle}});
    made.program = std::move(checked.program);
    const auto image = checked.errors.empty() ? driver::compile(made.program) : Result<program::ImageData>(Error{checked.errors});
    const auto opened = image ? Bundle::from_bytes(program::serialize(*image)) : Result<std::shared_ptr<const Bundle>>(image.error());
    if (!opened) {
        std::fputs(opened.error().message.c_str(), stderr);
        std::abort();
    }
    made.bundle = *opened;
    return made;
}

}  // namespace

const Sample& sample() {
    static const Sample made = make();
    return made;
}

const std::string& full_line() {
    static const std::string line =
        R"({"specversion":"1.0","id":"E-1","source":"/erp","type":"e","time":"2026-11-23T08:15:30Z","data":{"order":{"id":"SO-1",)"
        R"("party":{"code":17,"since":"2020-02-29"},"partner":[7,"Acme"],"flag":true,"count":12,"ratio":0.12345678,"share":"12.5%",)"
        R"("grade":5.25,"net":48250.75,"cur":"EUR","other":12.5,"cur2":[0,"USD"],"carried":{"amount":"3.5","currency":"CHF"},)"
        R"("risk":"high","channel":"shop","day":"2026-01-31","at":"14:30","stamp":"2026-11-23T09:15:30.25+01:00",)"
        R"("local":"2026-03-29 02:30:00","x":{"y":"l\u0061te"},"score":{"value":0.25,"confidence":0.83,"model":"m-1"},)"
        R"("guess":{"value":{"amount":10,"currency":"EUR"},"confidence":1},"lines":[{"sku":"A-1","n":1,"price":2.5,"tags":["x","y"]},)"
        R"({"sku":"A-2","n":-0,"price":{"currency":"EUR","amount":1e1},"tags":[]}],"notes":[1,2,3]}}})";
    return line;
}

const std::string& plain_line() {
    static const std::string line =
        R"({"specversion":"1.0","id":"E-1","source":"/erp","type":"e","time":"2026-11-23T08:15:30Z","data":{"order":{"id":"SO-1",)"
        R"("party":{"code":"17","since":"2020-02-29"},"flag":true,"count":12,"ratio":"-0.123456","share":0.125,"grade":5.25,)"
        R"("net":48250.75,"cur":"EUR","stranger":{"a":[1,{"b":"c"}],"d":{}},"carried":{"amount":"3.5","currency":"CHF"},)"
        R"("risk":"high","channel":"shop","day":"2026-01-31","at":null,"stamp":"2026-11-23T09:15:30.25+01:00",)"
        R"("local":"2026-03-29 02:30:00","other_stranger":-1.5e3,"lines":[{"sku":"A-1","n":123456789012,"price":2.5,"tags":["x","y"]},)"
        R"({"sku":"A-2","n":-0,"price":{"currency":"EUR","amount":10},"tags":[]}],"notes":[1,2,3]}}})";
    return line;
}

std::optional<std::string> difference(Evaluator& evaluator, std::string_view line) {
    std::string found;
    evaluator.decide(line).append_json(found);
    const oracle::Json expected = oracle::to_json(sample().program, oracle::decide(sample().program, line));
    return differential::first_difference(expected, found);
}

}  // namespace ordain::decode_sample
