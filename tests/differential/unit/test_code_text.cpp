// The code of whole bundles comes back from its text.
#include <catch2/catch.hpp>
#include <cstring>

#include "compiler/driver/compile.hpp"
#include "compiler/driver/load.hpp"
#include "runtime/program/assemble.hpp"
#include "runtime/program/disassemble.hpp"
#include "tests/differential/checked.hpp"
#include "tests/differential/generate.hpp"

using namespace ordain;
using namespace ordain::differential;
using program::ChunkRec;
using program::Insn;

namespace {

/// Chunks whose code is what its text says.
void come_back(const program::Image& image, std::span<const ChunkRec> chunks, std::span<const Insn> code) {
    for (const ChunkRec& chunk : chunks) {
        const std::span<const Insn> own = code.subspan(chunk.code, chunk.code_end - chunk.code);
        const std::string text = program::disassemble(image, own, chunk.code);
        const auto back = program::assemble(image, text, chunk.code);
        INFO(text << (back ? "" : back.error().message));
        REQUIRE(back);
        REQUIRE(back->size() == own.size());
        REQUIRE(std::memcmp(back->data(), own.data(), own.size_bytes()) == 0);
    }
}

void code_comes_back(const typed::Program& program) {
    const auto data = driver::compile(program);
    REQUIRE(data);
    const program::Image image = data->view();
    REQUIRE_FALSE(image.chunks.empty());
    come_back(image, image.chunks, image.code);
    come_back(image, image.trace_chunks, image.trace_code);
}

}  // namespace

TEST_CASE("the code of the shipped policies comes back from its text") {
    for (const std::string folder : {"distribution", "superstore"}) {
        const auto loaded = driver::load_bundle(ORDAIN_SOURCE_DIR "/policies/" + folder);
        REQUIRE(loaded);
        code_comes_back((*loaded)->program);
    }
}

TEST_CASE("the code of random bundles comes back from its text") {
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        const Checked checked = check_texts(texts_of(generate_bundle(seed)));
        INFO("bundle " << seed);
        REQUIRE(checked.errors.empty());
        code_comes_back(checked.program);
    }
}
