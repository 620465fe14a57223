// Entries: Machine, frame_registers.
#include "runtime/vm/machine.hpp"

#include <algorithm>

#include "runtime/vm/interpret.hpp"

namespace ordain {
std::size_t frame_registers(const program::Image& image) {
    std::size_t size = image.constants.size();
    for (const auto& event : image.events) size = std::max(size, image.constants.size() + event.slots);
    for (const auto& chunk : image.chunks) size = std::max(size, std::size_t{chunk.frame});
    for (const auto& chunk : image.trace_chunks) size = std::max(size, std::size_t{chunk.frame});
    return size;
}

/// While it lives, the advice of an event counts as missing.
class Machine::AdviceHidden {
public:
    AdviceHidden(Machine& machine, EventStore& store) : machine_(machine), store_(store) {
        machine_.hidden_.clear();
        visit([this](std::int64_t& presence) {
            machine_.hidden_.push_back(presence);
            presence = 0;
        });
    }
    ~AdviceHidden() {
        std::size_t i = 0;
        visit([this, &i](std::int64_t& presence) { presence = machine_.hidden_[i++]; });
    }
    AdviceHidden(const AdviceHidden&) = delete;
    AdviceHidden& operator=(const AdviceHidden&) = delete;

private:
    Machine& machine_;
    EventStore& store_;

    template <class F>
    void visit(F&& each) {
        const program::Image& image = machine_.image_;
        const program::EventRec& event = image.events[store_.event];
        for (const auto& advice : program::slice(image.advice, event.advice)) {
            const program::FieldRec& field = image.fields[advice.field];
            if (field.presence == program::none) continue;
            if ((field.flags & program::field_flags::in_list) == 0) {
                each(store_.frame[image.constants.size() + field.presence]);
                continue;
            }
            const program::ColumnRec& column = image.columns[field.presence];
            const std::size_t number = column.list - event.lists.first;
            const std::uint32_t reserved = image.lists[column.list].rows;
            const std::uint32_t rows = number < store_.rows.size() ? std::min(store_.rows[number], reserved) : reserved;
            for (std::uint32_t row = 0; row < rows; ++row) each(store_.columns[column.offset + row]);
        }
    }
};

Machine::Machine(const program::Image& image) : image_(image), frame_size_(frame_registers(image)) {
    calendars_.reserve(image.calendars.size());
    for (std::uint32_t i = 0; i < image.calendars.size(); ++i) calendars_.push_back(view(image, i));
    std::size_t advice = 0;
    for (const auto& event : image.events) {
        std::size_t values = 0;
        for (const auto& a : program::slice(image.advice, event.advice)) {
            const auto& field = image.fields[a.field];
            const bool in_list = (field.flags & program::field_flags::in_list) != 0 && field.presence != program::none;
            values += in_list ? image.lists[image.columns[field.presence].list].rows : 1;
        }
        advice = std::max(advice, values);
    }
    hidden_.reserve(advice);
    plan_stretches();
}

void Machine::plan_stretches() {
    for (const program::EventRec& event : image_.events) {
        const auto first = static_cast<std::uint32_t>(stretches_.size());
        bool open = false;  // chunks for the interpreter may be added to the last stretch
        for (std::uint32_t chunk = event.chunks.first; chunk < event.chunks.first + event.chunks.count; ++chunk) {
            auto plain = vm::plain_chunk(image_, chunk);
            if (!plain && open) {
                ++stretches_.back().chunks.count;
                continue;
            }
            open = !plain;
            stretches_.push_back({std::move(plain), {chunk, 1}});
        }
        of_event_.push_back({first, static_cast<std::uint32_t>(stretches_.size()) - first});
    }
}

// Whether any rule fires is as good as chance to the processor: so there is no branch on it.
void Machine::run_plain(const vm::PlainChunk& plain, const std::int64_t* r, Contributions& out) {
    const std::int64_t time = r[image_.constants.size()];
    if (time < plain.from || plain.until <= time) return;
    out.applied.push_back(plain.chunk);
    if (plain.all) return run_plain_all(plain, r, out);
    const program::MatcherRec& matcher = *plain.matcher;
    const std::uint32_t rule = vm::first_match(image_, matcher, r);
    const bool found = rule != matcher.rules;
    const auto emitted = static_cast<std::uint32_t>(out.emitted.size()), args = static_cast<std::uint32_t>(out.args.size());
    out.fired.push_back_if(found, {matcher.first_rule + rule, plain.chunk, -1, program::none, emitted});
    const program::Range32 effects = plain.outcomes[found ? rule : 0];
    if (effects.count == 1) {
        out.emitted.push_back_if(found, {image_.match_effects[effects.first], args});
    } else if (found) {
        for (const std::uint32_t effect : program::slice(image_.match_effects, effects)) out.emitted.push_back({effect, args});
    }
    if (!found) run_otherwise(plain, out);
}

void Machine::run_plain_all(const vm::PlainChunk& plain, const std::int64_t* r, Contributions& out) {
    const auto args = static_cast<std::uint32_t>(out.args.size());
    const std::size_t before = out.fired.size();
    vm::for_each_match(image_, *plain.matcher, r, matches_, [&](std::uint32_t rule) {
        const auto emitted = static_cast<std::uint32_t>(out.emitted.size());
        out.fired.push_back({plain.matcher->first_rule + rule, plain.chunk, -1, program::none, emitted});
        for (const std::uint32_t effect : program::slice(image_.match_effects, plain.outcomes[rule])) out.emitted.push_back({effect, args});
    });
    if (out.fired.size() == before) run_otherwise(plain, out);
}

void Machine::run_otherwise(const vm::PlainChunk& plain, Contributions& out) {
    if (plain.otherwise == program::none) return;
    const auto args = static_cast<std::uint32_t>(out.args.size());
    out.fired.push_back({plain.otherwise, plain.chunk, -1, program::none, static_cast<std::uint32_t>(out.emitted.size())});
    for (const program::Insn& emit : plain.otherwise_effects) out.emitted.push_back({emit.b, args});
}

inline void Machine::run_stretches(EventStore& store, Contributions& out) {
    const program::Range32 stretches = of_event_[store.event];
    for (const Stretch *stretch = stretches_.data() + stretches.first, *const end = stretch + stretches.count; stretch != end; ++stretch) {
        if (stretch->plain) {
            run_plain(*stretch->plain, store.frame.data(), out);
            continue;
        }
        const vm::Context context = context_for(store);
        vm::interpret<false>(context, image_.code, image_.chunks, stretch->chunks, out, nullptr);
        if (out.fault.code != FaultCode::none) return;
    }
}

void Machine::run(EventStore& store, Contributions& out, bool with_advice) {
    out.clear();
    prepare(store);
    if (store.has_advice && !with_advice) [[unlikely]] {
        const AdviceHidden hidden(*this, store);
        run_stretches(store, out);
        return;
    }
    run_stretches(store, out);
}

vm::Context Machine::context_for(EventStore& store) {
    return {image_, calendars_, store, store.frame.data(), store.columns.data(), image_.constants.size(), indices_, matches_};
}

void Machine::run_only(EventStore& store, std::uint32_t chunk, Contributions& out) {
    prepare(store);
    const vm::Context context = context_for(store);
    vm::interpret<false>(context, image_.code, image_.chunks, {chunk, 1}, out, nullptr);
}

void Machine::trace(EventStore& store, std::uint32_t chunk, Contributions& out, bool with_advice, std::vector<TraceStep>& steps) {
    prepare(store);
    const vm::Context context = context_for(store);
    const auto run_one = [&] {
        const Contributions before = out;
        vm::interpret<true>(context, image_.trace_code, image_.trace_chunks, {chunk, 1}, out, &steps);
        if (steps.size() < most_trace_steps) return;
        out = before;
        vm::interpret<false>(context, image_.code, image_.chunks, {chunk, 1}, out, nullptr);
    };
    if (with_advice || !store.has_advice) {
        run_one();
    } else {
        const AdviceHidden hidden(*this, store);
        run_one();
    }
}

}  // namespace ordain
