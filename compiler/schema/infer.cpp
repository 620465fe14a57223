#include "compiler/schema/infer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "compiler/format/format.hpp"
#include "compiler/schema/choices.hpp"
#include "compiler/schema/names.hpp"

namespace ordain::schema {

namespace {

/// A field of an event that holds a record: a member of the payload, or the payload itself.
struct Root {
    std::size_t event;
    std::string member;  // as it is called in JSON, or will be called
    bool whole;          // the payload itself
    const Seen* seen;
};

/// `order.created`: `order`; `sale.order.saved`: `order`; `order`: `order`.
std::string thing_of(const std::string& type) {
    const std::size_t last = type.rfind('.');
    if (last == std::string::npos) return type;
    const std::size_t before = type.rfind('.', last - 1);
    return before == std::string::npos ? type.substr(0, last) : type.substr(before + 1, last - before - 1);
}

bool is_payload_of_objects(const Seen& data) {
    return !data.members.empty() && std::all_of(data.members.begin(), data.members.end(),
                                                [](const Seen& m) { return m.objects > 0 && m.objects + m.nulls == m.values && !m.twice; });
}

/// At least half of the members of the smaller are members of the other.
bool alike(const Seen& a, const Seen& b) {
    const Seen& small = a.names.size() < b.names.size() ? a : b;
    const Seen& large = &small == &a ? b : a;
    const auto common =
        std::count_if(small.names.begin(), small.names.end(), [&](const std::string& n) { return large.index.contains(n); });
    return static_cast<std::size_t>(common) * 2 >= small.names.size();
}

/// Whether the two have values of one kind wherever both have some, so that seeing them together leaves nothing out.
bool agree(const Seen& a, const Seen& b) {
    const auto kinds = [](const Seen& s) {
        return int{s.trues > 0} + 2 * int{s.numbers.count > 0} + 4 * int{s.texts.count > 0} + 8 * int{s.objects > 0} +
               16 * int{s.arrays > 0} + (s.arrays > 0 && s.arrays == s.pairs ? 32 : 0);
    };
    if (kinds(a) != 0 && kinds(b) != 0 && kinds(a) != kinds(b)) return false;
    for (std::size_t i = 0; i < a.names.size(); ++i) {
        const Seen* other = b.member(a.names[i]);
        if (other != nullptr && !agree(a.members[i], *other)) return false;
    }
    return a.element.empty() || b.element.empty() || agree(a.element[0], b.element[0]);
}

class Module {
public:
    Module(const std::vector<EventSeen>& events, Wishes wishes, bool noisy) : events_(events), proposer_(std::move(wishes), noisy) {}

    std::string write(const std::string& name) {
        plan_events();
        out_ = fmt::format(
            "## Proposed from {}: a start, to be read and changed. Ranges are those of the samples. Enums are open, since samples seldom\n"
            "## show every spelling; without `open` an unknown one makes the event invalid.\nmodule {}\n",
            counted(), name);
        for (const EnumPlan& e : proposer_.enums()) enumeration(e);
        for (const RecordPlan& r : proposer_.records()) record(r);
        for (std::size_t i = 0; i < events_.size(); ++i) event(i);
        return out_;
    }

private:
    std::string counted() const {
        std::size_t count = 0;
        for (const EventSeen& e : events_) count += e.samples;
        return fmt::format("{} sample{}", count, count == 1 ? "" : "s");
    }

    void plan_events() {
        fields_.resize(events_.size());
        for (std::size_t i = 0; i < events_.size(); ++i) {
            const Seen& data = events_[i].data;
            if (!is_payload_of_objects(data)) {
                if (!data.members.empty()) roots_.push_back({i, thing_of(events_[i].type), true, &data});
                continue;
            }
            for (std::size_t m = 0; m < data.members.size(); ++m) roots_.push_back({i, data.names[m], false, &data.members[m]});
        }
        std::vector<bool> done(roots_.size());
        for (std::size_t i = 0; i < roots_.size(); ++i) {
            if (!done[i]) share_record(i, done);
        }
    }

    /// One record for this place and for those of other events that are called the same and look alike.
    void share_record(std::size_t first, std::vector<bool>& done) {
        Seen all = *roots_[first].seen;
        std::vector<std::size_t> users{first};
        for (std::size_t i = first + 1; i < roots_.size(); ++i) {
            const Root& other = roots_[i];
            if (done[i] || other.member != roots_[first].member || !alike(all, *other.seen) || !agree(all, *other.seen)) continue;
            all.merge(*other.seen);
            users.push_back(i);
        }
        const auto name = proposer_.record(all, type_name(roots_[first].member), "", 0);
        for (const std::size_t user : users) {
            done[user] = true;
            add_field(roots_[user], name);
        }
    }

    void add_field(const Root& root, const std::optional<std::string>& record) {
        FieldPlan plan;
        plan.member = root.member;
        plan.name = field_name(root.member);
        if (plan.name == "event" || plan.name == "subject" || plan.name == "binds") plan.name += "_";
        std::vector<FieldPlan>& fields = fields_[root.event];
        const std::string wanted = plan.name;
        const auto taken = [&] {
            return std::any_of(fields.begin(), fields.end(), [&](const FieldPlan& f) { return f.name == plan.name; });
        };
        for (std::size_t n = 2; taken(); ++n) plan.name = fmt::format("{}_{}", wanted, n);
        if (root.whole) {
            plan.from = "";
        } else {
            if (plan.name != root.member) plan.from = pointer_token(root.member);
            const std::size_t samples = events_[root.event].data.objects;
            plan.optional = root.seen->nulls > 0 || root.seen->values < samples;
        }
        plan.type = record.value_or("");
        if (!record || root.member.empty()) plan.left_out = "no member of these objects can be declared";
        fields.push_back(std::move(plan));
    }

    void enumeration(const EnumPlan& e) {
        out_ += fmt::format("\nenum {} open {{\n", e.name);
        std::vector<std::string> names;
        for (const std::string& spelling : e.spellings) {
            const std::string wanted = enumerator_name(spelling);
            std::string name = wanted;
            for (std::size_t n = 2; std::find(names.begin(), names.end(), name) != names.end(); ++n) name = fmt::format("{}_{}", wanted, n);
            names.push_back(name);
            out_ += name == spelling ? fmt::format("  {},\n", name) : fmt::format("  {} {},\n", name, quoted(spelling));
        }
        out_ += "}\n";
    }

    void fields(const std::vector<FieldPlan>& plans) {
        for (const FieldPlan& plan : plans) {
            if (plan.left_out.empty()) {
                out_ += fmt::format("  {}\n", plan.line());
            } else {
                out_ += fmt::format("  # {} is left out: {}\n", quoted(plan.member), plan.left_out);
            }
        }
    }

    void record(const RecordPlan& r) {
        out_ += fmt::format("\nrecord {} {{\n", r.name);
        fields(r.fields);
        out_ += "}\n";
    }

    void event(std::size_t i) {
        out_ += fmt::format("\nevent {} {{\n", events_[i].type);
        fields(fields_[i]);
        const std::string subject = subject_of(fields_[i]);
        if (!subject.empty())
            out_ += fmt::format("  # subject {}  and `binds` of what an approval is about, if approvals may outlive an edit\n", subject);
        out_ += "}\n";
    }

    /// What seems to identify the thing that the event is about, or nothing.
    std::string subject_of(const std::vector<FieldPlan>& event) const {
        for (const FieldPlan& root : event) {
            const auto& records = proposer_.records();
            const auto r = std::find_if(records.begin(), records.end(), [&](const RecordPlan& known) { return known.name == root.type; });
            if (r == records.end() || root.optional || !root.left_out.empty()) continue;
            for (const FieldPlan& f : r->fields)
                if (f.member == "id" && f.left_out.empty() && !f.optional && f.type != "decimal")
                    return fmt::format("{}.{}", root.name, f.name);
        }
        return {};
    }

    const std::vector<EventSeen>& events_;
    Proposer proposer_;
    std::vector<Root> roots_;
    std::vector<std::vector<FieldPlan>> fields_;  // of each event
    std::string out_;
};

}  // namespace

Result<std::string> infer(const Samples& samples, const std::string& module, Wishes wishes) {
    if (samples.events().empty()) return Error{"there are no samples"};
    if (!is_dotted_name(module))
        return Error{fmt::format("a module can't be called `{}`: it is words of letters, digits and `_`, joined by dots", module)};
    std::vector<std::string> currencies;
    bool noisy = false;
    for (const EventSeen& event : samples.events()) {
        noisy = noisy || has_noise(event.data);
        find_currencies(event.data, currencies);
    }
    if (wishes.currency.empty() && currencies.size() == 1) wishes.currency = currencies[0];
    const std::string text = Module(samples.events(), std::move(wishes), noisy).write(module);
    SourceSet sources;
    sources.add(module + ".ord", text);
    Diagnostics diagnostics;
    auto formatted = format::format(sources, 0, diagnostics);
    if (!formatted)
        return Error{fmt::format("the proposal can't be read: {}", diagnostics.all().empty() ? "" : diagnostics.all()[0].message)};
    return std::move(*formatted);
}

}  // namespace ordain::schema
