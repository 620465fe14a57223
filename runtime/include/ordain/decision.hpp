// What a decision says, for programs: lists and texts to read, without JSON.
//
//     for (const ordain::Approval& approval : decision.approvals())
//         ask(approval.need.role, approval.due);
//
// Everything here is a view into the evaluator that decided: it is valid until that evaluator decides again or ends, and reading it takes
// no memory. Texts are UTF-8. Lists stand in the order of the decision's JSON. Reading is thread-safe as long as nobody decides.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

namespace ordain {

namespace detail {
struct EvaluatorState;
}

/// From laxest to strictest. `fault`: the event could not be decided; it is held in the bundle's fault queue, never released.
enum class Verdict : std::uint8_t { release, require, hold, reject, fault };
/// "release", "require", "hold", "reject" or "fault".
[[nodiscard]] std::string_view verdict_name(Verdict verdict);

/// An instant, UTC, to the nanosecond, 1678 to 2261.
using Timestamp = std::chrono::sys_time<std::chrono::nanoseconds>;

/// A list within a decision. Going through it costs its length; so does size().
template <class Item>
class List {
    using State = detail::EvaluatorState;
    using Read = Item (*)(const State&, std::uint32_t at);
    using Next = std::uint32_t (*)(const State&, std::uint32_t at);

public:
    class Iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = Item;
        using difference_type = std::ptrdiff_t;
        using pointer = void;
        using reference = Item;

        Iterator() = default;
        Item operator*() const { return read_(*state_, at_); }
        Iterator& operator++() { return at_ = next_(*state_, at_), *this; }
        Iterator operator++(int) {
            const Iterator before = *this;
            ++*this;
            return before;
        }
        friend bool operator==(const Iterator& a, const Iterator& b) { return a.at_ == b.at_; }

    private:
        friend class List;
        Iterator(const List& list, std::uint32_t at) : state_(list.state_), at_(at), read_(list.read_), next_(list.next_) {}
        const State* state_ = nullptr;
        std::uint32_t at_ = 0;
        Read read_ = nullptr;
        Next next_ = nullptr;
    };

    List() = default;
    /// For the library's own use.
    List(const State& state, std::uint32_t first, std::uint32_t end, Read read, Next next)
        : state_(&state), first_(first), end_(end), read_(read), next_(next) {}

    [[nodiscard]] Iterator begin() const { return {*this, first_}; }
    [[nodiscard]] Iterator end() const { return {*this, end_}; }
    [[nodiscard]] bool empty() const { return first_ == end_; }
    [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(std::distance(begin(), end())); }
    /// Only of a list that is not empty.
    [[nodiscard]] Item front() const { return *begin(); }

private:
    const State* state_ = nullptr;
    std::uint32_t first_ = 0, end_ = 0;
    Read read_ = nullptr;
    Next next_ = nullptr;
};

/// A rule that contributed.
struct Rule {
    std::string_view id;  // "policy.rule", or "default" for the bundle's default
    std::uint32_t source = 0;
    const detail::EvaluatorState* state = nullptr;

    /// Appends it as the JSON shows it: with the element it fired for, "policy.rule@/data/order/lines/3".
    void append_text(std::string& out) const;
};

enum class NeedKind : std::uint8_t {
    role,  // `count` different people who have `role` (for `scope`)
    all,   // every one of `of`
    any,   // `count` of `of`
    then,  // every one of `of`, in this order
};

/// Who has to approve.
struct Need {
    NeedKind kind = NeedKind::role;
    std::uint32_t count = 1;
    std::string_view role;                  // of kind role
    std::optional<std::string_view> scope;  // of kind role: for whom or what the role must be held
    List<Need> of;                          // of the other kinds
};

struct Approval {
    Need need;
    std::optional<Timestamp> due;
    List<std::string_view> never;  // persons who may not approve
    List<Rule> by;
};

struct Hold {
    std::string_view queue;
    List<Rule> by;
};

enum class Priority : std::uint8_t { low, normal, high, urgent };

struct Route {
    std::string_view queue;
    Priority priority = Priority::normal;
    List<Rule> by;
};

enum class When : std::uint8_t { cleared, refused, now };

/// What is to be carried out, and when: once the event is cleared, once it is refused, or now.
struct Action {
    std::string_view action;
    When when = When::cleared;
    List<Rule> by;
};

/// One step of an escalation that is due unless the approval came before.
struct Escalation {
    std::string_view chain;
    Timestamp at;
    std::string_view act;  // "notify R", "reassign to R", "hold in Q" or "reject"
    List<Rule> by;
};

enum class Recipient : std::uint8_t { role, channel, person };

struct Notice {
    Recipient to = Recipient::role;
    std::string_view name;                  // of the role or channel; the person
    std::optional<std::string_view> scope;  // of a role
    std::optional<std::string_view> text;
    List<Rule> by;
};

struct Reason {
    std::string_view code, text;
    List<Rule> by;
};

struct Output {
    std::string_view name;
    bool missing = false;
    std::uint32_t number = 0;
    const detail::EvaluatorState* state = nullptr;

    /// Appends the value as the JSON shows it; `null` if it is missing.
    void append_value(std::string& out) const;
};

/// What was decided for one element of a list.
struct Element {
    std::optional<Verdict> verdict;  // none: no rule stated one
    List<Output> outputs;
    List<Rule> by;
    std::uint32_t number = 0;
    const detail::EvaluatorState* state = nullptr;

    /// Appends the element's JSON pointer, "/data/order/lines/3".
    void append_pointer(std::string& out) const;
};

/// Why an event could not be decided.
struct Fault {
    std::string_view code;                  // such as "MISSING_FIELD"
    std::optional<std::string_view> field;  // JSON pointer of the trouble; none for the line as a whole, and for a fault while deciding
};

/// What was decided for one event.
class Decision {
public:
    [[nodiscard]] Verdict verdict() const;

    /// "d:…": of the bundle and the event's bytes; and "f:…": equal for two events if an approval carries over exactly, empty if the
    /// event's type has no subject.
    [[nodiscard]] std::string_view id() const;
    [[nodiscard]] std::string_view fingerprint() const;
    /// The event's envelope, as far as it could be read.
    [[nodiscard]] std::optional<std::string_view> event_id() const;
    [[nodiscard]] std::optional<std::string_view> event_type() const;
    [[nodiscard]] std::optional<Timestamp> event_time() const;

    [[nodiscard]] List<Approval> approvals() const;
    [[nodiscard]] List<Hold> holds() const;
    [[nodiscard]] List<Route> routes() const;
    [[nodiscard]] List<Action> actions() const;
    [[nodiscard]] List<Escalation> escalations() const;
    [[nodiscard]] List<Notice> notices() const;
    [[nodiscard]] List<Reason> reasons() const;
    [[nodiscard]] List<Output> outputs() const;
    [[nodiscard]] List<Element> elements() const;
    /// Every rule that fired.
    [[nodiscard]] List<Rule> rules() const;
    /// There if verdict() is fault.
    [[nodiscard]] std::optional<Fault> fault() const;
    /// The fault's code, e.g. "MISSING_FIELD"; empty unless verdict() is fault.
    [[nodiscard]] std::string_view fault_code() const;

    /// Appends the decision as one line of JSON, without line end. Takes memory only as `out` grows.
    void append_json(std::string& out) const;

    /// For the library's own use.
    [[nodiscard]] const detail::EvaluatorState& state() const { return *state_; }

private:
    friend struct detail::EvaluatorState;
    const detail::EvaluatorState* state_ = nullptr;
};

enum class DueTimes : std::uint8_t { ignored, compared };

/// Is `decision` at most as strict as `other` (LANGUAGE.md, V-1)? A lower verdict is; of equal verdicts, one whose every need is implied by
/// a need of the other which keeps out the same persons and (if compared) is due no later, and whose holds are among the other's. Two
/// evaluators of one bundle made them; of two bundles the answer is false. For reviews and edits: it takes memory; what is too
/// intricate to compare is false, the cautious answer.
[[nodiscard]] bool at_most_as_strict(const Decision& decision, const Decision& other, DueTimes due = DueTimes::compared);

/// Does an approval that was given for the event of `approved` still stand for that of `now` (V-2)? False if either is a fault, if
/// their subjects differ, if a bound value moved beyond its tolerance, or if `now` is stricter. Evaluators and cost as above.
[[nodiscard]] bool still_stands(const Decision& approved, const Decision& now);

}  // namespace ordain
