#include "runtime/vm/phrases.hpp"

#include "runtime/vm/json_sink.hpp"
#include "runtime/vm/step_text.hpp"

namespace ordain {

Phrases::Piece Phrases::add(std::string_view text, std::string_view before, std::string_view after) {
    const std::size_t begin = pool_.size();
    pool_ += before;
    JsonSink(pool_).escaped(text);
    pool_ += after;
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(pool_.size() - begin)};
}

Phrases::Phrases(const program::Image& image, std::string_view bundle_id) {
    const auto quoted = [&](std::vector<Piece>& to, const auto& records, auto text_of) {
        to.reserve(records.size());
        for (const auto& record : records) to.push_back(add(image.str(text_of(record)), "\"", "\""));
    };
    const auto name = [](const auto& record) { return record.name; };
    quoted(queues, image.queues, name);
    quoted(actions, image.actions, name);
    quoted(channels, image.channels, name);
    quoted(roles, image.roles, name);
    quoted(reasons, image.reasons, name);
    quoted(outputs, image.outputs, name);
    quoted(escalations, image.escalations, name);
    quoted(types, image.events, [](const auto& event) { return event.type; });
    quoted(reason_texts, image.reasons, [](const auto& reason) { return reason.text; });
    if (image.enums.size() > enum_priority) {  // no bundle that routes is without it
        const auto values = program::slice(image.enum_values, image.enums[enum_priority].values);
        quoted(priorities, values, [](const auto& value) { return value.spelling; });
    }
    std::string act;
    for (const program::StepRec& step : image.steps) {
        act.clear();
        if (!depends_on_need(image, step)) append_act(act, image, step);
        acts.push_back(add(act, "\"", "\""));
    }
    rules.reserve(image.rules.size());
    for (const auto& rule : image.rules) rules.push_back(add(image.str(rule.id), "\"", ""));
    lists.reserve(image.lists.size());
    for (const auto& list : image.lists) lists.push_back(add(list.parent == program::none ? image.str(list.pointer) : "", "", "/"));
    bundle = add(bundle_id, "\"", "\"");
    pool_.append(slack, '\0');
}

}  // namespace ordain
