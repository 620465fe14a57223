// Where a decoded event lies: the contract between decoder, evaluator's loop and composition.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "runtime/base/fault.hpp"

namespace ordain {

/// One decoded event. Owned by one evaluator, reused for every event; reserved once from the bundle's bounds.
/// Texts: a symbol below the bundle's symbol count is an interned text; symbol `n + i` is texts[i], bytes that the bundle does not know.
/// The views in `texts` point into the decoder's buffers and live until the next event.
struct EventStore {
    std::uint32_t event = UINT32_MAX;   // EventRec, or none if the type could not be read or is unknown
    std::vector<std::int64_t> frame;    // [constants | slots | temporaries]; constants are written once
    std::vector<std::int64_t> columns;  // column c: columns[ColumnRec::offset + row]
    std::vector<std::string_view> texts;
    std::vector<std::uint32_t> rows;  // rows in use, per list of the event
    bool has_advice = false;          // at least one advice value is present

    /// Present or malformed advice, in document order.
    struct Advice {
        std::uint32_t field = 0;            // FieldRec
        std::int64_t row = -1;              // row of the field's list, or -1
        FaultCode fault = FaultCode::none;  // why it was dropped
    };
    std::vector<Advice> advice;

    // the envelope, for the decision; valid() says whether it could be read
    std::string_view id, source, type;
    std::int64_t time = 0;
    bool has_id = false, has_type = false, has_time = false;

    /// Invalid event: nothing but the envelope may be used.
    FaultCode fault = FaultCode::none;
    std::vector<char> fault_pointer;  // JSON pointer from the line's root; empty: the whole line
    std::vector<char> fault_detail;
    bool fault_has_field = false;
};

}  // namespace ordain
