#include "tests/program/support/sample_image.hpp"

#include <fmt/format.h>

#include <stdexcept>
#include <string>

#include "runtime/program/assemble.hpp"
#include "runtime/program/bounds.hpp"
#include "runtime/program/hash_keys.hpp"
#include "runtime/program/hash_text.hpp"
#include "runtime/program/verify.hpp"

namespace ordain::test {

using namespace program;

namespace {

class Sample {
public:
    ImageData make() {
        names();
        calendar();
        tables();
        event();
        plan();
        policy();
        return std::move(image_);
    }

private:
    ImageData image_;

    Str text(std::string_view s) {
        const Str made{static_cast<std::uint32_t>(image_.chars.size()), static_cast<std::uint32_t>(s.size())};
        image_.chars.insert(image_.chars.end(), s.begin(), s.end());
        return made;
    }

    void names() {
        image_.meta.push_back({text("sample"), 1, queue});
        image_.constants = {0, 1, 2, -1, INT64_MAX, INT64_MIN, 1'000'000, 0, 1};  // the last two: symbols
        image_.symbol_index.assign(8, 0);
        for (const std::string_view s : {"abc", "ab"}) {
            image_.symbols.push_back(text(s));
            std::size_t place = hash_text(s) & 7;
            while (image_.symbol_index[place] != 0) place = (place + 1) & 7;
            image_.symbol_index[place] = static_cast<std::uint32_t>(image_.symbols.size());
        }
        image_.enums.push_back({text("Priority"), {0, 2}, {0, 2}, 0, 0});
        image_.enum_values = {{text("low"), text("low")}, {text("normal"), text("normal")}};
        image_.spellings = {{text("low"), 0, 0}, {text("normal"), 1, 0}};
        image_.queues.push_back({text("exceptions"), {}});
        image_.roles.push_back({text("boss"), {}, {0, 0}, {}, 0, 0});
        image_.reasons.push_back({text("WHY"), text("because")});
    }

    /// UTC; open from 08:00 to 16:00 on 2026-01-05 and 2026-01-06 (a Monday and a Tuesday), which are all the days it knows.
    void calendar() {
        constexpr std::int64_t monday = 20'458;
        image_.transitions.push_back({INT64_MIN, 0});
        for (std::int64_t day = 0; day < 2; ++day) {
            const std::int64_t open = (monday + day) * ns_per_day + 8 * ns_per_hour, close = open + 8 * ns_per_hour;
            image_.openings.push_back({open, close, day * 8 * ns_per_hour});
            image_.days.push_back({close, static_cast<std::uint32_t>(day), 1});
        }
        image_.calendars.push_back(
            {text("office"), text("UTC"), {0, 1}, {0, 2}, {0, 2}, monday, monday * ns_per_day, (monday + 2) * ns_per_day});
    }

    /// Data: key 7 gives 70; by an index keys 1 … 8 give ten times as much. Ladder: up to 100, then without limit for no one.
    void tables() {
        image_.data_key_types = {{TypeKind::integer, 0, 0, 0}, {TypeKind::integer, 0, 0, 0}};
        image_.data_keys.push_back({7, 7, 1, 0});
        image_.data_cells.push_back(70);
        image_.data.push_back({.name = text("few"), .keys = {0, 1}, .rows = 1, .columns = {0, 1}});
        DataRec indexed{.name = text("many"),
                        .keys = {1, 1},
                        .rows = 8,
                        .first_key = 1,
                        .columns = {1, 1},
                        .first_cell = 1,
                        .index = 0,
                        .index_size = 16};
        image_.data_index.assign(16, 0);
        for (std::int64_t key = 1; key <= 8; ++key) {
            image_.data_keys.push_back({key, key, 1, 0});
            image_.data_cells.push_back(key * 10);
            std::size_t place = hash_keys(std::span(&key, 1)) & 15;
            while (image_.data_index[place] != 0) place = (place + 1) & 15;
            image_.data_index[place] = static_cast<std::uint32_t>(key);
        }
        image_.data.push_back(indexed);
        image_.data_columns = {{0, 0, {TypeKind::integer, 0, 0, 0}, text("v")}, {1, 0, {TypeKind::integer, 0, 0, 0}, text("v")}};
        image_.ladder_roles = {0, 0};
        image_.ladder_rungs = {{100, 0, 0}, {1'000, 0, 0}};
        image_.ladder_rows = {{0, 1, 0}};
        image_.ladders.push_back({text("limits"), {0, 2}, {0, 1}, {TypeKind::integer, 0, 0, 0}, {}, 0, 0});
    }

    void event() {
        EventRec event;
        event.type = text("e");
        event.slots = 6;
        event.chunks = {0, 1};
        event.lists = {0, 1};
        event.column_words = 2 * list_max;
        event.texts = 3;
        event.fields = {0, 4};
        event.nodes = {0, 3};
        event.default_effects = {0, 1};
        image_.events.push_back(event);
        ListRec rows;
        rows.count = 5;
        rows.max = rows.rows = list_max;
        rows.columns = {0, 2};
        rows.key_column = column_key;
        rows.pointer = text("/data/rows");
        rows.nodes = {3, 3};
        rows.fields = {2, 2};
        rows.key_field = 2;
        image_.lists.push_back(rows);
        image_.columns = {{0, 0}, {0, list_max}};
    }

    FieldRec field(TypeKind kind, std::uint32_t target, std::uint32_t node, std::string_view name, std::string_view pointer) {
        FieldRec made;
        made.type = {kind, 0, 0, 0};
        made.target = target;
        made.node = node;
        made.steps = 1;
        made.name = text(name);
        made.pointer = text(pointer);
        return made;
    }

    void plan() {
        image_.fields.push_back(field(TypeKind::integer, 4, 1, "n", "/data/n"));
        image_.fields.push_back(field(TypeKind::list, none, 2, "rows", "/data/rows"));
        image_.fields.back().list = 0;
        image_.fields.push_back(field(TypeKind::integer, column_key, 4, "k", "/data/rows/*/k"));
        image_.fields.push_back(field(TypeKind::integer, column_value, 5, "v", "/data/rows/*/v"));
        for (std::size_t i : {2, 3}) image_.fields[i].flags = field_flags::in_list;
        image_.plan_keys = {{text("n"), 0, 1}, {text("rows"), 0, 2}, {text("k"), 0, 4}, {text("v"), 0, 5}};
        image_.plan_nodes = {{.keys = {0, 2}, .pointer = text("/data")},       {.pointer = text("/data/n"), .parent = 0},
                             {.pointer = text("/data/rows"), .parent = 0},     {.keys = {2, 2}, .pointer = text("/data/rows/*")},
                             {.pointer = text("/data/rows/*/k"), .parent = 3}, {.pointer = text("/data/rows/*/v"), .parent = 3}};
    }

    void policy() {
        image_.policies.push_back({text("p"), text("owner"), 0, none});
        image_.rules = {{text("p.r"), text("r"), {}, 0, 0}, {text("p.otherwise"), text("otherwise"), {}, 0, 1}};
        image_.waivers.push_back({rule, 0, text("someone"), text("it is late"), text("2026-12-31")});
        image_.effects.push_back({.op = EffectOp::release});
        image_.effects.push_back({.op = EffectOp::hold, .id = queue});
        image_.effects.push_back({.op = EffectOp::reason, .id = 0, .text = {0, 2}, .args = 1});
        image_.parts = {{text("n is "), {}, 0, 0}, {{}, {TypeKind::integer, 0, 0, 0}, 1, 0}};
    }
};

}  // namespace

Insn insn(Opcode op, std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint8_t x, std::uint8_t y) {
    return {static_cast<std::uint16_t>(op), x, y, a, b, c};
}

void seal(ImageData& data) {
    const Image image = data.view();
    const Costs costs = costs_of(image);
    const auto fill = [&](std::vector<ChunkRec>& chunks, std::span<const Insn> code) {
        for (ChunkRec& chunk : chunks) {
            const ChunkBounds bounds = chunk_bounds(image, costs, code, chunk);
            chunk.cost = bounds.cost;
            chunk.max_fired = static_cast<std::uint32_t>(bounds.fired);
            chunk.max_emitted = static_cast<std::uint32_t>(bounds.emitted);
            chunk.max_args = static_cast<std::uint32_t>(bounds.args);
        }
    };
    fill(data.chunks, image.code);
    fill(data.trace_chunks, image.trace_code);
}

ImageData sample_image(std::vector<Insn> code) {
    ImageData image = Sample().make();
    code.push_back(insn(Opcode::END));
    ChunkRec chunk;
    chunk.code_end = static_cast<std::uint32_t>(code.size());
    chunk.frame = temp + std::min<std::uint32_t>(16, 2 * chunk.code_end);
    chunk.each_list = list;
    image.chunks.push_back(chunk);
    image.code = std::move(code);
    if (verify_code(image.view(), image.code, chunk)) seal(image);
    return image;
}

ImageData traced_image(std::vector<Insn> code) {
    ImageData image = sample_image(std::move(code));
    image.trace_chunks = image.chunks;
    image.trace_code = image.code;
    image.note_ranges.push_back({0, 1});
    image.chunk_rules.push_back({0, 1});
    image.notes.emplace_back();
    return image;
}

std::vector<Insn> sample_code(std::string_view text) {
    const ImageData image = Sample().make();
    auto code = assemble(image.view(), text);
    if (!code) throw std::invalid_argument(code.error().message);
    return std::move(*code);
}

std::string event_line(std::int64_t number, std::string_view rows) {
    return fmt::format(
        R"({{"specversion":"1.0","id":"1","source":"/","type":"e","time":"2026-01-05T09:00:00Z","data":{{"n":{},"rows":{}}}}})", number,
        rows);
}

}  // namespace ordain::test
