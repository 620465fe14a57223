// Writing files.
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace ordain::cli {

/// Writes a file under another name first, then gives it its own, so that nobody ever reads half a file. A file that is there already keeps
/// its permissions. Returns whether it worked; if not, the old file stands as it was.
[[nodiscard]] bool write_file(const std::string& path, std::span<const std::byte> bytes);

}  // namespace ordain::cli
