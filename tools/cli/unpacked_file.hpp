// The bytes of a file, unpacked while it is read.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "runtime/base/result.hpp"

namespace ordain::cli {

/// Takes packed bytes, gives unpacked ones. What it keeps between is bounded by the form: 32 KiB for gzip, 128 MiB for zstd.
class Unpacker {
public:
    enum class Step { more, part_ended, damaged };

    virtual ~Unpacker() = default;
    /// Moves `from` and `to` as far as it gets. Packed parts may follow one another.
    virtual Step step(const char*& from, const char* from_end, char*& to, char* to_end) = 0;
};

/// A file that is plain, or packed by gzip or zstd, as its first bytes say; `-` is standard input. It is opened when it is first read, so
/// that thousands can wait, and pipes can be written one after the other. A signal with a handler ends the reading. Not thread-safe.
class UnpackedFile {
public:
    /// Errors: it is a folder, does not exist or must not be read.
    [[nodiscard]] static Result<UnpackedFile> at(std::string path);
    UnpackedFile(UnpackedFile&& other) noexcept;
    UnpackedFile& operator=(UnpackedFile&&) = delete;
    ~UnpackedFile();

    /// Appends up to `most` bytes, perhaps fewer; false at the end, or if it can't be read further.
    [[nodiscard]] bool read(std::string& out, std::size_t most);
    /// Why it can't be read further; empty: it can.
    [[nodiscard]] const std::string& trouble() const { return trouble_; }
    /// Its size on the disk; 0 if that is not known.
    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }
    /// Bytes that have been read of it, as they lie on the disk.
    [[nodiscard]] std::uint64_t position() const { return position_; }

private:
    explicit UnpackedFile(std::string path) : path_(std::move(path)) {}
    bool open();
    std::size_t read_disk(char* to, std::size_t most);
    char* unpack(char* to, char* end);

    std::string path_, trouble_;
    int descriptor_ = -1;
    std::uint64_t bytes_ = 0, position_ = 0;
    std::vector<char> buffer_;
    std::size_t begin_ = 0, end_ = 0;  // of what the buffer holds
    bool at_end_ = false;
    bool between_parts_ = false;
    std::unique_ptr<Unpacker> unpacker_;
};

}  // namespace ordain::cli
