// Lines that are payloads without an envelope: the envelope is made from what the command line says.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "runtime/base/result.hpp"
#include "tools/cli/json_text.hpp"

namespace ordain::cli {

/// What the command line says; texts may be empty.
struct EnvelopeOptions {
    std::string type;
    std::string id;    // JSON pointer into the payload
    std::string time;  // JSON pointer into the payload, or a timestamp for all events
    std::string source = "/";
};

/// Puts payloads into envelopes. Not thread-safe.
class Payloads {
public:
    /// Errors: a pointer is none, or one of type, id and time is not said.
    [[nodiscard]] static Result<Payloads> make(const EnvelopeOptions& options);

    /// The event line for a payload, valid until the next call. The payload's bytes stay as they are. What is not JSON stays as it is, so
    /// that its decision says so; where a pointer leads nowhere, the envelope has no such member, and the decision says that. An integer
    /// makes a text as an id.
    [[nodiscard]] std::string_view wrap(std::string_view payload);

private:
    void member(std::string_view name, std::string_view payload, JsonPlace root, const JsonPath& path);

    std::string begin_;  // members that are the same for all
    JsonPath id_, time_;
    bool fixed_time_ = false;
    JsonCheck check_;
    std::string line_;
};

}  // namespace ordain::cli
