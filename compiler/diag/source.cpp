#include "compiler/diag/source.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace ordain {

std::uint32_t SourceSet::add(std::string path, std::string text) {
    File& file = files_.emplace_back(File{std::move(path), std::move(text), {0}});
    const char* const begin = file.text.data();
    const char* const end = begin + file.text.size();
    for (const char* p = begin; p != end;) {
        const auto* newline = static_cast<const char*>(std::memchr(p, '\n', static_cast<std::size_t>(end - p)));
        if (newline == nullptr) break;
        p = newline + 1;
        file.line_starts.push_back(static_cast<std::uint32_t>(p - begin));
    }
    return static_cast<std::uint32_t>(files_.size() - 1);
}

LineColumn SourceSet::position(std::uint32_t file, std::uint32_t offset) const {
    const File& f = files_[file];
    offset = std::min(offset, static_cast<std::uint32_t>(f.text.size()));
    const auto after = std::upper_bound(f.line_starts.begin(), f.line_starts.end(), offset);
    const auto line = static_cast<std::uint32_t>(after - f.line_starts.begin());
    std::uint32_t start = f.line_starts[line - 1];
    if (start == 0 && f.text.starts_with("\xEF\xBB\xBF")) start = std::min(offset, 3u);  // a byte order mark is no column
    const auto in_line = std::string_view(f.text).substr(start, offset - start);
    // bytes that begin a code point
    const auto column =
        std::count_if(in_line.begin(), in_line.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
    return {line, static_cast<std::uint32_t>(column) + 1};
}

std::string_view SourceSet::line(std::uint32_t file, std::uint32_t line) const {
    const File& f = files_[file];
    if (line == 0 || line > f.line_starts.size()) return {};
    const std::uint32_t start = f.line_starts[line - 1];
    const std::size_t stop = line < f.line_starts.size() ? f.line_starts[line] - 1 : f.text.size();
    auto text = std::string_view(f.text).substr(start, stop - start);
    if (text.ends_with('\r')) text.remove_suffix(1);
    return text;
}

}  // namespace ordain
