#include "tools/cli/line_blocks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/iostreams/filter/gzip.hpp>
#include <boost/iostreams/filter/zstd.hpp>
#include <boost/iostreams/filtering_streambuf.hpp>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <ios>
#include <iostream>
#include <string_view>

#include "runtime/base/limits.hpp"

namespace ordain::cli {

namespace fs = std::filesystem;
namespace io = boost::iostreams;

namespace {

enum class Packing { plain, gzip, zstd };

Packing packing_of(std::string_view first_bytes) {
    if (first_bytes.starts_with("\x1f\x8b")) return Packing::gzip;
    if (first_bytes.starts_with("\x28\xb5\x2f\xfd")) return Packing::zstd;
    return Packing::plain;
}

}  // namespace

/// One file, unpacked while it is read.
class LineBlocks::File {
public:
    explicit File(std::string path) : path_(std::move(path)) {}

    /// Nothing, or why it can't be read.
    std::string open() {
        if (path_ == "-") {
            source_ = std::cin.rdbuf();
        } else {
            std::error_code ignored;
            if (fs::is_directory(path_, ignored)) return fmt::format("cannot read `{}`: it is a folder", path_);
            errno = 0;
            if (!file_.open(path_, std::ios::in | std::ios::binary))
                return fmt::format("cannot read `{}`: {}", path_, std::strerror(errno));
            if (fs::is_regular_file(path_, ignored)) bytes_ = fs::file_size(path_, ignored);
            source_ = &file_;
        }
        return {};
    }

    /// Appends up to `most` bytes; false at the end. Throws what the libraries throw of a damaged file.
    bool read(std::string& out, std::size_t most) {
        if (!begun_) begin();
        const std::size_t before = out.size();
        out.resize(before + most);
        const std::streamsize got = packed_ ? packed_->sgetn(out.data() + before, static_cast<std::streamsize>(most))
                                            : read_plain(out.data() + before, static_cast<std::streamsize>(most));
        out.resize(before + static_cast<std::size_t>(std::max<std::streamsize>(got, 0)));
        return got > 0;
    }

    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }
    /// Bytes of the file that have been read.
    [[nodiscard]] std::uint64_t position() {
        if (source_ != &file_) return 0;
        const auto at = file_.pubseekoff(0, std::ios::cur, std::ios::in);
        return at < 0 ? bytes_ : static_cast<std::uint64_t>(at);
    }

private:
    std::string path_;
    std::filebuf file_;
    std::streambuf* source_ = nullptr;
    std::uint64_t bytes_ = 0;
    bool begun_ = false;
    std::string head_;  // bytes that were read to see how the file is packed
    std::unique_ptr<io::filtering_istreambuf> packed_;

    /// The first bytes again, then the rest.
    struct Source {
        using char_type = char;
        using category = io::source_tag;
        File* file;
        std::streamsize read(char* to, std::streamsize most) const {
            const std::streamsize got = file->read_plain(to, most);
            return got > 0 ? got : -1;
        }
    };

    void begin() {
        begun_ = true;
        std::array<char, 4> first{};
        const std::streamsize got = source_->sgetn(first.data(), first.size());
        head_.assign(first.data(), static_cast<std::size_t>(std::max<std::streamsize>(got, 0)));
        const Packing packing = packing_of(head_);
        if (packing == Packing::plain) return;
        packed_ = std::make_unique<io::filtering_istreambuf>();
        if (packing == Packing::gzip)
            packed_->push(io::gzip_decompressor());
        else
            packed_->push(io::zstd_decompressor());
        packed_->push(Source{this});
    }

    std::streamsize read_plain(char* to, std::streamsize most) {
        const auto from_head = std::min<std::streamsize>(most, static_cast<std::streamsize>(head_.size()));
        std::copy_n(head_.data(), from_head, to);
        head_.erase(0, static_cast<std::size_t>(from_head));
        return from_head + source_->sgetn(to + from_head, most - from_head);
    }
};

LineBlocks::LineBlocks() = default;
LineBlocks::LineBlocks(LineBlocks&&) noexcept = default;
LineBlocks::~LineBlocks() = default;

Result<LineBlocks> LineBlocks::open(const std::vector<std::string>& paths) {
    LineBlocks blocks;
    bool known = true;
    for (const std::string& path : paths) {
        auto& file = blocks.files_.emplace_back(std::make_unique<File>(path));
        if (std::string why = file->open(); !why.empty()) return Error{std::move(why)};
        blocks.bytes_ += file->bytes();
        known = known && file->bytes() != 0;
    }
    if (!known) blocks.bytes_ = 0;
    return blocks;
}

/// Of a line that is too long only its beginning stays, and its end is left out.
void LineBlocks::keep_whole_lines(LineBlock& block) {
    if (skipping_) {
        const std::size_t end = block.text.find('\n');
        block.text.erase(0, end == std::string::npos ? block.text.size() : end + 1);
        skipping_ = end == std::string::npos;
    }
    const std::size_t last = block.text.rfind('\n');
    const std::size_t begin = last == std::string::npos ? 0 : last + 1;  // of what is no whole line
    rest_.assign(block.text, begin);
    block.text.resize(begin);
    if (rest_.size() <= limits::event_bytes) return;
    block.text.append(rest_, 0, limits::event_bytes + 1).push_back('\n');
    rest_.clear();
    skipping_ = true;
}

void LineBlocks::fill(LineBlock& block) {
    while (block.text.empty() && file_ < files_.size()) {
        block.text.swap(rest_);
        rest_.clear();
        const bool more = files_[file_]->read(block.text, block_bytes);
        block.read = done_ + files_[file_]->position();
        if (more) {
            keep_whole_lines(block);
            continue;
        }
        if (skipping_) block.text.clear();
        skipping_ = false;
        done_ += files_[file_]->bytes();
        ++file_;
    }
}

bool LineBlocks::next(LineBlock& block) {
    block.text.clear();
    if (!trouble_.empty()) return false;
    try {
        fill(block);
    } catch (const std::ios_base::failure&) {  // what the unpacking filters throw
        trouble_ = fmt::format("cannot read `{}` further: what it packs is damaged or cut short", files_[file_]->path());
    }
    return !block.text.empty();
}

}  // namespace ordain::cli
