// What stands behind Bundle, Evaluator and Decision.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "ordain/ordain.hpp"
#include "runtime/decode/decoder.hpp"
#include "runtime/decode/event_store.hpp"
#include "runtime/program/bundle_file.hpp"
#include "runtime/vm/compose.hpp"
#include "runtime/vm/contributions.hpp"
#include "runtime/vm/decision_model.hpp"
#include "runtime/vm/identity.hpp"
#include "runtime/vm/machine.hpp"
#include "runtime/vm/phrases.hpp"

namespace ordain::detail {

/// Verified. Immutable, so that threads may share it.
struct LoadedBundle {
    program::MappedBundle mapped;
    std::string id;  // "b:…"
    Phrases phrases;

    [[nodiscard]] const program::Image& image() const { return mapped.image(); }
};

/// Stays where it is made: its decision points to it.
struct EvaluatorState {
    explicit EvaluatorState(std::shared_ptr<const Bundle> of);
    EvaluatorState(const EvaluatorState&) = delete;
    EvaluatorState& operator=(const EvaluatorState&) = delete;

    /// Decodes, runs and composes one event line.
    void decide(std::string_view line);
    [[nodiscard]] const program::Image& image() const { return bundle->loaded().image(); }

    std::shared_ptr<const Bundle> bundle;
    Decoder decoder;
    Machine machine;
    Composer composer;
    Identity identity;
    EventStore store;
    Contributions without, with;  // the passes without and with advice
    bool two_passes = false;      // `with` is of this event
    DecisionModel model;
    Decision decision;
};

}  // namespace ordain::detail
