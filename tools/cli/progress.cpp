#include "tools/cli/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace ordain::cli {

using std::chrono::steady_clock;

Progress::Progress(std::uint64_t bytes)
    : bytes_(bytes), terminal_(isatty(STDERR_FILENO) == 1), start_(steady_clock::now()), next_(start_) {}

Progress::~Progress() {
    if (shown_) fmt::print(stderr, "\r\x1b[K");
}

std::string Progress::line(std::uint64_t events, std::uint64_t read, std::uint64_t bytes, double seconds) {
    const double rate = seconds > 0 ? static_cast<double>(read) / seconds : 0;
    std::string text = fmt::format("{} events, {:.0f} MB/s", events, rate / 1e6);
    if (bytes == 0 || rate <= 0) return text;
    const double left = static_cast<double>(bytes - std::min(bytes, read)) / rate;
    const auto to_go = static_cast<std::uint64_t>(std::ceil(left));
    return text + fmt::format(", {:.0f} %, {}:{:02} to go", 100.0 * static_cast<double>(read) / static_cast<double>(bytes), to_go / 60,
                              to_go % 60);
}

void Progress::show(std::uint64_t events, std::uint64_t read) {
    const auto now = steady_clock::now();
    if (!terminal_ || now < next_) return;
    next_ = now + std::chrono::milliseconds(200);
    fmt::print(stderr, "\r\x1b[K{}", line(events, read, bytes_, std::chrono::duration<double>(now - start_).count()));
    std::fflush(stderr);
    shown_ = true;
}

}  // namespace ordain::cli
