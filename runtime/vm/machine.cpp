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
}

void Machine::run(EventStore& store, Contributions& out, bool with_advice) {
    out.clear();
    prepare(store);
    const vm::Context context{image_,   calendars_, store, store.frame.data(), store.columns.data(), image_.constants.size(),
                              indices_, matches_};
    const program::Range32 chunks = image_.events[store.event].chunks;
    const auto run_all = [&] { vm::interpret<false>(context, image_.code, image_.chunks, chunks, out, nullptr); };
    if (with_advice || !store.has_advice) {
        run_all();
    } else {
        const AdviceHidden hidden(*this, store);
        run_all();
    }
}

void Machine::run_only(EventStore& store, std::uint32_t chunk, Contributions& out) {
    prepare(store);
    const vm::Context context{image_,   calendars_, store, store.frame.data(), store.columns.data(), image_.constants.size(),
                              indices_, matches_};
    vm::interpret<false>(context, image_.code, image_.chunks, {chunk, 1}, out, nullptr);
}

void Machine::trace(EventStore& store, std::uint32_t chunk, Contributions& out, bool with_advice, std::vector<TraceStep>& steps) {
    prepare(store);
    const vm::Context context{image_,   calendars_, store, store.frame.data(), store.columns.data(), image_.constants.size(),
                              indices_, matches_};
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
