#include "compiler/driver/load.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <system_error>

#include "compiler/driver/instead.hpp"
#include "compiler/sema/check.hpp"
#include "compiler/syntax/parse.hpp"
#include "runtime/base/limits.hpp"

namespace ordain::driver {

namespace fs = std::filesystem;

namespace {

/// Data files are named relative to the folder of the source that names them.
sema::ReadFile reader_of(const fs::path& folder, const Instead* instead) {
    return [folder, instead](const std::string& source_path, const std::string& name) -> Result<std::string> {
        const fs::path path = fs::path(source_path).parent_path() / name;
        if (instead != nullptr && path.lexically_normal() == fs::path(instead->path)) return instead->text;
        return read_file((folder / path).string());
    };
}

bool is_source(const fs::path& path) {
    std::error_code ignored;
    return path.extension() == ".ord" && fs::is_regular_file(path, ignored);
}

/// `instead`: null, or the file that is read as another text.
Result<std::unique_ptr<Loaded>> load(const std::string& bundle, const Instead* instead) {
    auto files = source_paths(bundle);
    if (!files) return files.error();
    if (files->empty()) return Error{fmt::format("no `.ord` file is in `{}`", bundle)};
    const std::string folder = folder_of(bundle);
    auto loaded = std::make_unique<Loaded>();
    for (const std::string& file : *files) {
        const bool replaced = instead != nullptr && instead->path == file;
        auto text = replaced ? Result<std::string>(instead->text) : read_file((fs::path(folder) / file).string());
        if (!text) return text.error();
        if (text->size() >= std::numeric_limits<std::uint32_t>::max()) return Error{fmt::format("`{}` is larger than 4 GiB", file)};
        loaded->sources.add(file, std::move(*text));
    }
    for (std::uint32_t i = 0; i < loaded->sources.size(); ++i)
        loaded->trees.push_back(syntax::parse(loaded->sources, i, loaded->diagnostics));
    loaded->program = sema::check(loaded->trees, loaded->sources, reader_of(folder, instead), loaded->diagnostics);
    loaded->diagnostics.sort();
    return loaded;
}

}  // namespace

std::string folder_of(const std::string& bundle) {
    if (!is_source(bundle)) return bundle;
    const std::string folder = fs::path(bundle).parent_path().string();
    return folder.empty() ? "." : folder;
}

Result<std::vector<std::string>> source_paths(const std::string& folder) {
    if (is_source(folder)) return std::vector{fs::path(folder).filename().string()};
    std::vector<std::string> found;
    std::error_code failure;
    fs::recursive_directory_iterator at(folder, failure);
    for (const fs::recursive_directory_iterator end; !failure && at != end; at.increment(failure)) {
        const std::string name = at->path().filename().string();
        std::error_code unreadable;
        const bool is_folder = at->is_directory(unreadable);
        if (name.starts_with('.')) {
            if (is_folder) at.disable_recursion_pending();
        } else if (!is_folder && at->path().extension() == ".ord") {
            found.push_back(at->path().lexically_relative(folder).generic_string());
        }
    }
    if (failure) return Error{fmt::format("cannot read the folder `{}`: {}", folder, failure.message())};
    std::sort(found.begin(), found.end());
    return found;
}

Result<std::string> read_file(const std::string& path) {
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) return Error{fmt::format("cannot read `{}`: it is a folder", path)};
    if (fs::exists(path, ignored) && !fs::is_regular_file(path, ignored))
        return Error{fmt::format("cannot read `{}`: it is not a file", path)};
    if (const auto size = fs::file_size(path, ignored); !ignored && size > limits::source_bytes)
        return Error{fmt::format("cannot read `{}`: it is larger than {} MiB", path, limits::source_bytes >> 20)};
    errno = 0;
    std::ifstream in(path, std::ios::binary);
    std::string text;
    if (in) text.assign(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    if (!in || in.bad()) return Error{fmt::format("cannot read `{}`: {}", path, errno != 0 ? std::strerror(errno) : "read error")};
    return text;
}

Result<std::unique_ptr<Loaded>> load_bundle(const std::string& bundle) {
    return load(bundle, nullptr);
}

Result<std::unique_ptr<Loaded>> load_bundle(const std::string& folder, const Instead& instead) {
    return load(folder, &instead);
}

}  // namespace ordain::driver
