#include <array>
#include <set>

#include "compiler/lint/rule.hpp"
#include "compiler/lint/walk.hpp"

namespace ordain::lint {

namespace {

constexpr std::array<std::string_view, 8> who_asks{"requested_by", "requester",  "created_by", "submitted_by",
                                                   "salesperson",  "entered_by", "ordered_by", "buyer_id"};

/// Events whose payload says who asked.
std::set<std::string> events_with_requester(const typed::Program& program) {
    std::set<std::string> names;
    const auto has = [&](const typed::Record& record, const auto& self, int depth) -> bool {
        for (const typed::Field& f : record.fields) {
            for (const std::string_view name : who_asks)
                if (f.name == name && f.type.kind == TypeKind::text) return true;
            if (f.type.kind == TypeKind::record && depth < 8 && self(program.records[f.type.ref], self, depth + 1)) return true;
        }
        return false;
    };
    for (const typed::Event& event : program.events)
        if (has(program.records[event.root.value], has, 0)) names.insert(event.name);
    return names;
}

}  // namespace

void check_requester_may_approve(const Subject& subject, Findings& findings) {
    const std::set<std::string> events = events_with_requester(subject.program);
    for (const syntax::Tree& tree : subject.trees)
        for_each_effect(tree, [&](const syntax::Policy& policy, const syntax::Effect& e) {
            if (e.kind != syntax::EffectKind::require || !e.never.empty()) return;
            for (const syntax::Path& on : policy.on)
                if (events.contains(on.text())) {
                    findings.report(e.span, "who asked for this may also approve it")
                        .with_help("add `never` and the field that says who asked");
                    return;
                }
        });
}

}  // namespace ordain::lint
