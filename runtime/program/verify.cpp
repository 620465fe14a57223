// Entries: verify, verify_tables.
#include "runtime/program/verify.hpp"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "runtime/base/limits.hpp"
#include "runtime/program/bounds.hpp"
#include "runtime/program/table_check.hpp"

namespace ordain::program {
namespace {

Result<void> too_costly(std::string_view what, std::string_view name) {
    return Error{fmt::format("{} `{}` can cost more than the limit of {}", what, name, limits::program_cost)};
}

Result<void> verify_chunk(const Image& image, std::span<const Insn> code, const ChunkRec& chunk, const Costs& costs) {
    const std::string_view policy = image.str(image.policies[chunk.policy].name);
    if (auto ok = verify_code(image, code, chunk); !ok) return Error{fmt::format("policy `{}`: {}", policy, ok.error().message)};
    const ChunkBounds bounds = chunk_bounds(image, costs, code, chunk);
    if (bounds.cost > limits::program_cost) return too_costly("policy", policy);
    if (chunk.cost != bounds.cost || chunk.max_fired != bounds.fired || chunk.max_emitted != bounds.emitted ||
        chunk.max_args != bounds.args)
        return Error{fmt::format("policy `{}`: its bounds are not those of its code", policy)};
    return {};
}

}  // namespace

Result<void> verify_tables(const Image& image) {
    TableCheck check(image);
    check_names(image, check);
    if (check.ok()) check_events(image, check);
    if (check.ok()) check_policies(image, check);
    if (check.ok()) check_matchers(image, check);
    if (check.ok()) check_explanations(image, check);
    return check.result();
}

Result<void> verify(const Image& image) {
    if (auto ok = verify_tables(image); !ok) return ok;
    const Costs costs = costs_of(image);
    for (const auto& chunk : image.trace_chunks)
        if (auto ok = verify_chunk(image, image.trace_code, chunk, costs); !ok) return ok;
    for (const auto& event : image.events) {
        std::uint64_t cost = 0;
        for (const auto& chunk : slice(image.chunks, event.chunks)) {
            if (auto ok = verify_chunk(image, image.code, chunk, costs); !ok) return ok;
            if (chunk.cost > limits::program_cost - cost) return too_costly("deciding an event", image.str(event.type));
            cost += chunk.cost;
        }
    }
    return {};
}

}  // namespace ordain::program
