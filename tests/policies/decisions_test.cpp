// The bundles in policies/ on the events that stand with them, and on random ones: every engine decides like the oracle.
#include <catch2/catch.hpp>

#include <fstream>
#include <set>

#include "compiler/driver/load.hpp"
#include "tests/differential/compare.hpp"
#include "tests/differential/engines.hpp"
#include "tests/differential/events.hpp"
#include "tests/oracle/decide.hpp"

using namespace ordain;

namespace {

/// A bundle of policies/, decided by every engine and by the reference evaluator.
class Decided {
public:
    explicit Decided(const std::string& folder) : folder_(ORDAIN_SOURCE_DIR "/policies/" + folder) {
        auto loaded = driver::load_bundle(folder_);
        REQUIRE(loaded);
        REQUIRE_FALSE((*loaded)->diagnostics.has_errors());
        loaded_ = std::move(*loaded);
        for (const differential::Engine& engine : differential::engines()) decides_.push_back(engine.prepare(program()));
    }

    const typed::Program& program() const { return loaded_->program; }

    void line(const std::string& line) {
        const oracle::Json expected = to_json(program(), oracle::decide(program(), line));
        if (const oracle::Json* type = expected.find("type")) types_.insert(type->text);
        ++events_;
        for (const differential::Decide& decide : decides_) {
            const auto difference = differential::first_difference(expected, decide(line));
            if (!difference) continue;
            INFO("event " << events_ << ": " << line << "\n" << *difference);
            REQUIRE(false);
        }
    }

    void file(const std::string& name) {
        std::ifstream events(folder_ + "/" + name);
        REQUIRE(events);
        for (std::string text; std::getline(events, text);) line(text);
    }

    void random_events(std::size_t count) {
        differential::Random random(count);
        differential::Events events(program(), random);
        for (std::size_t i = 0; i < count; ++i) line(events.line());
    }

    std::size_t events() const { return events_; }

    /// The event types of the bundle of which no event has come.
    std::set<std::string> types_left() const {
        std::set<std::string> left;
        for (const typed::Event& event : program().events)
            if (!types_.contains(event.name)) left.insert(event.name);
        return left;
    }

private:
    std::string folder_;
    std::unique_ptr<driver::Loaded> loaded_;
    std::vector<differential::Decide> decides_;
    std::set<std::string> types_;
    std::size_t events_ = 0;
};

}  // namespace

TEST_CASE("three years of orders and shipments are decided as the reference evaluator decides them") {
    Decided superstore("superstore");
    superstore.file("data/superstore-events.jsonl");
    CHECK(superstore.events() == 6'634);
}

TEST_CASE("the library's sample events have every type, and are decided as the reference evaluator decides them") {
    Decided library("distribution");
    library.file("samples/events.jsonl");
    CHECK(library.events() == 49);
    CHECK(library.types_left().empty());
}

TEST_CASE("random events near the thresholds of the policies are decided as the reference evaluator decides them") {
    Decided("distribution").random_events(4'000);
    Decided("superstore").random_events(2'000);
}
