#include "bench/common/bundle.hpp"

#include <simdjson.h>

#include "bench/common/report.hpp"
#include "compiler/diag/render.hpp"
#include "compiler/driver/compile.hpp"
#include "compiler/driver/load.hpp"
#include "compiler/sema/check.hpp"
#include "compiler/syntax/parse.hpp"
#include "runtime/program/bundle_file.hpp"

namespace ordain::bench {

namespace {

program::ImageData generate(const typed::Program& program, const codegen::Options& options = {}) {
    auto image = driver::compile(program, options);
    if (!image) refuse(image.error().message);
    return std::move(*image);
}

}  // namespace

program::ImageData compile_folder(const std::string& folder) {
    const auto loaded = driver::load_bundle(folder);
    if (!loaded) refuse(loaded.error().message);
    const driver::Loaded& bundle = **loaded;
    if (bundle.diagnostics.has_errors()) refuse(render_text(bundle.diagnostics, bundle.sources, false));
    return generate(bundle.program);
}

program::ImageData compile_text(const std::string& source, const codegen::Options& options) {
    SourceSet sources;
    Diagnostics diagnostics;
    const std::uint32_t file = sources.add("bench.ord", source);
    std::vector<syntax::Tree> trees;
    trees.push_back(syntax::parse(sources, file, diagnostics));
    const sema::ReadFile none = [](const std::string&, const std::string&) -> Result<std::string> { return Error{"there are no files"}; };
    const typed::Program program = sema::check(trees, sources, none, diagnostics);
    if (diagnostics.has_errors()) refuse(render_text(diagnostics, sources, false));
    return generate(program, options);
}

std::shared_ptr<const Bundle> load(const program::ImageData& image) {
    auto bundle = Bundle::from_bytes(program::serialize(image));
    if (!bundle) refuse(bundle.error().message);
    return std::move(*bundle);
}

std::string superstore() {
    return ORDAIN_SOURCE_DIR "/policies/superstore";
}
std::string superstore_events() {
    return superstore() + "/data/superstore-events.jsonl";
}

std::vector<std::string_view> read_lines(const std::string& path, std::string& buffer) {
    auto text = driver::read_file(path);
    if (!text) refuse(text.error().message);
    buffer = std::move(*text);
    const std::size_t size = buffer.size();
    buffer.append(simdjson::SIMDJSON_PADDING, ' ');
    std::vector<std::string_view> lines;
    for (std::size_t at = 0; at < size;) {
        const std::size_t end = std::min(buffer.find('\n', at), size);
        lines.push_back(std::string_view(buffer).substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

}  // namespace ordain::bench
