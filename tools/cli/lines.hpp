// Lines of a file or of standard input.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "runtime/base/result.hpp"

namespace ordain::cli {

/// Reads line by line. A line ends with LF; what follows the last LF is a line if it is not empty. Holds one buffer that grows to the
/// longest line, and never beyond what an event may have: of a longer line its first limits::event_bytes + 1 bytes are given, enough to
/// decide that it is too long. Not thread-safe.
class Lines {
public:
    /// `path`: a file, or "-" for standard input. Errors: it can't be read.
    [[nodiscard]] static Result<Lines> open(const std::string& path);
    Lines(Lines&& other) noexcept;
    Lines& operator=(Lines&&) = delete;
    ~Lines();

    /// Is called each time before more is read, which may take long: a chance to write what was made of the lines so far.
    void before_reading(std::function<void()> call) { before_reading_ = std::move(call); }

    /// The next line without its LF, valid until the next call; false at the end or when reading failed.
    [[nodiscard]] bool next(std::string_view& line);
    /// Did reading fail before the end?
    [[nodiscard]] bool failed() const { return failed_; }

private:
    explicit Lines(int descriptor) : descriptor_(descriptor) {}
    /// Makes room and reads more; false at the end.
    bool fill();
    /// Leaves out what follows up to the next LF, with it; false at the end.
    bool skip_rest_of_line();

    int descriptor_;
    std::string buffer_;
    std::size_t begin_ = 0, end_ = 0;  // what is read and not yet given out
    bool failed_ = false;
    bool too_long_ = false;  // the rest of the line given last is still to be left out
    std::function<void()> before_reading_;
};

}  // namespace ordain::cli
