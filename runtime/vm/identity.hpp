// A decision's id and fingerprint, made when they are first asked for.
#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/decode/event_store.hpp"
#include "runtime/program/image.hpp"
#include "runtime/vm/canonical.hpp"
#include "runtime/vm/decision_model.hpp"

namespace ordain {

/// Appends a need's form: equal for needs that are equal but for the order under `and`, `or` and `any`.
void append_need(Canonical& form, const DecisionModel& model, std::uint32_t need);

/// Reading is thread-safe as long as no other event begins.
class Identity {
public:
    /// Borrows the image. `bundle_id`: "b:…".
    Identity(const program::Image& image, std::string_view bundle_id);

    /// For the event of this line. Borrows store and model, keeps a copy of the line.
    void begin(std::string_view line, const EventStore& store, const DecisionModel& model);

    /// "d:…". Cost at the first call: a hash of the line.
    [[nodiscard]] std::string_view id() const;
    /// "f:…", or empty if the event's type has no subject, and for a fault. Cost at the first call: a hash of bound values and needs.
    [[nodiscard]] std::string_view fingerprint() const;

private:
    using Hash = std::array<std::uint8_t, 16>;

    const program::Image& image_;
    std::string line_;  // after the bundle's id
    std::size_t bundle_id_size_;
    std::vector<Hash> types_;  // per event type: the hash of the bundle's id and the type
    const EventStore* store_ = nullptr;
    const DecisionModel* model_ = nullptr;
    mutable std::mutex making_;
    mutable Canonical form_;
    mutable std::string id_, fingerprint_;
    mutable bool has_id_ = false, has_fingerprint_ = false;

    void append_bound_values() const;
    void append_approvals() const;
    void make_fingerprint() const;
};

}  // namespace ordain
