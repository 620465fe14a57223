#include "compiler/driver/compile.hpp"

#include "runtime/program/verify.hpp"

namespace ordain::driver {

std::optional<program::ImageData> compile(const typed::Program& program, Diagnostics& why, codegen::Options options) {
    auto image = codegen::generate(program, why, options);
    if (!image) return std::nullopt;
    if (const auto verified = program::verify(image->view()); !verified) {
        why.report(DiagKind::beyond_limits, program.fault_queue.valid() ? program.queues[program.fault_queue.value].span : Span{},
                   verified.error().message);
        return std::nullopt;
    }
    return image;
}

Result<program::ImageData> compile(const typed::Program& program, codegen::Options options) {
    Diagnostics why;
    auto image = compile(program, why, options);
    if (!image) return Error{why.all().front().message};
    return std::move(*image);
}

}  // namespace ordain::driver
