// Damages a bundle in memory, record by record, so that what is damaged still has the form of a bundle.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "runtime/program/image.hpp"

namespace ordain::fuzz {

/// One change of one section. All numbers are taken modulo what there is.
struct Edit {
    std::uint8_t section = 0, kind = 0;
    std::uint16_t record = 0, word = 0;
    std::uint32_t value = 0;
};

/// Copies a bundle, changes the copy, and takes the changes back.
class Mutator {
public:
    explicit Mutator(const program::Image& pristine);

    [[nodiscard]] const program::ImageData& data() const { return data_; }
    void apply(const Edit& edit);
    /// Fills in the bounds of every chunk, if the code allows it: else no change of code would ever pass.
    void seal();
    /// What has been changed is as it was.
    void restore();

private:
    program::ImageData pristine_, data_;
    std::vector<std::uint8_t> changed_;  // by section
    std::vector<std::uint8_t> used_;     // sections that are not empty

    template <class T>
    void change(std::vector<T>& records, const Edit& edit);
};

/// Edits from bytes, as a fuzzer gives them; at most 8.
[[nodiscard]] std::vector<Edit> edits_of(std::span<const std::uint8_t> bytes);

}  // namespace ordain::fuzz
