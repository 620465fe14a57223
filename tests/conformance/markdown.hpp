// Fenced blocks of a Markdown document: ```ord bundle=taste file=schema.ord
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ordain::conformance {

struct Block {
    std::string language;                           // the first word after the fence
    std::map<std::string, std::string> attributes;  // key=value words; a word alone has an empty value
    std::string text;                               // without the fences
    std::size_t line = 0;                           // of the opening fence, from 1
};
[[nodiscard]] std::vector<Block> fenced_blocks(std::string_view document);

}  // namespace ordain::conformance
