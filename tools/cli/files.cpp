#include "tools/cli/files.hpp"

#include <cstdio>
#include <filesystem>
#include <system_error>

namespace ordain::cli {

namespace fs = std::filesystem;

namespace {

bool put(const fs::path& path, std::span<const std::byte> bytes) {
    std::FILE* file = std::fopen(path.c_str(), "wb");
    if (file == nullptr) return false;
    const bool written = std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
    const bool closed = std::fclose(file) == 0;
    return written && closed;
}

}  // namespace

bool write_file(const std::string& path, std::span<const std::byte> bytes) {
    std::error_code failure;
    fs::path target = fs::canonical(path, failure);  // a link stays a link
    if (failure) target = path;
    // devices and pipes are written, never replaced
    if (fs::exists(target, failure) && !fs::is_regular_file(target, failure)) return put(target, bytes);
    const fs::path unfinished = target.string() + ".part";
    const bool written = put(unfinished, bytes);
    if (const fs::file_status old = fs::status(target, failure); fs::exists(old)) fs::permissions(unfinished, old.permissions(), failure);
    if (written && std::rename(unfinished.c_str(), target.c_str()) == 0) return true;
    std::remove(unfinished.c_str());
    return false;
}

}  // namespace ordain::cli
