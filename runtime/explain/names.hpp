// What policies call the values of an event.
#pragma once

#include <map>
#include <string_view>

#include "runtime/explain/considered.hpp"

namespace ordain::explain {

/// From slots and columns (row 0) that the event's policies read by their path to that path ("order.net_total", "l.discount"): the first
/// one that is written in them.
[[nodiscard]] std::map<Cell, std::string_view> written_names(const program::Image& image, std::uint32_t event);

}  // namespace ordain::explain
