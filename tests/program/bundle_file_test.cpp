// Bundles as files: a round trip, and every kind of damage.
#include "runtime/program/bundle_file.hpp"

#include <catch2/catch.hpp>
#include <cstdio>
#include <cstring>
#include <fstream>

#include "runtime/program/verify.hpp"
#include "tests/program/support/sample_image.hpp"

using namespace ordain;
using namespace ordain::program;
using test::insn;

namespace {

ImageData sample() {
    return test::traced_image({insn(Opcode::FIRE, 0, test::rule, 0, no_index), insn(Opcode::EMIT, 0, test::effect_hold)});
}

template <class T>
bool same_bytes(std::span<const T> a, const std::vector<T>& b) {
    return a.size() == b.size() && (b.empty() || std::memcmp(a.data(), b.data(), b.size() * sizeof(T)) == 0);
}

std::string refusal(std::span<const std::byte> bytes) {
    const auto read = from_bytes(bytes);
    return read ? "" : read.error().message;
}

}  // namespace

TEST_CASE("a bundle comes back from its bytes") {
    const ImageData data = sample();
    const auto bytes = serialize(data);
    const auto read = from_bytes(bytes);
    REQUIRE(read);
#define ORDAIN_SECTION(NAME, RECORD, CLASS) CHECK(same_bytes(read->image().NAME, data.NAME));
#include "runtime/program/sections.def"
#undef ORDAIN_SECTION
    CHECK(verify(read->image()));
    CHECK(read->id() == content_id(data.view()));
    CHECK(serialize(data) == bytes);
}

TEST_CASE("a bundle is mapped from its file") {
    const std::string path = std::string(ORDAIN_BINARY_DIR) + "/round-trip.ordb";
    const auto bytes = serialize(sample());
    std::ofstream(path, std::ios::binary).write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    const auto mapped = map_bundle(path);
    REQUIRE(mapped);
    CHECK(mapped->id() == content_id(sample().view()));
    std::remove(path.c_str());
    CHECK_FALSE(map_bundle(path));
    CHECK_FALSE(map_bundle(ORDAIN_BINARY_DIR));
}

TEST_CASE("the id is that of what decides") {
    ImageData data = sample();
    const ContentId id = content_id(data.view());
    CHECK(bundle_id(id).size() == 34);
    data.notes.clear();
    data.note_ranges.clear();
    data.chunk_rules.clear();
    data.trace_chunks.clear();
    data.trace_code.clear();
    CHECK(content_id(data.view()) == id);
    data.constants.push_back(8);
    CHECK(content_id(data.view()) != id);
}

TEST_CASE("every changed byte is noticed") {
    auto bytes = serialize(sample());
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        bytes[i] ^= std::byte{1};
        if (refusal(bytes).empty()) FAIL("byte " << i << " may be changed");
        bytes[i] ^= std::byte{1};
    }
    CHECK(refusal(bytes).empty());
}

TEST_CASE("every cut is noticed") {
    const auto bytes = serialize(sample());
    for (std::size_t size = 0; size < bytes.size(); ++size)
        if (refusal(std::span(bytes).first(size)).empty()) FAIL("the first " << size << " bytes are taken for a bundle");
    auto longer = bytes;
    longer.push_back(std::byte{0});
    CHECK(refusal(longer).find("bytes") != std::string::npos);
}

TEST_CASE("what is refused is told") {
    auto bytes = serialize(sample());
    const auto with = [&bytes](std::size_t at, unsigned value) {
        auto changed = bytes;
        changed[at] = static_cast<std::byte>(value);
        return refusal(changed);
    };
    CHECK(with(0, 'X').find("not a bundle") != std::string::npos);
    CHECK(with(4, 99).find("format version 99") != std::string::npos);
    CHECK(with(12, 0x55).find("another version") != std::string::npos);
    CHECK(with(24, 0x55).find("id") != std::string::npos);
    CHECK(with(bytes.size() - 1, 0x55).find("hash") != std::string::npos);
}
