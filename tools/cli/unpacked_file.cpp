#include "tools/cli/unpacked_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

namespace ordain::cli {

namespace {

constexpr std::size_t buffer_bytes = std::size_t{128} << 10;
constexpr std::size_t magic_bytes = 4;  // enough to know how a file is packed

class Gzip : public Unpacker {
public:
    Gzip() { usable_ = inflateInit2(&stream_, 16 + MAX_WBITS) == Z_OK; }  // 16: with the header of gzip
    ~Gzip() override { inflateEnd(&stream_); }
    Gzip(const Gzip&) = delete;
    Gzip& operator=(const Gzip&) = delete;

    Step step(const char*& from, const char* from_end, char*& to, char* to_end) override {
        if (!usable_) return Step::damaged;
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(from));  // zlib does not write there
        stream_.avail_in = static_cast<uInt>(from_end - from);
        stream_.next_out = reinterpret_cast<Bytef*>(to);
        stream_.avail_out = static_cast<uInt>(to_end - to);
        const int status = inflate(&stream_, Z_NO_FLUSH);
        from = from_end - stream_.avail_in;
        to = to_end - stream_.avail_out;
        if (status == Z_STREAM_END) return inflateReset(&stream_), Step::part_ended;
        return status == Z_OK || status == Z_BUF_ERROR ? Step::more : Step::damaged;
    }

private:
    z_stream stream_{};
    bool usable_;
};

class Zstd : public Unpacker {
public:
    Step step(const char*& from, const char* from_end, char*& to, char* to_end) override {
        ZSTD_inBuffer in{from, static_cast<std::size_t>(from_end - from), 0};
        ZSTD_outBuffer out{to, static_cast<std::size_t>(to_end - to), 0};
        const std::size_t status = stream_ != nullptr ? ZSTD_decompressStream(stream_.get(), &out, &in) : 1;
        from += in.pos;
        to += out.pos;
        if (stream_ == nullptr || ZSTD_isError(status) != 0) return Step::damaged;
        return status == 0 ? Step::part_ended : Step::more;
    }

private:
    struct Free {
        void operator()(ZSTD_DStream* stream) const { ZSTD_freeDStream(stream); }
    };
    std::unique_ptr<ZSTD_DStream, Free> stream_{ZSTD_createDStream()};
};

std::unique_ptr<Unpacker> unpacker_for(std::string_view first_bytes) {
    if (first_bytes.starts_with("\x1f\x8b")) return std::make_unique<Gzip>();
    if (first_bytes.starts_with("\x28\xb5\x2f\xfd")) return std::make_unique<Zstd>();
    return nullptr;
}

}  // namespace

Result<UnpackedFile> UnpackedFile::at(std::string path) {
    UnpackedFile file(std::move(path));
    if (file.path_ == "-") return file;
    struct stat status {};
    if (::stat(file.path_.c_str(), &status) != 0 || ::access(file.path_.c_str(), R_OK) != 0)
        return Error{fmt::format("cannot read `{}`: {}", file.path_, std::strerror(errno))};
    if (S_ISDIR(status.st_mode)) return Error{fmt::format("cannot read `{}`: it is a folder", file.path_)};
    if (S_ISREG(status.st_mode)) file.bytes_ = static_cast<std::uint64_t>(status.st_size);
    return file;
}

UnpackedFile::UnpackedFile(UnpackedFile&& other) noexcept
    : path_(std::move(other.path_)),
      trouble_(std::move(other.trouble_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      bytes_(other.bytes_),
      position_(other.position_),
      buffer_(std::move(other.buffer_)),
      begin_(other.begin_),
      end_(other.end_),
      at_end_(other.at_end_),
      between_parts_(other.between_parts_),
      unpacker_(std::move(other.unpacker_)) {}

UnpackedFile::~UnpackedFile() {
    if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
}

bool UnpackedFile::open() {
    descriptor_ = path_ == "-" ? STDIN_FILENO : ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor_ < 0) {
        trouble_ = fmt::format("cannot read `{}`: {}", path_, std::strerror(errno));
        return false;
    }
    buffer_.resize(buffer_bytes);
    while (end_ < magic_bytes && !at_end_) end_ += read_disk(buffer_.data() + end_, buffer_.size() - end_);
    unpacker_ = unpacker_for({buffer_.data(), end_});
    return trouble_.empty();
}

/// 0 at the end, and if it can't be read.
std::size_t UnpackedFile::read_disk(char* to, std::size_t most) {
    const ssize_t got = ::read(descriptor_, to, most);
    if (got < 0) trouble_ = fmt::format("cannot read `{}` further: {}", path_, std::strerror(errno));
    at_end_ = got <= 0;
    position_ += static_cast<std::uint64_t>(std::max<ssize_t>(got, 0));
    return static_cast<std::size_t>(std::max<ssize_t>(got, 0));
}

/// Where the unpacked bytes end.
char* UnpackedFile::unpack(char* to, char* const end) {
    while (to != end) {
        if (begin_ == end_ && !at_end_) begin_ = 0, end_ = read_disk(buffer_.data(), buffer_.size());
        const bool nothing_left = begin_ == end_;
        if (!trouble_.empty() || (nothing_left && between_parts_)) break;
        const char* from = buffer_.data() + begin_;
        const char* const before = to;
        const Unpacker::Step step = unpacker_->step(from, buffer_.data() + end_, to, end);
        begin_ = static_cast<std::size_t>(from - buffer_.data());
        between_parts_ = step == Unpacker::Step::part_ended;
        if (step == Unpacker::Step::damaged || (nothing_left && step == Unpacker::Step::more && to == before))
            trouble_ = fmt::format("cannot read `{}` further: what it packs is damaged or cut short", path_);
    }
    return to;
}

bool UnpackedFile::read(std::string& out, std::size_t most) {
    if (!trouble_.empty() || (descriptor_ < 0 && !open())) return false;
    const std::size_t before = out.size();
    out.resize(before + most);
    std::size_t got = 0;
    if (unpacker_ != nullptr) {
        got = static_cast<std::size_t>(unpack(out.data() + before, out.data() + out.size()) - out.data()) - before;
    } else if (begin_ < end_) {
        got = std::min(most, end_ - begin_);
        std::copy_n(buffer_.data() + begin_, got, out.data() + before);
        begin_ += got;
    } else if (!at_end_) {
        got = read_disk(out.data() + before, most);
    }
    out.resize(before + got);
    return got > 0;
}

}  // namespace ordain::cli
