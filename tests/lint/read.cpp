#include "tests/lint/read.hpp"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "compiler/diag/edits.hpp"
#include "compiler/diag/render.hpp"
#include "compiler/driver/load.hpp"
#include "compiler/sema/check.hpp"
#include "compiler/syntax/parse.hpp"

namespace ordain::lint_test {

namespace fs = std::filesystem;

std::string Read::complaints() const {
    return render_text(diagnostics, sources, false);
}

std::unique_ptr<Read> read(const Texts& texts) {
    auto result = std::make_unique<Read>();
    for (const auto& [path, text] : texts)
        if (path.ends_with(".ord"))
            result->trees.push_back(syntax::parse(result->sources, result->sources.add(path, text), result->diagnostics));
    const auto file = [&](const std::string& source, const std::string& name) -> Result<std::string> {
        const std::string wanted = (fs::path(source).parent_path() / name).lexically_normal().generic_string();
        for (const auto& [path, text] : texts)
            if (path == wanted) return text;
        return Error{"there is no such file"};
    };
    if (result->sound()) result->program = sema::check(result->trees, result->sources, file, result->diagnostics);
    return result;
}

Texts texts_in(const std::string& folder) {
    Texts texts;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        auto text = driver::read_file(entry.path().string());
        if (!text) throw std::runtime_error(text.error().message);
        texts.emplace_back(entry.path().lexically_relative(folder).generic_string(), std::move(*text));
    }
    std::sort(texts.begin(), texts.end());
    return texts;
}

Texts edited(const Texts& texts, const SourceSet& sources, const EditsByFile& edits) {
    Texts result = texts;
    for (std::uint32_t file = 0; file < edits.size(); ++file)
        for (auto& [path, text] : result)
            if (path == sources.file(file).path) text = ordain::edited(text, edits[file]);
    return result;
}

}  // namespace ordain::lint_test
