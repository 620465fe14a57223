// The bytes of all strings of a bundle, each distinct string once.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "runtime/program/image.hpp"

namespace ordain {

/// Appends strings to a section of characters. Borrows the section, to which nobody else may append. Not thread-safe.
class Strings {
public:
    explicit Strings(std::vector<char>& chars) : chars_(chars) {}
    explicit Strings(program::ImageData& image) : Strings(image.chars) {}

    /// Where `text` stands; the empty text is {0, 0}.
    program::Str add(std::string_view text) {
        if (text.empty()) return {};
        const auto [at, fresh] = places_.try_emplace(std::string(text));
        if (fresh) {
            at->second = {static_cast<std::uint32_t>(chars_.size()), static_cast<std::uint32_t>(text.size())};
            chars_.insert(chars_.end(), text.begin(), text.end());
        }
        return at->second;
    }

private:
    std::vector<char>& chars_;
    std::unordered_map<std::string, program::Str> places_;
};

}  // namespace ordain
