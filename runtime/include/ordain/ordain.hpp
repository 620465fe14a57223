// Ordain: decide events by a compiled bundle of policies.
//
//     auto bundle = ordain::Bundle::open("approvals.ordb");
//     if (!bundle) { std::cerr << bundle.error().message; return 2; }
//     ordain::Evaluator evaluator(bundle.value());
//     const ordain::Decision& decision = evaluator.decide(event_line);
//     if (decision.verdict() == ordain::Verdict::release) ...
//     std::string json;
//     decision.append_json(json);
//
// A Bundle is immutable and may be shared by any number of threads. An Evaluator belongs to one thread at a time; make one per thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "runtime/base/result.hpp"

namespace ordain {

/// From laxest to strictest. `fault`: the event could not be decided; it is held in the bundle's fault queue, never released.
enum class Verdict : std::uint8_t { release, require, hold, reject, fault };
/// "release", "require", "hold", "reject" or "fault".
[[nodiscard]] std::string_view verdict_name(Verdict verdict);

namespace detail {
struct LoadedBundle;
struct EvaluatorState;
}  // namespace detail

/// A verified bundle of policies, immutable. Thread-safe.
class Bundle {
public:
    /// Maps and verifies an .ordb file. Cost: linear in its size. Errors: unreadable, damaged, of another version, or not verifiable; the
    /// message says which.
    [[nodiscard]] static Result<std::shared_ptr<const Bundle>> open(const std::string& path);
    /// The same from bytes in memory, which are copied.
    [[nodiscard]] static Result<std::shared_ptr<const Bundle>> from_bytes(std::span<const std::byte> bytes);

    ~Bundle();
    Bundle(const Bundle&) = delete;
    Bundle& operator=(const Bundle&) = delete;

    /// The bundle's name, as its source declares it.
    [[nodiscard]] std::string_view name() const;
    /// "b:" and 32 hex digits: the hash of everything that can change a decision. Formatting and comments don't.
    [[nodiscard]] std::string_view id() const;

    /// For the runtime's own use.
    [[nodiscard]] const detail::LoadedBundle& loaded() const { return *loaded_; }

private:
    explicit Bundle(std::unique_ptr<detail::LoadedBundle> loaded);
    std::unique_ptr<detail::LoadedBundle> loaded_;
};

/// What was decided for one event. A view into its evaluator: valid until the evaluator decides again or ends.
class Decision {
public:
    [[nodiscard]] Verdict verdict() const;
    /// The fault's code, e.g. "MISSING_FIELD"; empty unless verdict() is fault.
    [[nodiscard]] std::string_view fault_code() const;
    /// Appends the decision as one line of JSON, without line end. Allocates only as `out` grows.
    void append_json(std::string& out) const;

    [[nodiscard]] const detail::EvaluatorState& state() const { return *state_; }

private:
    friend class Evaluator;
    friend struct detail::EvaluatorState;
    const detail::EvaluatorState* state_ = nullptr;
};

/// Decides events, one at a time. Not thread-safe; several evaluators may share a bundle. All memory is taken at construction, except that
/// an event line longer than any before it may grow the JSON buffers once.
class Evaluator {
public:
    explicit Evaluator(std::shared_ptr<const Bundle> bundle);
    ~Evaluator();
    Evaluator(Evaluator&&) noexcept;
    Evaluator& operator=(Evaluator&&) noexcept;

    /// Decides one event, a CloudEvent as JSON text (one line, no line end needed). Any bytes are accepted: what can't be decided is a
    /// decision with verdict `fault`. Cost: linear in the text plus the bundle's static cost bound for the event's type.
    const Decision& decide(std::string_view event_json);

    /// Does an approval that was given for event `before` still stand for `after`? False if either is a fault, if their subjects
    /// differ, if a bound value moved beyond its tolerance, or if `after` decides more strictly.
    [[nodiscard]] bool still_stands(std::string_view before, std::string_view after);

private:
    std::unique_ptr<detail::EvaluatorState> state_;
};

}  // namespace ordain
