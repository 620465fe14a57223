// Whatever payloads come: the module that is proposed for them has no mistakes, and under it they are valid.
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "compiler/driver/load.hpp"
#include "tests/differential/events.hpp"
#include "tests/differential/random.hpp"
#include "tests/oracle/json.hpp"
#include "tests/schema/support.hpp"

using namespace ordain;
using namespace ordain::test;
using differential::Random;
using oracle::Json;

namespace {

const std::vector<std::string> names{"id",    "name",    "state", "amount",   "currency", "currency_id", "price",    "discount_percent",
                                     "lines", "qty",     "date",  "customer", "sub_id",   "credit-note", "netTotal", "in",
                                     "_x",    "2nd",     "a/b",   "",         "max",      "from",        "key",      "points",
                                     "event", "subject", "type",  "zone",     "Größe",    "discount"};
const std::vector<std::string> texts{"EUR",
                                     "USD",
                                     "open",
                                     "closed",
                                     "2026-01-31",
                                     "2026-02-30",
                                     "12:30",
                                     "2026-11-23T08:00:00Z",
                                     "2026-11-23 08:00:00",
                                     "",
                                     "12.5",
                                     "4711",
                                     "12.5%",
                                     "0042",
                                     "a longer text with \"quotes\" and \n lines",
                                     "ß",
                                     "1e400"};
const std::vector<std::string> numbers{
    "0", "1", "-1", "12.5", "0.125", "299.90000000000003", "1e3", "9223372036854775807", "1000000000000000", "0.00001", "-0", "99"};

/// Places keep their kind in most payloads of one shape, as those of a program do.
class Shape {
public:
    Shape(Random& random, int depth) : random_(random), kind_(random.below(depth > 3 ? 7 : 10)) {
        if (kind_ == 7 || kind_ == 8) {
            const std::size_t count = random.below(6) + 1;
            for (std::size_t i = 0; i < count; ++i) members_.emplace_back(random.pick(names), Shape(random, depth + 1));
        }
        if (kind_ == 9) members_.emplace_back("", Shape(random, depth + 1));
        few_ = random.chance(50);
        empty_ = random.below(3);
        text_ = random.below(texts.size());
    }

    static Shape object(Random& random) {
        Shape made(random, 0);
        while (made.kind_ != 7) made = Shape(random, 0);
        return made;
    }

    Shape(const Shape&) = default;
    Shape& operator=(const Shape& other) {
        kind_ = other.kind_, few_ = other.few_, empty_ = other.empty_, text_ = other.text_;
        auto members = other.members_;
        members_.swap(members);
        return *this;
    }

    Json value() const {
        if (random_.chance(2)) return Json::string("odd");
        if (empty_ == 1 && random_.chance(20)) return Json::null();
        if (empty_ == 2 && random_.chance(20)) return Json::boolean(false);
        switch (kind_) {
            case 0: return Json::boolean(random_.chance(50));
            case 1: return Json::number(random_.between(-5, 5'000));
            case 2: return Json::number(random_.pick(numbers));
            case 3:
            case 4: return Json::string(few_ ? texts[text_] : random_.pick(texts));
            case 5: return link();
            case 6: return amount();
            case 9: return list();
            default: return fields();
        }
    }

private:
    Json link() const {
        Json made = Json::array();
        made.push(Json::number(random_.between(1, 9)));
        made.push(Json::string(few_ ? "EUR" : random_.pick(texts)));
        return made;
    }
    Json amount() const {
        return std::move(Json::object()
                             .with("amount", random_.chance(50) ? Json::number("12.50") : Json::string("99.99"))
                             .with("currency", Json::string(few_ ? "EUR" : random_.pick(texts))));
    }
    Json list() const {
        Json made = Json::array();
        for (std::size_t i = random_.below(4); i > 0; --i) made.push(members_[0].second.value());
        return made;
    }
    Json fields() const {
        Json made = Json::object();
        for (const auto& [name, shape] : members_)
            if (!random_.chance(10)) made.with(name, shape.value());
        return made;
    }

    Random& random_;
    std::size_t kind_;
    bool few_ = false;
    std::size_t empty_ = 0, text_ = 0;
    std::vector<std::pair<std::string, Shape>> members_;
};

}  // namespace

TEST_CASE("random payloads are valid under the schema that is proposed for them") {
    for (std::uint64_t seed = 0; seed < 150; ++seed) {
        Random random(seed);
        std::string samples;
        std::vector<std::string> lines;
        for (const char* type : {"order.created", "order.changed"}) {
            const Shape shape = Shape::object(random);
            for (std::size_t i = random.below(20) + 1; i > 0; --i) {
                Json data = shape.value();
                while (!data.is(Json::Kind::object)) data = shape.value();
                lines.push_back(envelope(type, data.dump()));
                samples += lines.back() + "\n";
            }
        }
        INFO("seed " << seed);
        const std::string module = proposed(samples);
        must_decide(bundle_of(module), lines, module);
    }
}

TEST_CASE("the events of the policy library are valid under the schemas that are proposed for them") {
    for (const char* name : {"distribution/samples/events.jsonl", "superstore/data/superstore-events.jsonl"}) {
        std::ifstream in(std::string(ORDAIN_SOURCE_DIR "/policies/") + name);
        REQUIRE(in);
        std::string samples;
        std::vector<std::string> lines;
        for (std::string line; lines.size() < 1'000 && std::getline(in, line);) {
            if (line.find("\"type\":\"no.") != std::string::npos) continue;
            lines.push_back(line);
            samples += line + "\n";
        }
        const std::string module = proposed(samples);
        must_decide(bundle_of(module), lines, module);
    }
}
