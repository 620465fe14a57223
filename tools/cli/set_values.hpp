// `--set PATH=VALUE`: what if a field said something else?
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.hpp"
#include "tools/cli/field_path.hpp"

namespace ordain::cli {

/// Other values for the fields of events. Borrows the image. Not thread-safe.
class SetValues {
public:
    /// `texts`: each PATH=VALUE. VALUE is read by the field's type: as JSON, or as a policy writes it (`44_000 EUR`, `missing`), else as a
    /// text. Errors: no `=`, or no event type of the bundle has the field.
    [[nodiscard]] static Result<SetValues> parse(const program::Image& image, const std::vector<std::string>& texts);

    [[nodiscard]] bool empty() const { return texts_.empty(); }
    /// The line with the values that its type of event has, valid until the next call; every other byte stays. A line that is no event of
    /// the bundle stays as it is.
    [[nodiscard]] std::string_view put_into(std::string_view line);
    /// One line for each value that found no place in some events: an element that was not there, say.
    [[nodiscard]] std::string unplaced() const;

private:
    struct Edit {
        JsonPath path;
        std::string value;  // JSON
        std::size_t text;   // index of `texts_`
    };
    explicit SetValues(const program::Image& image) : image_(&image), edits_(image.events.size()) {}
    [[nodiscard]] Result<void> add(const std::string& text);

    const program::Image* image_;
    std::vector<std::vector<Edit>> edits_;  // by event type
    std::vector<std::string> texts_;
    std::vector<std::size_t> unplaced_;  // events, by index of `texts_`
    JsonCheck check_;
    std::string line_;
};

}  // namespace ordain::cli
