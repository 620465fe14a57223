// Lines of a file or of standard input.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "runtime/base/result.hpp"

namespace ordain::cli {

/// Reads line by line. A line ends with LF; what follows the last LF is a line if it is not empty. Holds one buffer that grows to the
/// longest line. Not thread-safe.
class Lines {
public:
    /// `path`: a file, or "-" for standard input. Errors: it can't be read.
    [[nodiscard]] static Result<Lines> open(const std::string& path);
    Lines(Lines&& other) noexcept;
    Lines& operator=(Lines&&) = delete;
    ~Lines();

    /// The next line without its LF, valid until the next call; false at the end or when reading failed.
    [[nodiscard]] bool next(std::string_view& line);
    /// Did reading fail before the end?
    [[nodiscard]] bool failed() const { return failed_; }

private:
    explicit Lines(int descriptor) : descriptor_(descriptor) {}
    /// Makes room and reads more; false at the end.
    bool fill();

    int descriptor_;
    std::string buffer_;
    std::size_t begin_ = 0, end_ = 0;  // what is read and not yet given out
    bool failed_ = false;
};

}  // namespace ordain::cli
