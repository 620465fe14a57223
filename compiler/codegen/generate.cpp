// generate(): the single entry. Sections of the organisation, then per event its field plan, then the code of each policy.
#include "compiler/codegen/generate.hpp"

#include <fmt/format.h>

#include <memory>
#include <optional>

#include "compiler/codegen/explanations.hpp"
#include "compiler/codegen/organisation.hpp"
#include "compiler/codegen/policy_chunk.hpp"
#include "compiler/sema/roots.hpp"
#include "runtime/base/limits.hpp"
#include "runtime/program/bounds.hpp"

namespace ordain::codegen {

namespace {

using program::none;

constexpr std::uint64_t most_fields = 65'536;  // of one event

class Generator {
public:
    Generator(const typed::Program& program, Options options)
        : program_(program), strings_(image_), shared_{program, constants_, symbols_, image_, options, {}} {
        if (options.sources != nullptr) explanations_.emplace(*options.sources, shared_, strings_);
    }

    std::optional<program::ImageData> run(Diagnostics& why) {
        emit_organisation(program_, image_, strings_, symbols_);
        policies();
        if (!plans_fit(why)) return std::nullopt;
        layouts_.reserve(program_.events.size());  // their nodes are pointed to: they must not be copied
        for (std::uint32_t e = 0; e < program_.events.size(); ++e)
            layouts_.push_back(plan::build_field_plan(program_, typed::EventId{e}, image_, strings_));
        for (std::uint32_t e = 0; e < program_.events.size(); ++e) event(e);
        if (!shared_.error.empty()) {
            why.report(DiagKind::decision_too_costly, trouble_, shared_.error)
                .with_help("split the policy, or let fewer of its lets and `define`s use each other");
            return std::nullopt;
        }
        image_.constants = constants_.values();
        place_chunks();
        symbols_.finish(image_, strings_);
        if (!fits(why)) return std::nullopt;
        return std::move(image_);
    }

private:
    /// Fields of a record with those of its records and elements; records do not contain themselves.
    std::uint64_t fields_in(std::uint32_t record, std::vector<std::uint64_t>& known) const {
        if (known[record] != 0) return known[record];
        std::uint64_t count = 1;
        for (const typed::Field& field : program_.records[record].fields) {
            Type type = field.type;
            if (type.kind == TypeKind::list) type = program_.lists[type.ref].element;
            count += type.kind == TypeKind::record ? fields_in(type.ref, known) : 1;
            count = std::min(count, most_fields + 1);
        }
        return known[record] = count;
    }

    /// False if an event has so many fields that no sender could mean it.
    bool plans_fit(Diagnostics& why) const {
        std::vector<std::uint64_t> known(program_.records.size());
        for (const typed::Event& event : program_.events) {
            if (fields_in(event.root.value, known) <= most_fields) continue;
            why.report(DiagKind::too_many_fields, event.span, "the event `{}` has more than {} fields with those of its records",
                       event.name, most_fields)
                .with_help("records that hold two of another, which hold two of a third, double with each step");
            return false;
        }
        return true;
    }

    const typed::Program& program_;
    program::ImageData image_;
    Strings strings_;
    Symbols symbols_;
    Constants constants_;
    Shared shared_;
    std::vector<plan::EventLayout> layouts_;
    std::vector<std::unique_ptr<PolicyChunk>> chunks_;
    std::optional<Explanations> explanations_;
    Span trouble_;  // the policy to which shared_.error belongs

    void policies() {
        for (const typed::Policy& policy : program_.policies) {
            program::PolicyRec rec;
            rec.name = strings_.add(policy.name);
            rec.owner = strings_.add(policy.owner);
            rec.flags = (policy.mode == typed::Mode::shadow ? program::policy_flags::shadow : 0) |
                        (policy.is_table ? program::policy_flags::table : 0);
            rec.calendar = policy.calendar.valid() ? policy.calendar.value : none;
            image_.policies.push_back(rec);
        }
    }

    void event(std::uint32_t e) {
        program::EventRec& rec = image_.events[e];
        rec.chunks.first = static_cast<std::uint32_t>(image_.chunks.size());
        for (const typed::Instance& instance : program_.instances) {
            if (instance.event.value != e || !shared_.error.empty()) continue;
            if (explanations_) explanations_->add(instance, layouts_[e]);
            chunks_.push_back(std::make_unique<PolicyChunk>(shared_, strings_, instance, layouts_[e], nullptr));
            program::ChunkRec chunk = chunks_.back()->generate();
            chunk.reads_advice = reads_advice(instance) ? 1 : 0;
            if (!shared_.error.empty()) trouble_ = program_.policies[instance.policy.value].span;
            image_.chunks.push_back(chunk);
            if (instance.each_list.valid()) image_.policies[instance.policy.value].flags |= program::policy_flags::each;
        }
        rec.chunks.count = static_cast<std::uint32_t>(image_.chunks.size()) - rec.chunks.first;
        defaults(e, rec);
        binds(e, rec);
    }

    void defaults(std::uint32_t e, program::EventRec& rec) {
        Effects effects(shared_, strings_);
        rec.default_args = static_cast<std::uint32_t>(image_.default_args.size());
        rec.default_effects.first = static_cast<std::uint32_t>(image_.effects.size());
        for (const typed::Effect& effect : program_.defaults[e].effects) (void)effects.constant_effect(effect);
        rec.default_effects.count = static_cast<std::uint32_t>(image_.effects.size()) - rec.default_effects.first;
        if (!shared_.error.empty() && trouble_ == Span{}) trouble_ = program_.defaults[e].span;
    }

    void binds(std::uint32_t e, program::EventRec& rec) {
        const typed::Event& event = program_.events[e];
        rec.binds.first = static_cast<std::uint32_t>(image_.binds.size());
        if (event.subject.valid()) {
            rec.has_subject = 1;
            image_.binds.push_back(bind(e, event.subject));
        }
        for (const typed::Bind& b : event.binds) {
            program::BindRec bound = bind(e, b.value);
            bound.tolerance = static_cast<std::uint32_t>(b.tolerance);
            bound.amount = b.amount;
            bound.text = strings_.add(b.text);
            image_.binds.push_back(bound);
        }
        rec.binds.count = static_cast<std::uint32_t>(image_.binds.size()) - rec.binds.first;
    }

    /// A bound value is a path of the event outside lists: a chain of fields from the root, or a member of the envelope.
    program::BindRec bind(std::uint32_t e, typed::ExprId id) {
        program::BindRec rec;
        rec.type = program_[id].type;
        const plan::Entry* entry = path(e, id);
        if (entry != nullptr) {
            rec.slot = entry->target;
            rec.presence = entry->presence;
        } else {
            const std::uint32_t index = program_[id].index;
            rec.slot = index == 3 ? 0 : index + 1;
        }
        return rec;
    }

    const plan::Entry* path(std::uint32_t e, typed::ExprId id) {
        std::vector<std::uint32_t> fields;
        for (; program_[id].op != typed::Op::root; id = program_[id].a) {
            if (program_[id].op == typed::Op::envelope) return nullptr;
            if (program_[id].op == typed::Op::field) fields.push_back(program_[id].index);
        }
        const plan::Node* node = layouts_[e].root();
        const plan::Entry* entry = nullptr;
        for (std::size_t i = fields.size(); i-- > 0;) {
            entry = &node->fields[fields[i]];
            node = entry->record;
        }
        return entry;
    }

    [[nodiscard]] bool reads_advice(const typed::Instance& instance) const {
        bool reads = false;
        typed::for_each_root(program_, instance, [&](typed::ExprId root) { reads = reads || program_[root].reads_advice; });
        return reads;
    }

    void place_chunks() {
        const auto constant_count = static_cast<std::uint32_t>(constants_.values().size());
        for (std::size_t i = 0; i < chunks_.size(); ++i) {
            program::ChunkRec& rec = image_.chunks[i];
            rec.code = static_cast<std::uint32_t>(image_.code.size());
            const auto code = chunks_[i]->code().relocate(rec.code, constant_count, image_.events[rec.event].slots, rec.frame);
            image_.code.insert(image_.code.end(), code.begin(), code.end());
            for (const std::uint32_t matcher : chunks_[i]->matchers())
                place_matcher(image_, matcher, constant_count, image_.events[rec.event].slots);
            rec.code_end = static_cast<std::uint32_t>(image_.code.size());
        }
        if (explanations_) explanations_->place(constant_count);
    }

    static void book(const program::ChunkBounds& bounds, program::ChunkRec& chunk) {
        chunk.cost = bounds.cost;
        chunk.max_fired = static_cast<std::uint32_t>(bounds.fired);
        chunk.max_emitted = static_cast<std::uint32_t>(bounds.emitted);
        chunk.max_args = static_cast<std::uint32_t>(bounds.args);
    }

    /// Books what each chunk can cost and contribute. False if the decisions of an event type cost too much.
    bool fits(Diagnostics& why) {
        const program::Image image = image_.view();
        const program::Costs costs = program::costs_of(image);
        for (program::ChunkRec& trace : image_.trace_chunks) book(program::chunk_bounds(image, costs, image_.trace_code, trace), trace);
        for (const program::EventRec& event : image_.events) {
            std::uint64_t cost = 0, most = 0;
            typed::PolicyId costliest;
            for (std::uint32_t i = event.chunks.first; i < event.chunks.first + event.chunks.count; ++i) {
                program::ChunkRec& chunk = image_.chunks[i];
                const program::ChunkBounds bounds = program::chunk_bounds(image, costs, image_.code, chunk);
                book(bounds, chunk);
                cost = cost > UINT64_MAX - bounds.cost ? UINT64_MAX : cost + bounds.cost;
                if (bounds.cost > most) most = bounds.cost, costliest = typed::PolicyId{chunk.policy};
            }
            if (cost <= limits::program_cost) continue;
            const auto number = static_cast<std::size_t>(&event - image_.events.data());
            const Span place = costliest.valid() ? program_.policies[costliest.value].span : program_.events[number].span;
            auto& report =
                why.report(DiagKind::decision_too_costly, place, "deciding one `{}` can cost {} steps, more than the limit of {}",
                           image.str(event.type), cost, limits::program_cost);
            if (costliest.valid()) report.with_label(fmt::format("this alone can cost {}", most));
            report.with_help("lists within lists multiply: lower the `max` of a list, or go through fewer of them at one time");
            return false;
        }
        return true;
    }
};

}  // namespace

std::optional<program::ImageData> generate(const typed::Program& program, Diagnostics& why, Options options) {
    return Generator(program, options).run(why);
}

}  // namespace ordain::codegen
