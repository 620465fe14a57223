// The pages of the policy library are well formed, hang together, need nothing from elsewhere and leave nothing out.
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "compiler/docs/docs.hpp"
#include "compiler/driver/load.hpp"
#include "tests/doc/markup.hpp"

using namespace ordain;
using testing::Markup;
using testing::read_markup;

namespace {

const std::vector<std::string> bundles{"policies/superstore", "policies/distribution", "tests/doc/bundle"};

std::unique_ptr<driver::Loaded> load(const std::string& folder) {
    auto loaded = driver::load_bundle(ORDAIN_SOURCE_DIR "/" + folder);
    REQUIRE(loaded);
    for (const Diagnostic& d : (*loaded)->diagnostics.all()) UNSCOPED_INFO(d.message);
    REQUIRE(!(*loaded)->diagnostics.has_errors());
    return std::move(*loaded);
}

std::vector<docs::Page> pages_of(const driver::Loaded& loaded) {
    return docs::pages(loaded.program, loaded.trees, loaded.sources);
}

std::map<std::string, Markup> read_all(const std::vector<docs::Page>& pages) {
    std::map<std::string, Markup> read;
    for (const docs::Page& page : pages) read[page.name] = read_markup(page.bytes);
    return read;
}

}  // namespace

TEST_CASE("pages are well formed") {
    for (const std::string& bundle : bundles) {
        for (const auto& [name, markup] : read_all(pages_of(*load(bundle)))) {
            INFO(bundle << " " << name);
            CHECK(markup.problems == std::vector<std::string>{});
            const std::set<std::string> ids(markup.ids.begin(), markup.ids.end());
            CHECK(ids.size() == markup.ids.size());
            CHECK(ids.count("") == 0);
        }
    }
}

TEST_CASE("every link and anchor has its place, and none leaves the pages") {
    for (const std::string& bundle : bundles) {
        const auto read = read_all(pages_of(*load(bundle)));
        std::size_t followed = 0;
        for (const auto& [name, markup] : read) {
            for (const std::string& link : markup.links) {
                INFO(bundle << " " << name << " " << link);
                const std::size_t hash = std::min(link.find('#'), link.size());
                const std::string page = hash == 0 ? name : link.substr(0, hash);
                REQUIRE(read.count(page) == 1);
                const auto& ids = read.at(page).ids;
                if (hash < link.size()) CHECK(std::find(ids.begin(), ids.end(), link.substr(hash + 1)) != ids.end());
                ++followed;
            }
        }
        CHECK(followed > 50);
    }
}

TEST_CASE("pages take nothing from elsewhere") {
    for (const std::string& bundle : bundles) {
        for (const docs::Page& page : pages_of(*load(bundle))) {
            INFO(bundle << " " << page.name);
            for (const char* sign : {"http:", "https:", "url(", "@import", "<script src=", "<link", "<img", "<iframe"})
                CHECK(page.bytes.find(sign) == std::string::npos);
        }
    }
}

TEST_CASE("the same bundle gives the same pages, under names that any file system can hold") {
    for (const std::string& bundle : bundles) {
        const auto first = pages_of(*load(bundle)), second = pages_of(*load(bundle));
        REQUIRE(first.size() == second.size());
        std::set<std::string> names;
        for (std::size_t i = 0; i < first.size(); ++i) {
            CHECK(first[i].name == second[i].name);
            CHECK((first[i].bytes == second[i].bytes));
            std::string small = first[i].name;
            for (char& c : small) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
            CHECK(names.insert(small).second);
            CHECK(first[i].name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") ==
                  std::string::npos);
        }
        CHECK(first[0].name == "index.html");
    }
}

TEST_CASE("nothing that has a name is left out") {
    for (const std::string& bundle : bundles) {
        const auto loaded = load(bundle);
        const auto read = read_all(pages_of(*loaded));
        std::set<std::string> ids;
        for (const auto& [name, markup] : read) ids.insert(markup.ids.begin(), markup.ids.end());
        const typed::Program& p = loaded->program;
        const auto all = [&](const char* kind, const auto& list) {
            for (const auto& d : list) {
                INFO(bundle << " " << kind << " " << d.name);
                CHECK(ids.count(kind + ("-" + d.name)) == 1);
                CHECK(read.at("names.html").text.find(d.name) != std::string::npos);
            }
        };
        all("policy", p.policies), all("role", p.roles), all("queue", p.queues), all("action", p.actions), all("channel", p.channels);
        all("event", p.events), all("output", p.outputs), all("calendar", p.calendars), all("escalation", p.escalations);
        all("ladder", p.ladders);
        for (const typed::Reason& reason : p.reasons) {
            CHECK(ids.count("reason-" + reason.code) == 1);
            CHECK(read.at("work.html").text.find(reason.text) != std::string::npos);
        }
        for (const typed::Instance& instance : p.instances) {
            for (const typed::Rule& rule : instance.rules) {
                INFO(bundle << " " << rule.id);
                CHECK(ids.count("rule-" + rule.id) == 1);
            }
        }
        std::size_t tests = 0, declared = 0;
        for (const std::string& id : ids) tests += id.starts_with("test-") ? 1 : 0;
        for (const syntax::Tree& tree : loaded->trees) {
            declared += tree.tests.size();
            for (const syntax::Test& test : tree.tests)
                for (const syntax::Case& row : test.cases)
                    CHECK(read.at("tests.html").text.find(syntax::unescape(row.name.raw)) != std::string::npos);
        }
        CHECK(tests == declared);
    }
}
