// Entries: verify, verify_tables.
#include "runtime/program/verify.hpp"

#include <fmt/format.h>

#include "runtime/base/limits.hpp"
#include "runtime/program/bounds.hpp"
#include "runtime/program/table_check.hpp"

namespace ordain::program {
namespace {

Result<void> verify_chunk(const Image& image, std::span<const Insn> code, const ChunkRec& chunk) {
    if (auto ok = verify_code(image, code, chunk); !ok)
        return Error{fmt::format("policy `{}`: {}", image.str(image.policies[chunk.policy].name), ok.error().message)};
    return {};
}

}  // namespace

Result<void> verify_tables(const Image& image) {
    TableCheck check(image);
    check_names(image, check);
    if (check.ok()) check_events(image, check);
    if (check.ok()) check_policies(image, check);
    if (check.ok()) check_explanations(image, check);
    return check.result();
}

Result<void> verify(const Image& image) {
    if (auto ok = verify_tables(image); !ok) return ok;
    for (const auto& chunk : image.trace_chunks)
        if (auto ok = verify_chunk(image, image.trace_code, chunk); !ok) return ok;
    for (const auto& event : image.events) {
        std::uint64_t cost = 0;
        for (const auto& chunk : slice(image.chunks, event.chunks)) {
            if (auto ok = verify_chunk(image, image.code, chunk); !ok) return ok;
            const std::uint64_t more = chunk_bounds(image, image.code, chunk).cost;
            if (more > limits::program_cost || cost + more > limits::program_cost)
                return Error{
                    fmt::format("deciding an event `{}` can cost more than the limit of {}", image.str(event.type), limits::program_cost)};
            cost += more;
        }
    }
    return {};
}

}  // namespace ordain::program
