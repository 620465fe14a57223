// Policies and tables, one event type at a time; internal to compiler/sema.
#pragma once

#include <map>
#include <set>
#include <string_view>
#include <vector>

#include "compiler/sema/effects.hpp"

namespace ordain::sema {

struct WaiverDecl {
    std::uint32_t tree = 0;
    const syntax::Waive* waive = nullptr;
};

/// A policy as written, with what the whole of it says.
struct PolicyDecl {
    std::uint32_t tree = 0;
    const syntax::Policy* policy = nullptr;
    typed::PolicyId id;
    std::vector<typed::EventId> events;
    std::vector<Span> event_spans;
    std::vector<std::string> rule_ids;  // by rule or row
    std::vector<WaiverDecl> waivers;
    std::set<std::string_view> percent_lets;  // lets that are compared with percentages
};

/// The name a waiver cites a rule by; "" for a row without name.
[[nodiscard]] std::vector<std::string_view> rule_names(const syntax::Policy& policy);

/// Attaches the waivers of all trees to their policies; reports those that name no rule or have nothing to waive.
void attach_waivers(Checker& c, std::vector<PolicyDecl>& policies);
/// Whether every needed part of the waiver holds for the instance in `scope`; adds it to the rule.
void check_waivers(Checker& c, Scope& scope, const PolicyDecl& decl, std::string_view rule, typed::Rule& result);

/// Which lets of the policy are compared with percentages, in rules, cells and `applies when`.
[[nodiscard]] std::set<std::string_view> lets_with_percent(const syntax::Tree& tree, const syntax::Policy& policy);
/// First words of all paths in an expression.
void collect_words(const syntax::Tree& tree, syntax::ExprId root, std::set<std::string_view>& words);

/// What a cell says about its column, as a condition; nothing for `-`. Type error where something was reported.
struct Column {
    typed::ExprId expr;     // the column's expression
    typed::ExprId present;  // optional columns, once needed: `expr is present` …
    typed::ExprId base;     // … and its value
};
std::optional<typed::ExprId> check_cell(Checker& c, Scope& scope, Column& column, const syntax::Cell& cell);

/// The policy checked for one of its events. `path_types`, if given, gets the types of its scalar paths, by where they begin in the file.
[[nodiscard]] typed::Instance check_instance(Checker& c, const PolicyDecl& decl, typed::EventId event,
                                             std::map<std::uint32_t, Type>* path_types);

}  // namespace ordain::sema
