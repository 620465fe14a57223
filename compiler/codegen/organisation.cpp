#include "compiler/codegen/organisation.hpp"

#include <algorithm>
#include <vector>

namespace ordain {

namespace codegen {

namespace {

/// Every role below `top`, over any number of steps, ascending.
std::vector<std::uint32_t> below(const typed::Program& program, const typed::Role& top) {
    std::vector<bool> seen(program.roles.size());
    std::vector<std::uint32_t> found;
    const auto visit = [&](const typed::Role& role) {
        for (const typed::RoleId lower : role.above) {
            if (seen[lower.value]) continue;
            seen[lower.value] = true;
            found.push_back(lower.value);
        }
    };
    visit(top);
    for (std::size_t i = 0; i < found.size(); ++i) visit(program.roles[found[i]]);
    std::sort(found.begin(), found.end());
    return found;
}

void emit_names(const std::vector<typed::Symbol>& from, std::vector<program::NameRec>& to, Strings& strings) {
    for (const typed::Symbol& symbol : from) to.push_back({strings.add(symbol.name), {}});
}

}  // namespace

void emit_enums(const typed::Program& program, program::ImageData& image, Strings& strings) {
    for (const typed::Enum& e : program.enums) {
        program::EnumRec record{
            strings.add(e.name), {size32(image.enum_values), size32(e.values)}, {size32(image.spellings), 0}, e.open, 0};
        std::vector<std::pair<std::string_view, std::uint32_t>> spellings;
        for (std::uint32_t ordinal = 0; ordinal < size32(e.values); ++ordinal) {
            const typed::Enumerator& value = e.values[ordinal];
            image.enum_values.push_back({strings.add(value.name), strings.add(value.spellings.front())});
            for (const std::string& spelling : value.spellings) spellings.emplace_back(spelling, ordinal);
        }
        std::sort(spellings.begin(), spellings.end());
        for (const auto& [spelling, ordinal] : spellings) image.spellings.push_back({strings.add(spelling), ordinal, 0});
        record.spellings.count = size32(spellings);
        image.enums.push_back(record);
    }
}

void emit_people(const typed::Program& program, program::ImageData& image, Strings& strings) {
    for (const typed::Role& role : program.roles) {
        const auto lower = below(program, role);
        const program::Range32 above{size32(image.role_above), size32(lower)};
        image.role_above.insert(image.role_above.end(), lower.begin(), lower.end());
        image.roles.push_back({strings.add(role.name), strings.add(role.title), above, role.scope, role.scoped, 0});
    }
    emit_names(program.queues, image.queues, strings);
    emit_names(program.actions, image.actions, strings);
    emit_names(program.channels, image.channels, strings);
    for (const typed::Reason& reason : program.reasons) image.reasons.push_back({strings.add(reason.code), strings.add(reason.text)});
    for (const typed::Output& output : program.outputs) image.outputs.push_back({strings.add(output.name), output.type});
}

void emit_ladders(const typed::Program& program, program::ImageData& image, Strings& strings, Symbols& symbols) {
    for (const typed::Ladder& ladder : program.ladders) {
        const program::Range32 roles{size32(image.ladder_roles), size32(ladder.roles)};
        const program::Range32 rows{size32(image.ladder_rows), size32(ladder.rows)};
        for (const typed::RoleId role : ladder.roles) image.ladder_roles.push_back(role.value);
        // the row for every other scope last: the first row that fits counts
        std::vector<typed::LadderRow> ordered = ladder.rows;
        std::stable_partition(ordered.begin(), ordered.end(), [](const typed::LadderRow& row) { return !row.any; });
        for (const typed::LadderRow& row : ordered) {
            image.ladder_rows.push_back({row.any ? 0 : word(row.scope, ladder.scope, symbols), row.any, size32(image.ladder_rungs)});
            for (const typed::Rung& rung : row.rungs)
                image.ladder_rungs.push_back({rung.unlimited || rung.absent ? 0 : rung.limit, rung.unlimited, rung.absent});
        }
        image.ladders.push_back({strings.add(ladder.name), roles, rows, ladder.of, ladder.scope, ladder.scoped, 0});
    }
}

void emit_escalations(const typed::Program& program, program::ImageData& image, Strings& strings) {
    for (const typed::Escalation& escalation : program.escalations) {
        image.escalations.push_back({strings.add(escalation.name), {size32(image.steps), size32(escalation.steps)}});
        for (const typed::Step& step : escalation.steps) {
            const bool names = step.act != typed::StepAct::reassign_next && step.act != typed::StepAct::reject &&
                               step.act != typed::StepAct::notify_person;
            image.steps.push_back({static_cast<std::uint32_t>(step.kind), static_cast<std::uint32_t>(step.act),
                                   names ? step.target : program::none, 0, step.duration, step.duration_type, strings.add(step.text)});
        }
    }
}

}  // namespace codegen

void emit_organisation(const typed::Program& program, program::ImageData& image, Strings& strings, Symbols& symbols) {
    image.meta.push_back({strings.add(program.name), 1, program.fault_queue.value});
    codegen::emit_enums(program, image, strings);
    codegen::emit_people(program, image, strings);
    codegen::emit_ladders(program, image, strings, symbols);
    codegen::emit_escalations(program, image, strings);
    codegen::emit_calendars(program, image, strings);
    codegen::emit_data(program, image, strings, symbols);
}

}  // namespace ordain
