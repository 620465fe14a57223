// The examples of LANGUAGE.md parse without a word.
#include <cctype>
#include <fstream>
#include <sstream>

#include "grammar/keywords.hpp"
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

TEST_CASE("the colours for editors know every keyword") {
    std::ifstream in(ORDAIN_SOURCE_DIR "/grammar/ordain.tmLanguage.json");
    std::stringstream file;
    file << in.rdbuf();
    const std::string text = file.str();
    REQUIRE(!text.empty());
    for (std::size_t k = 1; k < ordain::grammar::keyword_count; ++k) {
        const std::string word(ordain::grammar::keyword_table[k].text);
        const auto is_letter = [&](std::size_t i) {
            return i < text.size() && (std::isalnum(static_cast<unsigned char>(text[i])) != 0 || text[i] == '_');
        };
        bool found = false;
        for (auto at = text.find(word); at != text.npos && !found; at = text.find(word, at + 1)) {
            const bool after_escape = at >= 3 && text[at - 1] == 'b' && text[at - 2] == '\\';  // \\bword
            found = (!is_letter(at - 1) || after_escape) && !is_letter(at + word.size());
        }
        INFO(word);
        CHECK(found);
    }
}

TEST_CASE("every keyword is found by its text, and nothing else is") {
    using namespace ordain::grammar;
    for (std::size_t k = 1; k < keyword_count; ++k) CHECK(find_keyword(keyword_table[k].text) == static_cast<Keyword>(k));
    for (const char* word : {"x", "polic", "policyy", "Policy", "and_", "_", "averyverylongword"})
        CHECK(find_keyword(word) == Keyword::none);
}
