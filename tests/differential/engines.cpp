#include "tests/differential/engines.hpp"

namespace ordain::differential {

std::vector<Engine> engines() {
    return {};
}

}  // namespace ordain::differential
