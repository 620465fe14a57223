// An event line, validated against the schema and turned into values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/sema/typed.hpp"
#include "runtime/base/fault.hpp"
#include "tests/oracle/value.hpp"

namespace ordain::oracle {

struct Fault {
    FaultCode code = FaultCode::none;
    std::optional<std::string> field;  // JSON pointer from the line's root
    std::string detail;
};

/// What a model said in one advice field that is there and not null.
struct AdviceSeen {
    std::string pointer;
    std::optional<std::int64_t> confidence;  // × 10^6
    std::optional<std::string> model;
    FaultCode malformed = FaultCode::none;
};

struct Event {
    std::optional<std::string> id, source, type;  // none: could not be read
    std::optional<std::int64_t> time;             // ns UTC
    std::optional<Fault> fault;                   // then what follows means nothing
    typed::EventId schema;
    Value root;  // a record
    std::vector<AdviceSeen> advice;
};

[[nodiscard]] Event read_event(const typed::Program& program, std::string_view line);

}  // namespace ordain::oracle
