// A bundle as it would be with another text for one of its files.
#pragma once

#include <memory>
#include <string>

#include "compiler/driver/load.hpp"

namespace ordain::driver {

struct Instead {
    std::string path;  // relative to the bundle's folder, as in `Loaded::sources`; also of a CSV file
    std::string text;
};

/// load_bundle, with that text in the place of what the file holds. The file has to be there.
[[nodiscard]] Result<std::unique_ptr<Loaded>> load_bundle(const std::string& folder, const Instead& instead);

}  // namespace ordain::driver
