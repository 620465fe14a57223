// Bundles and events for the tests of the public interface.
#pragma once

#include <memory>
#include <ordain/ordain.hpp>
#include <string>
#include <vector>

namespace ordain::test {

/// A folder of sources below the repository's root, compiled and loaded from bytes.
[[nodiscard]] std::shared_ptr<const Bundle> compiled_folder(const std::string& folder);

/// The example `taste` of grammar/LANGUAGE.md: its bundle, and the event `desk` on one line.
struct Taste {
    std::shared_ptr<const Bundle> bundle;
    std::string event;
};
[[nodiscard]] Taste taste();

/// The lines of policies/superstore's events.
[[nodiscard]] std::vector<std::string> superstore_events();

/// The same lines with something wrong in most: cut, a byte changed, a member missing.
[[nodiscard]] std::vector<std::string> broken(const std::vector<std::string>& lines);

}  // namespace ordain::test
