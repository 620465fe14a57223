// Files of lines in blocks of whole lines: what several threads can share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "runtime/base/result.hpp"
#include "tools/cli/unpacked_file.hpp"

namespace ordain::cli {

/// Whole lines, each ending with LF, but perhaps the last of a file.
struct LineBlock {
    std::string text;
    std::uint64_t read = 0;  // bytes of the files that have been read up to its end, as they lie on the disk
};

/// Reads files (unpacked_file.hpp) one after the other. A block is about
/// `block_bytes`, or one longer line. Of a line beyond limits::event_bytes its first bytes are kept, one more than an event may have:
/// enough to decide that it is too long. So no file whatever takes more memory. Not thread-safe.
class LineBlocks {
public:
    static constexpr std::size_t block_bytes = std::size_t{1} << 20;

    /// Errors: a file can't be read; all are looked at.
    [[nodiscard]] static Result<LineBlocks> open(const std::vector<std::string>& paths);
    /// False at the end, or when reading failed.
    [[nodiscard]] bool next(LineBlock& block);
    /// Why it ended before the end, if it did: the file, and what is wrong with it.
    [[nodiscard]] const std::string& trouble() const { return trouble_; }
    /// Bytes of all files as they lie on the disk; 0 if that is not known.
    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

private:
    void keep_whole_lines(LineBlock& block);

    std::deque<UnpackedFile> files_;  // that are not at their end; the first is being read
    std::string rest_;                // the beginning of a line whose end has not been read
    bool skipping_ = false;           // the rest of a line that is too long
    std::uint64_t bytes_ = 0, done_ = 0;
    std::string trouble_;
};

}  // namespace ordain::cli
