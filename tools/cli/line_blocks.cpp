#include "tools/cli/line_blocks.hpp"

#include <string_view>

#include "runtime/base/limits.hpp"

namespace ordain::cli {

Result<LineBlocks> LineBlocks::open(const std::vector<std::string>& paths) {
    LineBlocks blocks;
    bool known = true;
    for (const std::string& path : paths) {
        auto file = UnpackedFile::at(path);
        if (!file) return file.error();
        blocks.bytes_ += file->bytes();
        known = known && file->bytes() != 0;
        blocks.files_.push_back(std::move(*file));
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

bool LineBlocks::next(LineBlock& block) {
    block.text.clear();
    while (block.text.empty() && !files_.empty()) {
        UnpackedFile& file = files_.front();
        block.text.swap(rest_);
        rest_.clear();
        const bool more = file.read(block.text, block_bytes);
        block.read = done_ + file.position();
        if (more) {
            keep_whole_lines(block);
            continue;
        }
        trouble_ = file.trouble();
        if (skipping_ || !trouble_.empty()) block.text.clear();
        if (!trouble_.empty()) return files_.clear(), false;
        skipping_ = false;
        done_ += file.bytes();
        files_.pop_front();
    }
    return !block.text.empty();
}

}  // namespace ordain::cli
