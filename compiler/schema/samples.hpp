// Files of sample events or payloads.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/schema/seen.hpp"
#include "runtime/base/result.hpp"

namespace ordain::schema {

/// What the payloads of one event type show.
struct EventSeen {
    std::string type;
    std::size_t samples = 0;
    std::size_t without_data = 0;  // events whose `data` is absent or null
    Seen data;
};

/// Collects samples. Not thread-safe.
class Samples {
public:
    /// `type`: samples are bare payloads of this event type; empty: they are CloudEvents.
    explicit Samples(std::string type) : type_(std::move(type)) {}

    /// Adds a file's samples: JSON Lines, one JSON object, or one JSON array of objects. `name` is for messages. Errors name file and line:
    /// not JSON, not an object, no event type, a `data` that is no object, or one that some events of a type have and others have not.
    [[nodiscard]] Result<std::size_t> add(const std::string& name, std::string_view text);

    /// In the order of first appearance.
    [[nodiscard]] const std::vector<EventSeen>& events() const { return events_; }

private:
    [[nodiscard]] std::string sample(const Json& value);
    [[nodiscard]] std::string document(const Json& value, std::size_t& count);
    EventSeen& event(const std::string& type);

    std::string type_;
    std::vector<EventSeen> events_;
    Observer observer_;
};

}  // namespace ordain::schema
