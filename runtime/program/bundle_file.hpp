// A bundle as a file (.ordb): written by the compiler, mapped and used in place by the runtime.
//
//   header   40 bytes   "ORDB", format version, number of sections, layout (32-bit words); size of the file (64 bits); content id (16
//   bytes) table    32 bytes a section, in the order of sections.def: offset, length (64 bits each), BLAKE2b-128 hash sections each at the
//   next multiple of 8 bytes; what lies between is 0
//
// Little-endian. Every byte is determined by the sections, so that equal bundles are equal files, and each changed bit is noticed.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "runtime/base/result.hpp"
#include "runtime/program/image.hpp"

namespace ordain::program {

/// Raised whenever the meaning of a record or an instruction changes.
inline constexpr std::uint32_t bundle_version = 1;

/// BLAKE2b-128 over everything that can change a decision (the semantic sections); explanations and formatting are not part of it.
using ContentId = std::array<std::uint8_t, 16>;

/// The bytes of a bundle file. Cost: linear.
[[nodiscard]] std::vector<std::byte> serialize(const ImageData& data);

[[nodiscard]] ContentId content_id(const Image& image);

/// "b:" and 32 lower-case hex digits.
[[nodiscard]] std::string bundle_id(const ContentId& id);

/// A bundle in memory: owns the mapped file or the bytes that `image()` views. Movable; views stay valid when it moves. Immutable, so
/// threads may share it.
class MappedBundle {
public:
    MappedBundle(MappedBundle&& other) noexcept;
    MappedBundle& operator=(MappedBundle&& other) noexcept;
    ~MappedBundle();

    [[nodiscard]] const Image& image() const { return image_; }
    [[nodiscard]] const ContentId& id() const { return id_; }

private:
    friend Result<MappedBundle> map_bundle(const std::string& path);
    friend Result<MappedBundle> from_bytes(std::span<const std::byte> bytes);
    MappedBundle() = default;
    [[nodiscard]] Result<void> attach(std::span<const std::byte> bytes);

    std::vector<std::uint64_t> owned_;  // words, for their alignment
    void* mapping_ = nullptr;
    std::size_t mapping_size_ = 0;
    Image image_;
    ContentId id_{};
};

/// Maps a bundle file and checks its form: magic, version, table, lengths, alignment, hashes. What the sections say is the
/// verifier's business (verify.hpp). Cost: linear in the file. The file must not be changed in place while it is mapped (replace it).
[[nodiscard]] Result<MappedBundle> map_bundle(const std::string& path);
/// The same from bytes in memory, which are copied.
[[nodiscard]] Result<MappedBundle> from_bytes(std::span<const std::byte> bytes);

}  // namespace ordain::program
