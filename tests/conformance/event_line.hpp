// One line of a case's `events` to the bytes of an event line.
#pragma once

#include <string>
#include <string_view>

namespace ordain::conformance {

/// `base`: the prelude's event.json, which `{…}` patches.
[[nodiscard]] std::string event_line(std::string_view line, const std::string& base);

}  // namespace ordain::conformance
