// How far a long run has come, on a terminal.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace ordain::cli {

/// One line on standard error that is written over a few times a second; nothing at all where standard error is no terminal. Not
/// thread-safe.
class Progress {
public:
    /// `bytes`: of everything; 0 if that is not known.
    explicit Progress(std::uint64_t bytes);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void show(std::uint64_t events, std::uint64_t read);

    /// The line: events, rate, and if `bytes` is known share and time to go. `seconds`: since the beginning.
    [[nodiscard]] static std::string line(std::uint64_t events, std::uint64_t read, std::uint64_t bytes, double seconds);

private:
    std::uint64_t bytes_;
    bool terminal_, shown_ = false;
    std::chrono::steady_clock::time_point start_, next_;
};

}  // namespace ordain::cli
