// What a chunk can cost and contribute, known from its code.
#include "runtime/program/bounds.hpp"

#include <catch2/catch.hpp>

#include "runtime/base/limits.hpp"
#include "runtime/program/verify.hpp"
#include "tests/program/support/sample_image.hpp"

using namespace ordain;
using namespace ordain::program;
using namespace ordain::test;

namespace {

ChunkBounds bounds(const ImageData& data) {
    const Image image = data.view();
    return chunk_bounds(image, costs_of(image), image.code, image.chunks[0]);
}

std::string refusal(const ImageData& data) {
    const auto ok = verify(data.view());
    return ok ? "" : ok.error().message;
}

ImageData in_two_loops() {
    return sample_image(sample_code(R"(
        0  LOOP list 0, ->6, i0
        1  LOOP list 0, ->5, i1
        2  FIRE rule p.r, i1
        3  EMIT effect 1
        4  NEXT list 0, 2, i1
        5  NEXT list 0, 1, i0)"));
}

}  // namespace

TEST_CASE("lists multiply") {
    const ChunkBounds b = bounds(in_two_loops());
    CHECK(b.fired == 9);
    CHECK(b.emitted == 9);
    CHECK(b.args == 0);
    CHECK(b.cost == 2 + 3 * (2 + 3 * (2 + 2 + 1) + 1) + 1);
}

TEST_CASE("look-ups cost the rows they search, effects what they compose") {
    CHECK(bounds(sample_image(sample_code("FINDKEY r15, list 0, #1, i0"))).cost == 4 + 3 + 1);
    CHECK(bounds(sample_image(sample_code("DATAROW r15, data 0, #1…, i0"))).cost == 8 + 1 + 1);
    CHECK(bounds(sample_image(sample_code("LADDER r15, ladder 0, #1…"))).cost == 16 + 3 + 1);
    ImageData data = sample_image({});
    const std::uint64_t before = costs_of(data.view()).effects[effect_text];
    data.chars.resize(data.chars.size() + 8'000);
    data.parts[0].text.size += 8'000;
    CHECK(costs_of(data.view()).effects[effect_text] == before + 1'000);
}

TEST_CASE("sums stop instead of wrapping") {
    ImageData data = in_two_loops();
    data.lists[0].max = UINT32_MAX;
    data.chunks[0].cost = 0;
    CHECK(bounds(data).cost > limits::program_cost);
    std::vector<Insn> code;
    for (std::uint8_t i = 0; i < 4; ++i) code.push_back(insn(Opcode::LOOP, 0, list, 8 - i, i, no_index));
    for (std::uint8_t i = 4; i-- > 0;) code.push_back(insn(Opcode::NEXT, 0, list, i + 1U, i));
    data = sample_image(std::move(code));
    data.lists[0].max = UINT32_MAX;
    CHECK(bounds(data).cost == UINT64_MAX);
}

TEST_CASE("bounds that are not those of the code are refused") {
    CHECK(refusal(in_two_loops()).empty());
    for (const int part : {0, 1, 2, 3}) {
        ImageData data = in_two_loops();
        ChunkRec& chunk = data.chunks[0];
        if (part == 0) --chunk.cost;
        if (part == 1) --chunk.max_fired;
        if (part == 2) --chunk.max_emitted;
        if (part == 3) ++chunk.max_args;
        INFO(part);
        CHECK(refusal(data).find("bounds") != std::string::npos);
    }
}

TEST_CASE("a decision costs no more than the limit") {
    ImageData data = in_two_loops();
    data.lists[0].max = data.lists[0].rows = 1u << 20;
    data.columns[1].offset = 1u << 20;
    data.events[0].column_words = 2u << 20;
    seal(data);
    CHECK(refusal(data).find("limit") != std::string::npos);
}
