#include "tests/testing/support.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "compiler/diag/render.hpp"

namespace ordain::test {

namespace {

constexpr std::string_view bundle =
    R"(bundle b { edition 1  calendar office  default on * release reason PLAIN  default on order.changed hold in night  fault in desk }
)";

constexpr std::string_view shared = R"(module s
enum Risk { low "L", high "H" or "HIGH" }
record Line { sku text  price money EUR  discount percent in 0%..100% }
record Order {
  id    text
  by    text
  total money EUR in 0 EUR..1_000_000 EUR
  share percent points
  rate  decimal?
  risk  Risk
  due   date?
  fee   money? currency "fee_currency"
  partner text? from "partner/1"
  lines list<Line> max 10 key sku
  tags  list<text> max 5
  guess advice percent
}
event order.created { order Order }
event order.changed { order Order }
role boss
role cfo above boss
role buyer for Risk
queue desk
queue night
action ship
action tell
channel mail
reason PLAIN "Nothing to say"
reason LARGE "A large order"
output hint money EUR
output note text?
calendar office { zone "UTC" covers 2025..2027 hours mon..fri 08:00..16:00 }
escalation slow { at due notify boss }
fixture small = order.created with { order = { id = "o1", by = "u1", total = 100 EUR, share = 50%, risk = low, lines = [], tags = [] } }
)";

void write(const std::filesystem::path& path, std::string_view text) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream out(path, std::ios::binary);
    out << text;
    REQUIRE(out.good());
}

}  // namespace

BundleFolder::BundleFolder(const std::string& text, const std::map<std::string, std::string>& files) {
    std::string name = (std::filesystem::temp_directory_path() / "ordain-testing-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    folder_ = name;
    write(folder_ / "bundle.ord", bundle);
    write(folder_ / "s.ord", shared);
    write(folder_ / "m.ord", "module m use s " + text);
    for (const auto& [path, content] : files) write(folder_ / path, content);
    auto loaded = driver::load_bundle(folder_.string());
    REQUIRE(loaded);
    loaded_ = std::move(*loaded);
    INFO(render_text(loaded_->diagnostics, loaded_->sources, false));
    REQUIRE_FALSE(loaded_->diagnostics.has_errors());
    auto suite = testing::Suite::make(*loaded_, folder_.string());
    INFO((suite ? std::string() : suite.error().message));
    REQUIRE(suite);
    suite_ = std::move(*suite);
}

BundleFolder::~BundleFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

testing::SuiteResult BundleFolder::run(const std::string& filter, testing::Observer* observer) {
    return suite_->run(filter, observer);
}
testing::Suite& BundleFolder::suite() {
    return *suite_;
}

testing::TestResult run_one(const std::string& text, const std::map<std::string, std::string>& files) {
    const testing::SuiteResult result = BundleFolder(text, files).run();
    REQUIRE(result.tests.size() == 1);
    return result.tests.front();
}

}  // namespace ordain::test
