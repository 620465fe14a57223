#include "runtime/decode/troubles.hpp"

#include <charconv>
#include <string_view>

namespace ordain::decode {

void write_pointer(const program::Image& image, const Trouble& trouble, std::vector<char>& out) {
    const std::string_view pointer = image.str(image.plan_nodes[trouble.node].pointer);
    out.clear();
    std::size_t done = 0;
    for (std::uint32_t i = 0; i + 1 < trouble.rank.size; i += 2) {  // the * directly after each list's own pointer is an element
        const program::ListRec& list = image.lists[image.fields[trouble.rank.parts[i]].list];
        const std::size_t star = image.str(list.pointer).size() + 1;
        if (star < done || star >= pointer.size()) break;
        out.insert(out.end(), pointer.begin() + static_cast<std::ptrdiff_t>(done), pointer.begin() + static_cast<std::ptrdiff_t>(star));
        char digits[10];
        const char* const end = std::to_chars(digits, digits + sizeof digits, trouble.rank.parts[i + 1]).ptr;
        out.insert(out.end(), static_cast<const char*>(digits), end);
        done = star + 1;
    }
    out.insert(out.end(), pointer.begin() + static_cast<std::ptrdiff_t>(done), pointer.end());
}

}  // namespace ordain::decode
