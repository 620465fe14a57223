// What holds for every source: its tree and its comments are kept, and the layout is its own layout.
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <random>

#include "tests/conformance/case_file.hpp"
#include "tests/differential/generate.hpp"
#include "tests/format/support.hpp"

using namespace ordain;
using namespace ordain::testing;

namespace {

/// Whether `text` is a source without errors; if it is, everything that must hold is checked.
bool holds_for(const std::string& text, const std::string& path) {
    const Content before = content_of(text, path);
    const auto once = formatted(text, path);
    CHECK(once.has_value() == before.good);
    if (!once || !before.good) return false;
    const Content after = content_of(*once, path);
    INFO(path << ":\n" << text << "\n---\n" << *once);
    CHECK(after.good);
    CHECK(after.tree == before.tree);
    CHECK(after.comments == before.comments);
    CHECK(after.docs == before.docs);
    const auto twice = formatted(*once, path);
    CHECK(twice == once);
    return true;
}

std::vector<std::pair<std::string, std::string>> case_sources() {
    std::vector<std::pair<std::string, std::string>> all;
    for (const auto& c : conformance::read_cases(ORDAIN_SOURCE_DIR "/tests/conformance/cases")) {
        for (const auto& files : {c.files, c.same}) {
            for (const auto& [path, text] : files) {
                if (path.ends_with(".ord")) all.emplace_back(path, text);
            }
        }
    }
    return all;
}

/// The same tokens with other white space, comments between them, and line ends of Windows now and then. Rows keep their lines.
std::string respaced(const std::string& text, std::mt19937_64& random) {
    const auto below = [&](unsigned n) { return static_cast<unsigned>(random() % n); };
    std::string out;
    const std::string_view line_end = below(4) == 0 ? "\r\n" : "\n";
    unsigned comment = 0;
    bool in_row = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"' || c == '#') {  // texts and comments stay
            std::size_t stop = i + 1;
            while (stop < text.size() && text[stop] != '\n' && (c == '#' || text[stop] != '"'))
                stop += text[stop] == '\\' && c == '"' ? 2 : 1;
            out += text.substr(i, (c == '"' ? stop + 1 : stop) - i);
            i = c == '"' ? stop : stop - 1;
        } else if (c == '\n') {
            const std::size_t next = text.find_first_not_of(" \t", i + 1);
            const bool row_next = next != std::string::npos && text[next] == '|';
            out += line_end;
            if (!in_row && !row_next && below(6) == 0) out += fmt::format("  # note {}", ++comment), out += line_end;
            in_row = row_next;
        } else if (c == ' ' || c == '\t') {
            if (i > 0 && (text[i - 1] == ' ' || text[i - 1] == '\t')) continue;
            // a number and its unit stay on one line, and so do rows
            const bool number = i > 0 && text[i - 1] >= '0' && text[i - 1] <= '9';
            const bool business = i >= 8 && text.compare(i - 8, 8, "business") == 0;
            if (!in_row && !number && !business && below(5) == 0) {
                if (below(3) == 0) out += fmt::format(" # note {}", ++comment);
                out += line_end;
            }
            out.append(1 + below(3), below(4) == 0 ? '\t' : ' ');
        } else {
            out += c;
        }
    }
    return out;
}

}  // namespace

TEST_CASE("every source of the tree keeps its meaning and its comments") {
    std::size_t sources = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(ORDAIN_SOURCE_DIR "/policies")) {
        if (entry.path().extension() != ".ord") continue;
        ++sources;
        CHECK(holds_for(conformance::read_file(entry.path().string()), entry.path().string()));
    }
    CHECK(sources > 5);
    std::size_t good = 0;
    for (const auto& [path, text] : case_sources()) good += holds_for(text, path) ? 1 : 0;
    CHECK(good > 200);
}

TEST_CASE("generated bundles keep their meaning") {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        for (const auto& source : differential::generate_bundle(seed)) CHECK(holds_for(differential::render(source.piece), source.path));
    }
}

TEST_CASE("however a source is spaced, and wherever comments stand in it") {
    std::mt19937_64 random(20261123);
    std::size_t tried = 0, good = 0;
    for (const auto& [path, text] : case_sources()) {
        ++tried;
        good += holds_for(respaced(text, random), path) ? 1 : 0;
    }
    for (std::uint64_t seed = 100; seed < 130; ++seed) {
        for (const auto& source : differential::generate_bundle(seed)) {
            ++tried;
            good += holds_for(respaced(differential::render(source.piece), random), source.path) ? 1 : 0;
        }
    }
    CHECK(good * 10 > tried * 7);  // some cases are about errors
}
