#include "tests/conformance/markdown.hpp"

#include <sstream>

namespace ordain::conformance {

std::vector<Block> fenced_blocks(std::string_view document) {
    std::vector<Block> blocks;
    std::istringstream in{std::string(document)};
    std::string line;
    bool inside = false;
    for (std::size_t number = 1; std::getline(in, line); ++number) {
        if (!line.starts_with("```")) {
            if (inside) blocks.back().text += line + "\n";
            continue;
        }
        inside = !inside;
        if (!inside) continue;
        Block block;
        block.line = number;
        std::istringstream words(line.substr(3));
        words >> block.language;
        for (std::string word; words >> word;) {
            const std::size_t equals = word.find('=');
            block.attributes[word.substr(0, equals)] = equals == std::string::npos ? "" : word.substr(equals + 1);
        }
        blocks.push_back(std::move(block));
    }
    return blocks;
}

}  // namespace ordain::conformance
