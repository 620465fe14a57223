// The examples of LANGUAGE.md parse without a word.
#include <fstream>
#include <sstream>

#include "tests/syntax/support.hpp"

using ordain::testing::Parsed;

namespace {

std::vector<std::string> examples() {
    std::ifstream in(ORDAIN_SOURCE_DIR "/grammar/LANGUAGE.md");
    std::vector<std::string> blocks;
    bool inside = false;
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("```ord") && (line.size() == 6 || line[6] == ' ')) {
            inside = true;
            blocks.emplace_back();
        } else if (line == "```") {
            inside = false;
        } else if (inside) {
            blocks.back() += line + "\n";
        }
    }
    return blocks;
}

}  // namespace

TEST_CASE("every example of the language reference parses") {
    const auto blocks = examples();
    REQUIRE(blocks.size() >= 3);
    for (std::string block : blocks) {
        const bool whole = block.find("module ") == 0 || block.find("\nbundle ") != block.npos || block.find("bundle ") == 0;
        const Parsed p(whole ? block : "module fragment\n" + block);
        INFO(p.rendered());
        CHECK(p.diagnostics.all().empty());
        CHECK(!p.dump().empty());
    }
}
