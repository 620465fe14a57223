// Effects: what a rule, a row, a default or an expectation says is to happen.
#pragma once

#include "grammar/expressions.hpp"

namespace ordain::grammar {

/// The word that begins an effect; which effect it is.
template <Keyword K>
struct effect_word : kw<K> {};

struct effect_name : name {};
struct effect_text : text {};

// require N [within D [of T] [on C]] [never F, G [if missing nobody]] [escalate CHAIN]
struct within_duration : literal_of<Lit::duration> {};
struct within_path : path {};
struct within_of : path {};
struct within_calendar : name {};
struct within : pegtl::seq<kw<Keyword::within>, must<"a duration after `within`", choice<within_duration, within_path>>,
                           maybe<kw<Keyword::of>, must<"a timestamp after `of`", within_of>>,
                           maybe<kw<Keyword::on>, must<"a calendar after `on`", within_calendar>>> {};
struct never_path : path {};
struct never_nobody : kw<Keyword::nobody> {};
struct never : pegtl::seq<kw<Keyword::never>, must<"a field after `never`", list<"a field after `,`", never_path>>,
                          maybe<if_missing_words, must<"`nobody` after `if missing`", never_nobody>>> {};
struct require_chain : name {};
struct require_escalate : pegtl::seq<kw<Keyword::escalate>, must<"an escalation after `escalate`", require_chain>> {};
struct require
    : pegtl::seq<effect_word<Keyword::require>, must<"a role after `require`", need>, many<choice<within, never, require_escalate>>> {};

struct escalate : pegtl::seq<effect_word<Keyword::escalate>, must<"an escalation after `escalate`", effect_name>> {};
struct hold_queue : pegtl::seq<must<"`in` and a queue after `hold`", kw<Keyword::in>>, must<"a queue after `hold in`", effect_name>> {};
struct hold : pegtl::seq<effect_word<Keyword::hold>, hold_queue> {};

struct route_priority : pegtl::seq<kw<Keyword::priority>, must<"a priority after `priority`", expr>> {};
struct route_rest : pegtl::seq<effect_name, maybe<route_priority>> {};
struct route : pegtl::seq<effect_word<Keyword::route>, must<"`to` and a queue after `route`", kw<Keyword::to>>,
                          must<"a queue after `route to`", route_rest>> {};

struct do_rest : pegtl::seq<must<"`do` and an action after <>", effect_word<Keyword::do_>>, must<"an action after `do`", effect_name>> {};
struct once_refused : kw<Keyword::refused> {};
struct at_once : kw<Keyword::once> {};
struct do_plain : pegtl::seq<effect_word<Keyword::do_>, must<"an action after `do`", effect_name>> {};
struct do_refused : pegtl::seq<kw<Keyword::once>, must<"`refused` after `once`", once_refused>, do_rest> {};
struct do_now : pegtl::seq<at_kw<Keyword::at>, second_kw<Keyword::once>, kw<Keyword::at>, at_once, do_rest> {};

struct notify_person : path {};
struct person_word {
    ORDAIN_MATCH {
        const Token t = st.token(in.current());
        return st.is(t, Keyword::person) && st.after(t).name() && !st.after(t).fresh_line && ORDAIN_SUB(kw<Keyword::person>);
    }
};
struct notify_scope : pegtl::seq<kw<Keyword::for_>, must<"what the role is told for, after `for`", add>> {};
struct notify_rest
    : pegtl::seq<
          choice<pegtl::seq<person_word, must<"a field after `person`", notify_person>>, pegtl::seq<effect_name, maybe<notify_scope>>>,
          maybe<effect_text>> {};
struct notify : pegtl::seq<effect_word<Keyword::notify>, must<"a role, a channel or `person` after `notify`", notify_rest>> {};

struct reason_rest : pegtl::seq<effect_name, maybe<effect_text>> {};
struct reason : pegtl::seq<effect_word<Keyword::reason>, must<"the code of a reason after `reason`", reason_rest>> {};

struct set_value : pegtl::seq<must<"`=` after <>", sym<Sym::eq>>, must<"an expression after `=`", expr>> {};
struct set : pegtl::seq<effect_word<Keyword::set>, must<"an output after `set`", effect_name>, set_value> {};

struct effect : choice<effect_word<Keyword::release>, require, hold, effect_word<Keyword::reject>, route, reason, notify, do_plain,
                       escalate, set, do_refused, do_now> {};
struct effects : pegtl::seq<effect, many<effect>> {};

}  // namespace ordain::grammar
