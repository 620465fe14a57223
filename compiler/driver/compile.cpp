#include "compiler/driver/compile.hpp"

#include "runtime/program/verify.hpp"

namespace ordain::driver {

Result<program::ImageData> compile(const typed::Program& program, codegen::Options options) {
    auto image = codegen::generate(program, options);
    if (!image) return image;
    if (const auto verified = program::verify(image->view()); !verified) return verified.error();
    return image;
}

}  // namespace ordain::driver
