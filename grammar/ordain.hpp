// The grammar of Ordain, edition 1: files and declarations. LANGUAGE.md says what they mean.
//
// The rules match and report; what they match is put together by actions (compiler/syntax). Include this in one translation
// unit only: it costs seconds to compile.
#pragma once

#include "grammar/tables.hpp"
#include "grammar/tests.hpp"

namespace ordain::grammar {

// --- names of declarations -----------------------------------------------------------------------------------------------
struct module_name : path {};
struct use_name : path {};
struct symbol_name : name {};
struct module_declaration : pegtl::seq<kw<Keyword::module_>, must<"the name of the module after `module`", module_name>> {};
struct use_declaration : pegtl::seq<kw<Keyword::use>, must<"the name of a module after `use`", use_name>> {};
struct queue_declaration : pegtl::seq<kw<Keyword::queue>, must<"a name after `queue`", symbol_name>> {};
struct action_declaration : pegtl::seq<kw<Keyword::action>, must<"a name after `action`", symbol_name>> {};
struct channel_declaration : pegtl::seq<kw<Keyword::channel>, must<"a name after `channel`", symbol_name>> {};
struct symbol_text : text {};
struct reason_declaration : pegtl::seq<kw<Keyword::reason>, must<"a code after `reason`", symbol_name>,
                                       must<"a text after the code of the reason", symbol_text>> {};

// --- bundle ----------------------------------------------------------------------------------------------------------------
struct pattern_any : sym<Sym::star> {};
struct pattern_path : path {};
struct pattern_wildcard : sym<Sym::dot_star> {};
struct pattern_end : mark<"pattern"> {};
struct pattern : choice<pattern_any, pegtl::seq<pattern_path, maybe<pattern_wildcard>, pattern_end>> {};
struct patterns : must<"an event, a prefix such as `order.*`, or `*`", list<"an event after `,`", pattern>> {};

struct bundle_name : name {};
struct bundle_edition : digits {};
struct bundle_calendar : name {};
struct bundle_fault : name {};
template <Keyword K>
struct lint_word : kw<K> {};
struct lint_rule : name {};
struct lint_level : pegtl::seq<choice<lint_word<Keyword::deny>, lint_word<Keyword::warn>, lint_word<Keyword::allow>>,
                               must<"a lint rule after <>", lint_rule>> {};
struct bundle_lint : pegtl::seq<kw<Keyword::lint>, must<"`{` after `lint`", sym<Sym::lbrace>>, many<lint_level>,
                                must<"`deny`, `warn` or `allow` and a lint rule, or `}`", sym<Sym::rbrace>>> {};
struct bundle_default_word : kw<Keyword::default_> {};
struct bundle_default : pegtl::seq<bundle_default_word, must<"`on` and an event after `default`", kw<Keyword::on>>, patterns,
                                   must<"an effect such as `release` or `hold in` after the events of the default", effects>> {};
struct bundle_item
    : choice<pegtl::seq<kw<Keyword::edition>, must<"a number after `edition`", bundle_edition>>,
             pegtl::seq<kw<Keyword::calendar>, must<"a calendar after `calendar`", bundle_calendar>>, bundle_lint, bundle_default,
             pegtl::seq<kw<Keyword::fault>, must<"`in` and a queue after `fault`", kw<Keyword::in>>,
                        must<"a queue after `fault in`", bundle_fault>>> {};
struct bundle_declaration
    : pegtl::seq<
          kw<Keyword::bundle>, must<"a name after `bundle`", bundle_name>,
          braces<"`edition`, `calendar`, `lint`, `default`, `fault` or `}` in {}",
                 line_of<Keyword::edition, Keyword::calendar, Keyword::lint, Keyword::default_, Keyword::fault>, false, bundle_item>> {};

// --- roles, ladders ----------------------------------------------------------------------------------------------------------
struct role_name : name {};
struct role_scope : pegtl::seq<must<"a type after `for`", type>, modifiers> {};
struct role_above : name {};
struct role_title : text {};
struct role_declaration
    : pegtl::seq<kw<Keyword::role>, must<"a name after `role`", role_name>, maybe<kw<Keyword::for_>, role_scope>,
                 maybe<kw<Keyword::above>, must<"a role after `above`", list<"a role after `,`", role_above>>>, maybe<role_title>> {};

struct ladder_name : name {};
struct ladder_scope : type {};
struct ladder_of : type {};
struct ladder_from : text {};
struct rung_role : item_name {};
struct rung_unlimited : kw<Keyword::unlimited> {};
struct rung_limit : slit {};
struct rung : pegtl::seq<rung_role,
                         must<"`up to` and a limit, or `unlimited`, after <>",
                              choice<rung_unlimited, pegtl::seq<kw<Keyword::up>, must<"`to` after `up`", kw<Keyword::to>>,
                                                                must<"a limit after `up to`", rung_limit>>>>,
                         mark<"rung">, maybe<sym<Sym::comma>>> {};
struct ladder_item : choice<ladder_grid, rung> {};
struct ladder_body : pegtl::seq<sym<Sym::lbrace>, body<"a role with its limit, or `}` in {}", any_line, false, ladder_item>> {};
struct ladder_declaration
    : pegtl::seq<kw<Keyword::ladder>, must<"a name after `ladder`", ladder_name>,
                 maybe<kw<Keyword::for_>, must<"a type after `for`", ladder_scope>>,
                 maybe<kw<Keyword::of>, must<"a type after `of`", ladder_of>>,
                 must<"`{` or `from` and a file in {}",
                      choice<ladder_body, pegtl::seq<kw<Keyword::from>, must<"a file name in quotes after `from`", ladder_from>>>>> {};

// --- calendars, escalations ----------------------------------------------------------------------------------------------------
struct weekday
    : choice<kw<Keyword::mon>, kw<Keyword::tue>, kw<Keyword::wed>, kw<Keyword::thu>, kw<Keyword::fri>, kw<Keyword::sat>, kw<Keyword::sun>> {
};
struct days_from_day : weekday {};
struct days_from_date : literal_of<Lit::date> {};
struct days_to_day : weekday {};
struct days_to_date : literal_of<Lit::date> {};
struct days_end : mark<"days"> {};
struct days : pegtl::seq<choice<pegtl::seq<days_from_day, maybe<sym<Sym::range>, must<"a weekday after `..`", days_to_day>>>,
                                pegtl::seq<days_from_date, maybe<sym<Sym::range>, must<"a date after `..`", days_to_date>>>>,
                         days_end> {};
struct time_from : literal_of<Lit::time> {};
struct time_to : literal_of<Lit::time> {};
struct time_range : pegtl::seq<time_from, must<"`..` after <>", sym<Sym::range>>, must<"a time after `..`", time_to>> {};
struct calendar_name : name {};
struct calendar_zone : text {};
struct calendar_covers_from : digits {};
struct calendar_covers_to : digits {};
struct hours_word : kw<Keyword::hours> {};
struct hours : pegtl::seq<hours_word, must<"weekdays or dates after `hours`", list<"a weekday or a date after `,`", days>>,
                          must<"opening hours such as `08:00..17:00`", list<"opening hours after `,`", time_range>>> {};
struct closed : pegtl::seq<kw<Keyword::closed>, must<"a date or a weekday after `closed`", list<"a date or a weekday after `,`", days>>> {};
struct calendar_item : choice<pegtl::seq<kw<Keyword::zone>, must<"a time zone in quotes after `zone`", calendar_zone>>,
                              pegtl::seq<kw<Keyword::covers>, must<"a year after `covers`", calendar_covers_from>,
                                         maybe<sym<Sym::range>, must<"a year after `..`", calendar_covers_to>>>,
                              hours, closed> {};
struct calendar_declaration
    : pegtl::seq<kw<Keyword::calendar>, must<"a name after `calendar`", calendar_name>,
                 braces<"`zone`, `covers`, `hours`, `closed` or `}` in {}",
                        line_of<Keyword::zone, Keyword::covers, Keyword::hours, Keyword::closed>, false, calendar_item>> {};

struct step_duration : literal_of<Lit::duration> {};
struct step_times : digits {};
struct step_after : pegtl::seq<kw<Keyword::after>, must<"a duration after `after`", step_duration>> {};
struct step_at_due : pegtl::seq<kw<Keyword::at>, must<"`due` after `at`", kw<Keyword::due>>> {};
struct past_due : pegtl::seq<must<"`past due` after the duration", kw<Keyword::past>>, must<"`due` after `past`", kw<Keyword::due>>> {};
struct step_past_due : pegtl::seq<step_duration, past_due> {};
struct step_every : pegtl::seq<kw<Keyword::every>, must<"a duration after `every`", step_duration>, past_due,
                               must<"`up to` and a number of times", kw<Keyword::up>>, must<"`to` after `up`", kw<Keyword::to>>,
                               must<"a number after `up to`", step_times>, must<"`times` after the number", kw<Keyword::times>>> {};
struct act_next : kw<Keyword::next> {};
struct act_role : name {};
struct act_notify : notify {};
struct act_reassign : pegtl::seq<kw<Keyword::reassign>, must<"`to` and a role after `reassign`", kw<Keyword::to>>,
                                 must<"a role or `next` after `reassign to`", choice<act_next, act_role>>> {};
struct act_queue : name {};
struct act_hold
    : pegtl::seq<kw<Keyword::hold>, must<"`in` and a queue after `hold`", kw<Keyword::in>>, must<"a queue after `hold in`", act_queue>> {};
struct act_reject : kw<Keyword::reject> {};
struct act : choice<act_notify, act_reassign, act_hold, act_reject> {};
struct step_begin : mark<"step"> {};
struct at_step {
    ORDAIN_MATCH {
        const Token& t = st.token(in.current());
        return t.sym == Sym::literal || st.is(t, Keyword::after) || st.is(t, Keyword::at) || st.is(t, Keyword::every);
    }
};
struct step : pegtl::seq<at_step, step_begin,
                         must<"`after`, `at due`, `every` or a duration in {}", choice<step_after, step_at_due, step_every, step_past_due>>,
                         must<"`notify`, `reassign to`, `hold in` or `reject` in this step", act>, many<act>> {};
struct step_line {
    template <typename S>
    static bool starts(const Token& t, S&, unsigned) {
        return (t.sym == Sym::literal && t.lit == Lit::duration) || t.keyword == Keyword::after || t.keyword == Keyword::at ||
               t.keyword == Keyword::every;
    }
};
struct escalation_name : name {};
struct escalation_declaration
    : pegtl::seq<kw<Keyword::escalation>, must<"a name after `escalation`", escalation_name>,
                 braces<"a step such as `at due`, `1 business day past due` or `after 2 hours`, or `}` in {}", step_line, false, step>> {};

// --- schema ------------------------------------------------------------------------------------------------------------------
struct enum_name : name {};
struct enum_open : kw<Keyword::open> {};
struct enumerator_name : item_name {};
struct enumerator_spelling : text {};
/// The comma may be missing only before the closing brace.
struct enumerator_comma {
    ORDAIN_MATCH {
        if (ORDAIN_SUB(sym<Sym::comma>) || st.token(in.current()).sym == Sym::rbrace || st.token(in.current()).sym == Sym::end) return true;
        if (declaration_instead<false>(st.token(in.current()), st)) return true;
        return st.expected(in.current(), "`,` or `}` after <>");
    }
};
struct enumerator
    : pegtl::seq<enumerator_name,
                 maybe<enumerator_spelling, many<kw<Keyword::or_>, must<"a spelling in quotes after `or`", enumerator_spelling>>>,
                 enumerator_comma> {};
struct enum_declaration : pegtl::seq<kw<Keyword::enum_>, must<"a name after `enum`", enum_name>, maybe<enum_open>,
                                     braces<"a name or `}` in {}", any_line, false, enumerator>> {};

struct record_name : name {};
struct record_declaration
    : pegtl::seq<kw<Keyword::record>, must<"a name after `record`", record_name>, braces<"a field or `}` in {}", any_line, true, field>> {};

struct event_name : path {};
struct event_subject : path {};
struct bind_path : path {};
struct bind_tolerance : plain_literal {};
struct bind : pegtl::seq<bind_path, maybe<sym<Sym::plus>, must<"a tolerance such as `5%` after `+`", bind_tolerance>>, mark<"bind">> {};
/// `subject` and `binds`, unless a type follows: then they are fields.
template <Keyword K>
struct clause_word {
    ORDAIN_MATCH {
        const Token t = st.token(in.current());
        if (!st.is(t, K)) return false;
        const Token next = st.after(t);
        const bool type =
            next.capital() || (next.keyword >= Keyword::advice && next.keyword <= Keyword::list && st.after(next).sym != Sym::dot);
        return !type && ORDAIN_SUB(kw<K>);
    }
};
struct event_item : choice<pegtl::seq<clause_word<Keyword::subject>, must<"a field after `subject`", event_subject>>,
                           pegtl::seq<clause_word<Keyword::binds>, must<"a field after `binds`", list<"a field after `,`", bind>>>, field> {
};
struct event_declaration : pegtl::seq<kw<Keyword::event>, must<"a name after `event`", event_name>,
                                      braces<"a field, `subject`, `binds` or `}` in {}", any_line, true, event_item>> {};

struct const_name : name {};
struct const_declaration : pegtl::seq<kw<Keyword::const_>, must<"a name after `const`", const_name>, must<"`=` after <>", sym<Sym::eq>>,
                                      must<"a value after `=`", expr>> {};
struct define_name : name {};
struct define_param : param {};
struct define_declaration
    : pegtl::seq<kw<Keyword::define>, must<"a name after `define`", define_name>, must<"`(` after <>", sym<Sym::lparen>>,
                 maybe<list<"a parameter after `,`", define_param>>, must<"`,` or `)` after the parameter", sym<Sym::rparen>>,
                 must<"`=` after <>", sym<Sym::eq>>, must<"an expression after `=`", expr>> {};
struct output_name : name {};
struct output_declaration
    : pegtl::seq<kw<Keyword::output>, must<"a name after `output`", output_name>, must<"a type after <>", type>, modifiers> {};

struct data_name : name {};
struct data_key : param {};
struct data_from : text {};
struct data_item : choice<data_grid, field> {};
struct data_declaration
    : pegtl::seq<kw<Keyword::data>, must<"a name after `data`", data_name>, must<"`key` and the keys in parentheses", kw<Keyword::key>>,
                 must<"`(` after `key`", sym<Sym::lparen>>, must<"a key after `(`", list<"a key after `,`", data_key>>,
                 must<"`,` or `)` after the key", sym<Sym::rparen>>, braces<"a column, a row or `}` in {}", any_line, true, data_item>,
                 maybe<kw<Keyword::from>, must<"a file name in quotes after `from`", data_from>>> {};

// --- policies, tables ----------------------------------------------------------------------------------------------------------
struct policy_name : name {};
struct policy_on : path {};
struct policy_events : pegtl::seq<kw<Keyword::on>, must<"an event after `on`", list<"an event after `,`", policy_on>>> {};
struct each_element : name {};
struct each_list : path {};
struct each_where : pegtl::seq<kw<Keyword::where>, must<"a condition after `where`", expr>> {};
struct each : pegtl::seq<kw<Keyword::each>, must<"a name for the element after `each`", each_element>,
                         must<"`in` and a list after <>", kw<Keyword::in>>, must<"a list after `in`", each_list>, maybe<each_where>> {};
struct policy_header : pegtl::seq<must<"a name after <>", policy_name>, maybe<each>, maybe<policy_events>> {};

struct policy_owner : text {};
struct policy_from : literal_of<Lit::date> {};
struct policy_until : literal_of<Lit::date> {};
struct policy_calendar : name {};
template <Keyword K>
struct mode_word : kw<K> {};
template <Keyword K>
struct match_word : kw<K> {};
struct policy_applies : pegtl::seq<kw<Keyword::applies>, must<"`when` and a condition after `applies`", kw<Keyword::when>>,
                                   must<"a condition after `when`", expr>> {};
struct head
    : choice<
          pegtl::seq<kw<Keyword::owner>, must<"a text after `owner`", policy_owner>>, policy_events,
          pegtl::seq<kw<Keyword::from>, must<"a date after `from`", policy_from>>,
          pegtl::seq<kw<Keyword::until>, must<"a date after `until`", policy_until>>,
          pegtl::seq<kw<Keyword::calendar>, must<"a calendar after `calendar`", policy_calendar>>,
          pegtl::seq<kw<Keyword::mode>,
                     must<"`enforced` or `shadow` after `mode`", choice<mode_word<Keyword::enforced>, mode_word<Keyword::shadow>>>>,
          pegtl::seq<kw<Keyword::match>, must<"`first`, `unique` or `all` after `match`",
                                              choice<match_word<Keyword::first>, match_word<Keyword::unique>, match_word<Keyword::all>>>>,
          policy_applies> {};
struct let_word : kw<Keyword::let> {};
struct let_name : name {};
struct let : pegtl::seq<let_word, must<"a name after `let`", let_name>, must<"`=` after <>", sym<Sym::eq>>,
                        must<"an expression after `=`", expr>> {};

struct rule_word : kw<Keyword::rule> {};
struct rule_name : name {};
struct rule_text : text {};
struct rule_when : pegtl::seq<must<"`when` and the condition of {}", kw<Keyword::when>>, must<"the condition of {} after `when`", expr>> {};
struct rule_effects : pegtl::seq<must<"`then` after the condition of {}", kw<Keyword::then>>,
                                 must<"an effect of {} after `then`, such as `release` or `require`", effects>> {};
struct rule : pegtl::seq<rule_word, must<"a name after `rule`", rule_name>, maybe<rule_text>, rule_when, rule_effects> {};
struct otherwise_word : kw<Keyword::otherwise> {};
struct otherwise : pegtl::seq<otherwise_word, maybe<rule_text>, maybe<kw<Keyword::then>>,
                              must<"an effect after <>, such as `release` or `require`", effects>> {};

struct policy_item : choice<rule, let, otherwise, head> {};
struct table_item : choice<let, head, grid> {};
struct policy_line : line_of<Keyword::rule, Keyword::let, Keyword::otherwise, Keyword::owner, Keyword::on, Keyword::from, Keyword::until,
                             Keyword::calendar, Keyword::mode, Keyword::match, Keyword::applies> {};
struct table_line {
    template <typename S>
    static bool starts(const Token& t, S& st, unsigned level) {
        return t.sym == Sym::bar || policy_line::starts(t, st, level);
    }
};
struct policy_word : kw<Keyword::policy> {};
struct table_word : kw<Keyword::table> {};
struct policy_declaration
    : pegtl::seq<policy_word, policy_header,
                 braces<"`rule`, `otherwise`, `let`, a head such as `on`, or `}` in {}", policy_line, false, policy_item>> {};
struct table_declaration
    : pegtl::seq<table_word, policy_header, braces<"a row, `let`, a head such as `on`, or `}` in {}", table_line, false, table_item>> {};

// --- waivers, proofs ------------------------------------------------------------------------------------------------------
/// `waive reject p.r`, but not of a policy named `reject`.
struct waive_reject {
    ORDAIN_MATCH {
        const Token t = st.token(in.current());
        return st.is(t, Keyword::reject) && st.after(t).sym != Sym::dot && ORDAIN_SUB(kw<Keyword::reject>);
    }
};
struct waive_policy : name {};
struct waive_rule : any_word {};
struct waive_when : pegtl::seq<kw<Keyword::when>, must<"a condition after `when`", expr>> {};
struct waive_from : literal_of<Lit::date> {};
struct waive_until : literal_of<Lit::date> {};
struct waive_by : text {};
struct waive_because : text {};
struct waive_word : kw<Keyword::waive> {};
struct waive_declaration
    : pegtl::seq<waive_word, maybe<waive_reject>, must<"a policy and a rule, such as `discounts.desk`, after <>", waive_policy>,
                 must<"`.` and a rule after <>", sym<Sym::dot>>, must<"a rule after `.`", waive_rule>, maybe<waive_when>,
                 maybe<kw<Keyword::from>, must<"a date after `from`", waive_from>>,
                 must<"`until` and the last day of {}", kw<Keyword::until>>, must<"a date after `until`", waive_until>,
                 must<"`approved by` and who approved {}", kw<Keyword::approved>>, must<"`by` after `approved`", kw<Keyword::by>>,
                 must<"a text after `approved by`", waive_by>, must<"`because` and the reason for {}", kw<Keyword::because>>,
                 must<"a text after `because`", waive_because>> {};

struct prove_title : text {};
struct prove_when : pegtl::seq<kw<Keyword::when>, must<"a condition after `when`", expr>> {};
struct prove_holds : pegtl::seq<must<"`holds` and what is claimed", kw<Keyword::holds>>, must<"what is claimed, after `holds`", expr>> {};
struct prove_declaration : pegtl::seq<kw<Keyword::prove>, must<"a text after `prove`", prove_title>,
                                      must<"`on` and the events of the claim", kw<Keyword::on>>, patterns, maybe<prove_when>, prove_holds> {
};

// --- lint rules that a declaration may break ---------------------------------------------------------------------------------------
struct allow_rule : name {};
struct allow_because : text {};
struct allow_declaration
    : pegtl::seq<kw<Keyword::allow>, must<"a lint rule after `allow`", allow_rule>,
                 must<"`because` and the reason for {}", kw<Keyword::because>>, must<"a text after `because`", allow_because>> {};

// --- files -------------------------------------------------------------------------------------------------------------------------
struct declaration : choice<policy_declaration, table_declaration, reason_declaration, role_declaration, queue_declaration,
                            action_declaration, channel_declaration, module_declaration, use_declaration, record_declaration,
                            enum_declaration, event_declaration, test_declaration, data_declaration, const_declaration, define_declaration,
                            output_declaration, calendar_declaration, escalation_declaration, ladder_declaration, waive_declaration,
                            prove_declaration, fixture_declaration, allow_declaration, bundle_declaration> {};
struct declaration_begin : mark<"declaration_begin"> {};
struct declaration_end : mark<"declaration_end"> {};

/// Declarations to the end of the file; one that fails is skipped up to the next declaration word at the start of a line.
struct file {
    ORDAIN_MATCH {
        bool trouble = false;   // the declaration before had a mistake: what is left over of it is no mistake of its own
        bool indented = false;  // … and stood away from the margin
        for (;;) {
            const Token t = st.token(in.current());
            if (t.sym == Sym::end) return true;
            const bool first_column = st.scanner().column_one(t.begin);
            const bool left_over = t.sym == Sym::rbrace || (!first_column && (!indented || class_of(t.keyword) != WordClass::declaration));
            if (trouble && left_over) {
                st.skipped(t.begin, t.end);
                take(in, st, t);
                continue;
            }
            indented = !first_column;
            st.new_declaration();
            if (!ORDAIN_SUB(declaration_begin)) return false;
            if (!ORDAIN_SUB(declaration) || st.failed()) {
                if (!st.failed()) st.expected(in.current(), "a declaration", true);
                skip(in, st, t);
            }
            if (!ORDAIN_SUB(declaration_end)) return false;
            trouble = st.problems() > 0;
        }
    }

private:
    template <typename In, typename S>
    static void skip(In& in, S& st, const Token& begin) {
        st.recovered();
        st.scanner().rows(false);
        const std::size_t margin = begin.fresh_line ? indent(st, begin.begin) : 0;
        const char* p = in.current();
        for (;;) {
            const Token t = st.token(p);
            if (t.sym == Sym::end) break;
            const bool word = t.begin != begin.begin && t.fresh_line && class_of(t.keyword) == WordClass::declaration;
            if (word && (st.starts_declaration(t) || (st.braces() == 0 && indent(st, t.begin) == margin))) break;
            if (t.sym == Sym::lbrace) st.set_braces(st.braces() + 1);
            if (t.sym == Sym::rbrace && st.braces() > 0) st.set_braces(st.braces() - 1);
            p = t.end;
        }
        st.skipped(begin.begin, p);
        in.bump(static_cast<std::size_t>(p - in.current()));
    }
};

/// An expression and nothing behind it.
struct whole_expression : pegtl::seq<must<"an expression", expr>, must<"the end of the expression", at_sym<Sym::end>>> {};

}  // namespace ordain::grammar
