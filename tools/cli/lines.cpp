#include "tools/cli/lines.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "runtime/base/limits.hpp"

namespace ordain::cli {

namespace {
constexpr std::size_t read_size = std::size_t{1} << 20;
constexpr std::size_t longest = limits::event_bytes + 1;
}  // namespace

Result<Lines> Lines::open(const std::string& path) {
    if (path == "-") return Lines(STDIN_FILENO);
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return Error{fmt::format("cannot read `{}`: {}", path, std::strerror(errno))};
    Lines lines(descriptor);
    struct stat status {};
    if (::fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode)) return Error{fmt::format("cannot read `{}`: it is a folder", path)};
    return lines;
}

Lines::Lines(Lines&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      buffer_(std::move(other.buffer_)),
      begin_(other.begin_),
      end_(other.end_),
      failed_(other.failed_),
      too_long_(other.too_long_),
      before_reading_(std::move(other.before_reading_)) {}

Lines::~Lines() {
    if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
}

bool Lines::fill() {
    if (before_reading_) before_reading_();
    if (begin_ > 0) {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
    }
    if (buffer_.size() - end_ < read_size) buffer_.resize(buffer_.size() * 2 + read_size);
    for (;;) {
        const ssize_t n = ::read(descriptor_, buffer_.data() + end_, buffer_.size() - end_);
        if (n > 0) return end_ += static_cast<std::size_t>(n), true;
        if (n == 0) return false;
        if (errno == EINTR) continue;
        failed_ = true;
        return false;
    }
}

bool Lines::skip_rest_of_line() {
    do {
        const void* feed = begin_ == end_ ? nullptr : std::memchr(buffer_.data() + begin_, '\n', end_ - begin_);
        if (feed != nullptr) {
            begin_ = static_cast<std::size_t>(static_cast<const char*>(feed) - buffer_.data()) + 1;
            return true;
        }
        begin_ = end_ = 0;
    } while (fill());
    return false;
}

bool Lines::next(std::string_view& line) {
    if (std::exchange(too_long_, false) && !skip_rest_of_line()) return false;
    std::size_t seen = 0;  // bytes of this line known to hold no LF
    for (;;) {
        const char* from = buffer_.data() + begin_;
        const void* feed = end_ - begin_ > seen ? std::memchr(from + seen, '\n', end_ - begin_ - seen) : nullptr;
        if (feed != nullptr) {
            const auto size = static_cast<std::size_t>(static_cast<const char*>(feed) - from);
            line = {from, std::min(size, longest)};
            begin_ += size + 1;
            return true;
        }
        seen = end_ - begin_;
        too_long_ = seen >= longest;
        if (!too_long_ && fill()) continue;
        if (failed_ || seen == 0) return false;
        line = {buffer_.data() + begin_, std::min(seen, longest)};
        begin_ += line.size();
        return true;
    }
}

}  // namespace ordain::cli
