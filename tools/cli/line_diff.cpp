#include "tools/cli/line_diff.hpp"

#include <dtl/dtl.hpp>
#include <sstream>
#include <vector>

namespace ordain::cli {

namespace {

/// The lines; what stands behind the last newline is one, too.
std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t stop = text.find('\n');
        if (stop == text.npos) {
            lines.push_back(std::string(text) + "\n\\ No newline at end of file");
            break;
        }
        lines.emplace_back(text.substr(0, stop));
        text.remove_prefix(stop + 1);
    }
    return lines;
}

}  // namespace

std::string line_diff(std::string_view path, std::string_view before, std::string_view after) {
    if (before == after) return {};
    dtl::Diff<std::string> diff(lines_of(before), lines_of(after));
    diff.onHuge();
    diff.compose();
    diff.composeUnifiedHunks();
    std::ostringstream out;
    out << "--- " << path << "\n+++ " << path << "\n";
    diff.printUnifiedFormat(out);
    return std::move(out).str();
}

}  // namespace ordain::cli
