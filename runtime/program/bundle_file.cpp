// Entries: serialize, content_id, bundle_id, map_bundle, from_bytes.
#include "runtime/program/bundle_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bit>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

#include "runtime/base/limits.hpp"

namespace ordain::program {
namespace {

static_assert(std::endian::native == std::endian::little, "bundles are used in place: the machine must be little-endian");

struct SectionInfo {
    std::string_view name;
    std::size_t record_size;
    SectionClass kind;
};
constexpr std::array section_table = {
#define ORDAIN_SECTION(NAME, RECORD, CLASS) SectionInfo{#NAME, sizeof(RECORD), SectionClass::CLASS},
#include "runtime/program/sections.def"
#undef ORDAIN_SECTION
};
constexpr std::size_t section_count = section_table.size();

/// Names, sizes and order of the sections in one number: a reader of another layout is told so even where the version was not raised.
constexpr std::uint32_t layout_number() {
    std::uint32_t h = 2166136261U;
    const auto mix = [&h](std::uint32_t byte) { h = (h ^ byte) * 16777619U; };
    for (const auto& section : section_table) {
        for (const char c : section.name) mix(static_cast<unsigned char>(c));
        mix(static_cast<std::uint32_t>(section.record_size));
        mix(static_cast<std::uint32_t>(section.kind));
    }
    return h;
}

struct Header {
    std::array<char, 4> magic{};
    std::uint32_t version = 0, sections = 0, layout = 0;
    std::uint64_t size = 0;
    ContentId id{};
};
static_assert(sizeof(Header) == 40);
struct Entry {
    std::uint64_t offset = 0, length = 0;
    ContentId hash{};
};
static_assert(sizeof(Entry) == 32);
using Table = std::array<Entry, section_count>;
using Bytes = std::span<const std::byte>;

constexpr std::array<char, 4> magic = {'O', 'R', 'D', 'B'};
constexpr std::size_t sections_begin = sizeof(Header) + sizeof(Table);
static_assert(sections_begin % 8 == 0);

constexpr std::uint64_t align8(std::uint64_t n) {
    return (n + 7) & ~std::uint64_t{7};
}

ContentId hash(Bytes bytes) {
    ContentId out;
    crypto_generichash(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), nullptr, 0);
    return out;
}

std::array<Bytes, section_count> bytes_of(const Image& image) {
    return {
#define ORDAIN_SECTION(NAME, RECORD, CLASS) std::as_bytes(image.NAME),
#include "runtime/program/sections.def"
#undef ORDAIN_SECTION
    };
}

Table make_table(const Image& image) {
    Table table;
    std::uint64_t offset = sections_begin;
    const auto sections = bytes_of(image);
    for (std::size_t i = 0; i < section_count; ++i) {
        table[i] = {offset, sections[i].size(), hash(sections[i])};
        offset = align8(offset + sections[i].size());
    }
    return table;
}

/// The hashes of the sections stand for their bytes.
ContentId id_of(const Table& table) {
    std::vector<std::uint8_t> input;
    const auto append = [&input](const auto& value) {
        const auto bytes = std::bit_cast<std::array<std::uint8_t, sizeof(value)>>(value);
        input.insert(input.end(), bytes.begin(), bytes.end());
    };
    append(bundle_version);
    append(layout_number());
    for (std::size_t i = 0; i < section_count; ++i) {
        if (section_table[i].kind != SectionClass::semantic) continue;
        append(table[i].length);
        append(table[i].hash);
    }
    return hash(std::as_bytes(std::span(input)));
}

template <class T>
std::span<const T> typed(Bytes file, const Entry& entry) {
    return {reinterpret_cast<const T*>(file.data() + entry.offset), static_cast<std::size_t>(entry.length / sizeof(T))};
}

Result<void> check_header(Bytes file, const Header& header) {
    if (header.magic != magic) return Error{"this is not a bundle (it doesn't begin with `ORDB`)"};
    if (header.version != bundle_version)
        return Error{fmt::format("the bundle has format version {}, this program reads version {}; compile the policies again",
                                 header.version, bundle_version)};
    if (header.sections != section_count || header.layout != layout_number())
        return Error{"the bundle was compiled by another version of ordain; compile the policies again"};
    if (header.size != file.size())
        return Error{fmt::format("the bundle is damaged: it should have {} bytes and has {}", header.size, file.size())};
    return {};
}

Result<void> check_sections(Bytes file, const Table& table) {
    std::uint64_t end = sections_begin;
    for (std::size_t i = 0; i < section_count; ++i) {
        const Entry& entry = table[i];
        const auto& section = section_table[i];
        const std::uint64_t begin = align8(end);
        if (entry.offset != begin || entry.offset > file.size() || entry.length > file.size() - entry.offset)
            return Error{fmt::format("the bundle is damaged: section `{}` lies outside its place", section.name)};
        if (entry.length % section.record_size != 0)
            return Error{fmt::format("the bundle is damaged: section `{}` ends within a record", section.name)};
        for (std::uint64_t at = end; at < begin; ++at)
            if (file[at] != std::byte{0})
                return Error{fmt::format("the bundle is damaged: bytes before section `{}` are not zero", section.name)};
        if (hash(file.subspan(entry.offset, entry.length)) != entry.hash)
            return Error{fmt::format("the bundle is damaged: section `{}` doesn't have its hash", section.name)};
        end = entry.offset + entry.length;
    }
    if (end != file.size()) return Error{"the bundle is damaged: bytes follow its last section"};
    return {};
}

std::string file_error(const std::string& path, int number) {
    return fmt::format("can't read `{}`: {}", path, std::strerror(number));
}

class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return fd_; }

private:
    int fd_;
};

}  // namespace

std::vector<std::byte> serialize(const ImageData& data) {
    const Image image = data.view();
    const auto sections = bytes_of(image);
    const Table table = make_table(image);
    const std::uint64_t size = table.back().offset + table.back().length;
    const Header header{magic, bundle_version, static_cast<std::uint32_t>(section_count), layout_number(), size, id_of(table)};

    std::vector<std::byte> out(size);
    std::memcpy(out.data(), &header, sizeof(header));
    std::memcpy(out.data() + sizeof(header), table.data(), sizeof(table));
    for (std::size_t i = 0; i < section_count; ++i)
        if (!sections[i].empty()) std::memcpy(out.data() + table[i].offset, sections[i].data(), sections[i].size());
    return out;
}

ContentId content_id(const Image& image) {
    return id_of(make_table(image));
}

std::string bundle_id(const ContentId& id) {
    std::string text = "b:";
    for (const std::uint8_t byte : id) text += fmt::format("{:02x}", byte);
    return text;
}

MappedBundle::MappedBundle(MappedBundle&& other) noexcept
    : owned_(std::move(other.owned_)),
      mapping_(std::exchange(other.mapping_, nullptr)),
      mapping_size_(std::exchange(other.mapping_size_, 0)),
      image_(std::exchange(other.image_, {})),
      id_(other.id_) {}

MappedBundle& MappedBundle::operator=(MappedBundle&& other) noexcept {
    std::swap(owned_, other.owned_);
    std::swap(mapping_, other.mapping_);
    std::swap(mapping_size_, other.mapping_size_);
    std::swap(image_, other.image_);
    std::swap(id_, other.id_);
    return *this;
}

MappedBundle::~MappedBundle() {
    if (mapping_ != nullptr) ::munmap(mapping_, mapping_size_);
}

Result<void> MappedBundle::attach(std::span<const std::byte> bytes) {
    Header header;
    Table table;
    if (bytes.size() < sections_begin) {
        const bool begins = bytes.size() >= magic.size() && std::memcmp(bytes.data(), magic.data(), magic.size()) == 0;
        return Error{begins ? "the bundle is damaged: it is cut off" : "this is not a bundle (it doesn't begin with `ORDB`)"};
    }
    std::memcpy(&header, bytes.data(), sizeof(header));
    std::memcpy(table.data(), bytes.data() + sizeof(header), sizeof(table));
    if (auto ok = check_header(bytes, header); !ok) return ok;
    if (auto ok = check_sections(bytes, table); !ok) return ok;
    if (header.id != id_of(table)) return Error{"the bundle is damaged: its id is not that of its content"};
    id_ = header.id;
    std::size_t i = 0;
#define ORDAIN_SECTION(NAME, RECORD, CLASS) image_.NAME = typed<RECORD>(bytes, table[i++]);
#include "runtime/program/sections.def"
#undef ORDAIN_SECTION
    return {};
}

Result<MappedBundle> map_bundle(const std::string& path) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0) return Error{file_error(path, errno)};
    struct stat status {};
    if (::fstat(file.get(), &status) != 0) return Error{file_error(path, errno)};
    if (!S_ISREG(status.st_mode)) return Error{fmt::format("can't read `{}`: it is not a file", path)};
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size > limits::bundle_bytes)
        return Error{fmt::format("`{}` is larger than a bundle may be ({} bytes)", path, limits::bundle_bytes)};
    if (size == 0) return Error{fmt::format("`{}` is empty", path)};

    MappedBundle bundle;
    void* mapping = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.get(), 0);
    if (mapping == MAP_FAILED) return Error{file_error(path, errno)};
    bundle.mapping_ = mapping;
    bundle.mapping_size_ = size;
    if (auto ok = bundle.attach({static_cast<const std::byte*>(mapping), size}); !ok)
        return Error{fmt::format("`{}`: {}", path, ok.error().message)};
    return bundle;
}

Result<MappedBundle> from_bytes(std::span<const std::byte> bytes) {
    if (bytes.size() > limits::bundle_bytes)
        return Error{fmt::format("the bundle is larger than a bundle may be ({} bytes)", limits::bundle_bytes)};
    MappedBundle bundle;
    bundle.owned_.resize((bytes.size() + 7) / 8);
    if (!bytes.empty()) std::memcpy(bundle.owned_.data(), bytes.data(), bytes.size());
    if (auto ok = bundle.attach(std::as_bytes(std::span(bundle.owned_)).first(bytes.size())); !ok) return ok.error();
    return bundle;
}

}  // namespace ordain::program
