#include "compiler/driver/compile.hpp"

#include "compiler/codegen/generate.hpp"

namespace ordain::driver {

Result<program::ImageData> compile(const typed::Program& program) {
    return codegen::generate(program);
}

}  // namespace ordain::driver
