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

#include "ordain/decision.hpp"
#include "ordain/result.hpp"

namespace ordain {

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

    /// Decides both, and says whether an approval that was given for event `before` still stands for `after`; see the function in
    /// decision.hpp. The decision is then that for `after`.
    [[nodiscard]] bool still_stands(std::string_view before, std::string_view after);

private:
    std::unique_ptr<detail::EvaluatorState> state_;
};

}  // namespace ordain
