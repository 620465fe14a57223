#include "compiler/driver/compile.hpp"

#include "runtime/program/verify.hpp"

namespace ordain::driver {

std::optional<program::ImageData> compile(const typed::Program& program, codegen::Refusal& why, codegen::Options options) {
    auto image = codegen::generate(program, why, options);
    if (!image) return std::nullopt;
    if (const auto verified = program::verify(image->view()); !verified) {
        why = {{}, verified.error().message, ""};
        return std::nullopt;
    }
    return image;
}

Result<program::ImageData> compile(const typed::Program& program, codegen::Options options) {
    codegen::Refusal why;
    auto image = compile(program, why, options);
    if (!image) return Error{why.message};
    return std::move(*image);
}

}  // namespace ordain::driver
