// Fields as a policy names them, `order.lines.0.price`, and where they stand in an event's line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.hpp"
#include "runtime/program/image.hpp"
#include "tools/cli/json_text.hpp"

namespace ordain::cli {

struct FieldPlace {
    JsonPath path;  // from the line's root
    Type type;
};

/// The parts of `order.lines.0.price`. Errors: an empty part.
[[nodiscard]] Result<std::vector<std::string>> split_path(std::string_view path);

/// Where the events of type `event` carry the field; `event.id`, `event.source` and `event.time` are the envelope's. An advice field is its
/// value, `.confidence` its confidence. The image is verified. Errors: there is no such field, with the nearest.
[[nodiscard]] Result<FieldPlace> find_field(const program::Image& image, const program::EventRec& event,
                                            const std::vector<std::string>& parts);

}  // namespace ordain::cli
