// The codes of faults: one table, fault.def, is where they are all declared.
#pragma once

#include <cstdint>
#include <string_view>

namespace ordain {

enum class FaultCode : std::uint8_t {
    none = 0,
#define ORDAIN_FAULT(NAME, TEXT) NAME,
#include "runtime/base/fault.def"
#undef ORDAIN_FAULT
};

/// The code as it stands in a decision, e.g. "DIVISION_BY_ZERO"; "" for none.
[[nodiscard]] constexpr std::string_view fault_name(FaultCode code) {
    switch (code) {
#define ORDAIN_FAULT(NAME, TEXT) \
    case FaultCode::NAME:        \
        return #NAME;
#include "runtime/base/fault.def"
#undef ORDAIN_FAULT
        case FaultCode::none: break;
    }
    return {};
}

/// What the code means, one lower-case sentence without final period; "" for none.
[[nodiscard]] constexpr std::string_view fault_text(FaultCode code) {
    switch (code) {
#define ORDAIN_FAULT(NAME, TEXT) \
    case FaultCode::NAME:        \
        return TEXT;
#include "runtime/base/fault.def"
#undef ORDAIN_FAULT
        case FaultCode::none: break;
    }
    return {};
}

}  // namespace ordain
