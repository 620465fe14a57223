// Source files and positions in them.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace ordain {

/// Bytes [begin, end) of file `file` of a SourceSet. An empty span marks a point (e.g. where something is missing).
struct Span {
    std::uint32_t file = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    friend constexpr bool operator==(const Span&, const Span&) = default;
};

/// From the start of a to the end of b, both of one file.
[[nodiscard]] constexpr Span cover(Span a, Span b) {
    return {a.file, a.begin < b.begin ? a.begin : b.begin, a.end > b.end ? a.end : b.end};
}

/// 1-based; columns count Unicode code points.
struct LineColumn {
    std::uint32_t line = 1;
    std::uint32_t column = 1;
};

/// Owns all source texts. Views into them stay valid for as long as the set lives (texts never move).
class SourceSet {
public:
    struct File {
        std::string path;  // as shown to people: relative to the bundle's folder or as given
        std::string text;
        std::vector<std::uint32_t> line_starts;
    };

    /// Returns the file's number. Cost: one pass over the text.
    std::uint32_t add(std::string path, std::string text);

    [[nodiscard]] std::size_t size() const { return files_.size(); }
    [[nodiscard]] const File& file(std::uint32_t id) const { return files_[id]; }
    [[nodiscard]] std::string_view text(Span s) const { return std::string_view(files_[s.file].text).substr(s.begin, s.end - s.begin); }
    [[nodiscard]] LineColumn position(std::uint32_t file, std::uint32_t offset) const;
    /// The whole line (1-based) without its line end.
    [[nodiscard]] std::string_view line(std::uint32_t file, std::uint32_t line) const;

private:
    std::deque<File> files_;
};

}  // namespace ordain
