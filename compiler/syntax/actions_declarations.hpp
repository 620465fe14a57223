// Actions of declarations.
#pragma once

#include "compiler/syntax/actions_effects.hpp"

namespace ordain::syntax {

/// The name of a declaration of type T, and what messages call it.
template <typename T, g::Text Kind>
struct declares {
    static void apply0(Builder& b) { b.declare<T>(Kind.view()).name = b.name(); }
};
/// The end of a declaration.
template <auto List, DeclKind Kind>
struct declared {
    static void apply0(Builder& b) { b.declared(b.tree.*List, Kind); }
};

template <>
struct action<g::declaration_begin> {
    template <typename Input>
    static void apply(const Input& in, Builder& b) {
        b.begin_declaration(in.begin());
    }
};
template <>
struct action<g::declaration_end> {
    static void apply0(Builder& b) { b.end_declaration(); }
};

// --- modules, names -------------------------------------------------------------------------------------------------------
template <>
struct action<g::module_name> {
    static void apply0(Builder& b) { b.module_named(); }
};
template <>
struct action<g::use_name> {
    static void apply0(Builder& b) { b.declare<Use>("use").module = b.path(); }
};
template <>
struct action<g::use_declaration> : declared<&Tree::uses, DeclKind::use> {};

template <>
struct action<g::symbol_name> {
    static void apply0(Builder& b) { b.declare<Symbol>(g::text_of(b.last_keyword())).name = b.name(); }
};
template <>
struct action<g::symbol_text> : put_text<&Symbol::text> {};
template <>
struct action<g::queue_declaration> : declared<&Tree::queues, DeclKind::queue> {};
template <>
struct action<g::action_declaration> : declared<&Tree::actions, DeclKind::action> {};
template <>
struct action<g::channel_declaration> : declared<&Tree::channels, DeclKind::channel> {};
template <>
struct action<g::reason_declaration> : declared<&Tree::reasons, DeclKind::reason> {};

// --- bundle -----------------------------------------------------------------------------------------------------------------
template <>
struct action<g::pattern_any> {
    static void apply0(Builder& b) {
        b.start<Pattern>().any = true;
        b.finish_into(b.patterns);
    }
};
template <>
struct action<g::pattern_path> {
    static void apply0(Builder& b) {
        Path path = b.path();
        b.start<Pattern>(path.span.begin).name = std::move(path);
    }
};
template <>
struct action<g::pattern_wildcard> : put_value<&Pattern::wildcard> {};
template <>
struct action<g::pattern_end> {
    static void apply0(Builder& b) { b.finish_into(b.patterns); }
};

template <>
struct action<g::bundle_name> : declares<Bundle, "bundle"> {};
template <>
struct action<g::bundle_declaration> : declared<&Tree::bundles, DeclKind::bundle> {};
template <>
struct action<g::bundle_edition> : put_literal<&Bundle::edition> {};
template <>
struct action<g::bundle_calendar> : put_name<&Bundle::calendar> {};
template <>
struct action<g::bundle_fault> : put_name<&Bundle::fault_queue> {};
template <>
struct action<g::lint_word<g::Keyword::deny>> : put_value<&LintLevel::level, LintLevel::Level::deny> {};
template <>
struct action<g::lint_word<g::Keyword::warn>> : put_value<&LintLevel::level, LintLevel::Level::warn> {};
template <>
struct action<g::lint_word<g::Keyword::allow>> : put_value<&LintLevel::level, LintLevel::Level::allow> {};
template <>
struct action<g::lint_rule> {
    static void apply0(Builder& b) {
        b.the<LintLevel>().rule = b.name();
        b.the<Bundle>().lint.push_back(b.the<LintLevel>());
    }
};
template <>
struct action<g::bundle_default_word> {
    static void apply0(Builder& b) { b.start<BundleDefault>(); }
};
template <>
struct action<g::bundle_default> {
    static void apply0(Builder& b) {
        b.the<BundleDefault>().on = std::exchange(b.patterns, {});
        b.the<BundleDefault>().effects = b.take_effects();
        b.finish_into(b.the<Bundle>().defaults);
    }
};

// --- roles, ladders -----------------------------------------------------------------------------------------------------------
template <>
struct action<g::role_name> : declares<Role, "role"> {};
template <>
struct action<g::role_scope> {
    static void apply0(Builder& b) {
        Role& role = b.the<Role>();
        role.scoped = true;
        role.scope = b.pop_type();
        role.scope_mods = std::move(b.the<Modifiers>());
    }
};
template <>
struct action<g::role_above> : push_name<&Role::above> {};
template <>
struct action<g::role_title> : put_text<&Role::title> {};
template <>
struct action<g::role_declaration> : declared<&Tree::roles, DeclKind::role> {};

template <>
struct action<g::ladder_name> : declares<Ladder, "ladder"> {};
template <>
struct action<g::ladder_scope> {
    static void apply0(Builder& b) {
        b.the<Ladder>().scoped = true;
        b.the<Ladder>().scope = b.pop_type();
    }
};
template <>
struct action<g::ladder_of> {
    static void apply0(Builder& b) {
        b.the<Ladder>().typed = true;
        b.the<Ladder>().of = b.pop_type();
    }
};
template <>
struct action<g::ladder_from> : put_text<&Ladder::from> {};
template <>
struct action<g::ladder_declaration> : declared<&Tree::ladders, DeclKind::ladder> {};
template <>
struct action<g::rung_role> {
    static void apply0(Builder& b) { b.start<Rung>().role = b.name(); }
};
template <>
struct action<g::rung_unlimited> : put_value<&Rung::unlimited> {};
template <>
struct action<g::rung_limit> {
    static void apply0(Builder& b) { b.the<Rung>().up_to = b.pop_slit(); }
};
template <>
struct action<g::mark<"rung">> {
    static void apply0(Builder& b) { b.finish_into(b.the<Ladder>().rungs); }
};

// --- calendars, escalations -----------------------------------------------------------------------------------------------------
template <>
struct action<g::calendar_name> : declares<Calendar, "calendar"> {};
template <>
struct action<g::calendar_declaration> : declared<&Tree::calendars, DeclKind::calendar> {};
template <>
struct action<g::calendar_zone> : put_text<&Calendar::zone> {};
template <>
struct action<g::calendar_covers_from> : put_literal<&Calendar::covers_from> {};
template <>
struct action<g::calendar_covers_to> : put_literal<&Calendar::covers_to> {};
template <>
struct action<g::days_from_day> {
    static void apply0(Builder& b) { b.start<Days>().from_day = b.name(); }
};
template <>
struct action<g::days_to_day> {
    static void apply0(Builder& b) {
        b.the<Days>().to_day = b.name();
        b.the<Days>().range = true;
    }
};
template <>
struct action<g::days_from_date> {
    static void apply0(Builder& b) {
        Days& days = b.start<Days>();
        days.dated = true;
        days.from_date.literal = b.literal();
        days.from_date.span = days.from_date.literal.span;
    }
};
template <>
struct action<g::days_to_date> {
    static void apply0(Builder& b) {
        Days& days = b.the<Days>();
        days.range = true;
        days.to_date.literal = b.literal();
        days.to_date.span = days.to_date.literal.span;
    }
};
template <>
struct action<g::days_end> {
    static void apply0(Builder& b) { b.finish_into(b.days); }
};
template <>
struct action<g::hours_word> {
    static void apply0(Builder& b) { b.start<Hours>(); }
};
template <>
struct action<g::time_from> {
    static void apply0(Builder& b) { b.the<TimeRange>() = {b.literal(), {}}; }
};
template <>
struct action<g::time_to> {
    static void apply0(Builder& b) {
        b.the<TimeRange>().to = b.literal();
        b.the<Hours>().times.push_back(b.the<TimeRange>());
    }
};
template <>
struct action<g::hours> {
    static void apply0(Builder& b) {
        b.the<Hours>().days = std::exchange(b.days, {});
        b.finish_into(b.the<Calendar>().hours);
    }
};
template <>
struct action<g::closed> {
    static void apply0(Builder& b) {
        for (Days& days : std::exchange(b.days, {})) b.the<Calendar>().closed.push_back(std::move(days));
    }
};

template <>
struct action<g::escalation_name> : declares<Escalation, "escalation"> {};
template <>
struct action<g::escalation_declaration> : declared<&Tree::escalations, DeclKind::escalation> {};
template <>
struct action<g::step_begin> {
    template <typename Input>
    static void apply(const Input& in, Builder& b) {
        b.start<EscalationStep>(b.offset(here(in, b)));
    }
};
template <>
struct action<g::step_duration> : put_literal<&EscalationStep::duration> {};
template <>
struct action<g::step_times> : put_literal<&EscalationStep::times> {};
template <>
struct action<g::step_after> : put_value<&EscalationStep::kind, EscalationStep::Kind::after> {};
template <>
struct action<g::step_at_due> : put_value<&EscalationStep::kind, EscalationStep::Kind::at_due> {};
template <>
struct action<g::step_past_due> : put_value<&EscalationStep::kind, EscalationStep::Kind::past_due> {};
template <>
struct action<g::step_every> : put_value<&EscalationStep::kind, EscalationStep::Kind::every_past_due> {};
template <>
struct action<g::act_next> : put_value<&EscalationAct::kind, EscalationAct::Kind::reassign_next> {};
template <>
struct action<g::act_role> {
    static void apply0(Builder& b) {
        b.the<EscalationAct>().kind = EscalationAct::Kind::reassign;
        b.the<EscalationAct>().name = b.name();
    }
};
template <>
struct action<g::act_queue> {
    static void apply0(Builder& b) {
        b.the<EscalationAct>().kind = EscalationAct::Kind::hold;
        b.the<EscalationAct>().name = b.name();
    }
};
template <>
struct action<g::act_reject> : put_value<&EscalationAct::kind, EscalationAct::Kind::reject> {};
template <>
struct action<g::act_notify> {
    static void apply0(Builder& b) {
        b.the<EscalationAct>().kind = EscalationAct::Kind::notify;
        b.the<EscalationAct>().notify_effect = b.finish<Effect>();
    }
};
template <>
struct action<g::act> {
    template <typename Input>
    static void apply(const Input& in, Builder& b) {
        EscalationAct& act = b.the<EscalationAct>();
        act.span = b.span_from(b.offset(here(in, b)));
        b.the<EscalationStep>().acts.push_back(std::exchange(act, {}));
    }
};
template <>
struct action<g::step> {
    static void apply0(Builder& b) { b.finish_into(b.the<Escalation>().steps); }
};

// --- schema ---------------------------------------------------------------------------------------------------------------------
template <>
struct action<g::enum_name> : declares<Enum, "enum"> {};
template <>
struct action<g::enum_declaration> : declared<&Tree::enums, DeclKind::enumeration> {};
template <>
struct action<g::enum_open> : put_value<&Enum::open> {};
template <>
struct action<g::enumerator_name> {
    static void apply0(Builder& b) { b.the<Enum>().values.emplace_back().name = b.name(); }
};
template <>
struct action<g::enumerator_spelling> {
    static void apply0(Builder& b) { b.the<Enum>().values.back().spellings.push_back(b.string()); }
};

template <>
struct action<g::record_name> {
    static void apply0(Builder& b) {
        declares<Record, "record">::apply0(b);
        b.fields = &b.the<Record>().fields;
    }
};
template <>
struct action<g::record_declaration> : declared<&Tree::records, DeclKind::record> {};

template <>
struct action<g::event_name> {
    static void apply0(Builder& b) {
        const auto begin = b.words.front().begin;
        Event& event = b.declare<Event>("event");
        event.name = b.path();
        b.set_declaration("event", {begin, static_cast<std::size_t>(b.last().end - begin)});
        b.fields = &event.fields;
    }
};
template <>
struct action<g::event_declaration> : declared<&Tree::events, DeclKind::event> {};
template <>
struct action<g::event_subject> : put_path<&Event::subject> {};
template <>
struct action<g::bind_path> {
    static void apply0(Builder& b) {
        Path path = b.path();
        b.start<Bind>(path.span.begin).path = std::move(path);
    }
};
template <>
struct action<g::bind_tolerance> {
    static void apply0(Builder& b) {
        b.the<Bind>().has_tolerance = true;
        b.the<Bind>().tolerance = b.literal();
    }
};
template <>
struct action<g::mark<"bind">> {
    static void apply0(Builder& b) { b.finish_into(b.the<Event>().binds); }
};

template <>
struct action<g::const_name> : declares<Const, "const"> {};
template <>
struct action<g::const_declaration> {
    static void apply0(Builder& b) {
        b.the<Const>().value = b.pop();
        b.declared(b.tree.consts, DeclKind::constant);
    }
};
template <>
struct action<g::define_name> : declares<Define, "define"> {};
template <>
struct action<g::define_param> {
    static void apply0(Builder& b) {
        Field f = b.finish<Field>();
        b.the<Define>().params.push_back({f.name, std::move(f.type), std::move(f.mods)});
    }
};
template <>
struct action<g::define_declaration> {
    static void apply0(Builder& b) {
        b.the<Define>().body = b.pop();
        b.declared(b.tree.defines, DeclKind::define);
    }
};
template <>
struct action<g::output_name> : declares<Output, "output"> {};
template <>
struct action<g::output_declaration> {
    static void apply0(Builder& b) {
        b.the<Output>().type = b.pop_type();
        b.the<Output>().mods = std::move(b.the<Modifiers>());
        b.declared(b.tree.outputs, DeclKind::output);
    }
};

template <>
struct action<g::data_name> {
    static void apply0(Builder& b) {
        declares<Data, "data">::apply0(b);
        b.fields = &b.the<Data>().columns;
    }
};
template <>
struct action<g::data_key> {
    static void apply0(Builder& b) { b.finish_into(b.the<Data>().keys); }
};
template <>
struct action<g::data_from> : put_text<&Data::from> {};
template <>
struct action<g::data_declaration> : declared<&Tree::data, DeclKind::data> {};

}  // namespace ordain::syntax
