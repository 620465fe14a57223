// One policy or table, checked for one event type.
#include "compiler/sema/policies.hpp"

namespace ordain::sema {

using typed::ExprId;

namespace {

class InstanceCheck {
public:
    InstanceCheck(Checker& c, const PolicyDecl& decl, typed::EventId event, std::map<std::uint32_t, Type>* path_types)
        : c_(c), decl_(decl), p_(*decl.policy), tree_(c.trees[decl.tree]), exprs_(c, scope_), known_(c) {
        scope_.code = &tree_;
        scope_.tree = decl.tree;
        scope_.event = event;
        scope_.path_types = path_types;
        scope_.calendar = c.program.policies[decl.id.value].calendar;
        result_.policy = decl.id;
        result_.event = event;
    }

    typed::Instance run() {
        declare_lets();
        applies();
        each();
        rest_of_lets();
        for (std::size_t i = 0; i < p_.rules.size(); ++i)
            result_.rules.push_back(rule(p_.rules[i], decl_.rule_ids[i], p_.rules[i].name.text));
        if (p_.is_table) rows();
        if (p_.has_otherwise) result_.otherwise = rule(p_.otherwise, fmt::format("{}.otherwise", p_.name.text), "otherwise");
        return std::move(result_);
    }

private:
    void declare_lets() {
        for (const syntax::Let& let : p_.lets) {
            const LetSlot* twice = lets_.find(let.name.text);
            const std::string taken = twice                                          ? "a `let`"
                                      : p_.each && let.name.text == p_.each_var.text ? "the element"
                                                                                     : exprs_.taken_by(let.name.text);
            if (!taken.empty()) {
                auto& d = c_.diagnostics.report(DiagKind::name_taken, let.name.span, "`{}` is already {}", let.name.text, taken);
                if (twice) d.with_other(twice->name.span, "first here");
                d.with_help("choose another name: what reads it would be unclear");
                if (twice) continue;
            }
            LetSlot slot;
            slot.name = let.name;
            slot.source = let.value;
            slot.percent = decl_.percent_lets.count(let.name.text) > 0;
            if (!taken.empty()) {  // nobody knows which of the two is meant where the name is read
                slot.checked = true;
                slot.value = exprs_.error();
            }
            lets_.by_name.emplace(let.name.text, lets_.slots.size());
            lets_.slots.push_back(slot);
        }
        scope_.lets = &lets_;
        for (const LetSlot& slot : lets_.slots) {
            std::set<std::string_view> words;
            collect_words(tree_, slot.source, words);
            needs_.push_back(lets_named(words));
        }
    }

    std::vector<std::size_t> lets_named(const std::set<std::string_view>& words) const {
        std::vector<std::size_t> result;
        for (std::string_view word : words)
            if (const auto it = lets_.by_name.find(word); it != lets_.by_name.end()) result.push_back(it->second);
        return result;
    }

    // Checks a let and before it those that it needs. Lets may stand in any order, but not in a circle.
    void check_let(std::size_t root) {
        std::vector<std::pair<std::size_t, std::size_t>> open{{root, 0}};  // let, next of its needs
        if (lets_.slots[root].checked) return;
        begun_.insert(root);
        while (!open.empty()) {
            auto& [let, next] = open.back();
            if (next < needs_[let].size()) {
                const std::size_t need = needs_[let][next++];
                if (lets_.slots[need].checked) continue;
                if (begun_.insert(need).second) {
                    open.emplace_back(need, 0);
                } else {
                    c_.diagnostics
                        .report(DiagKind::needs_itself, lets_.slots[need].name.span, "`{}` needs itself", lets_.slots[need].name.text)
                        .with_other(lets_.slots[let].name.span, "it is needed here");
                    lets_.slots[need].checked = true;
                    lets_.slots[need].value = exprs_.error();
                }
                continue;
            }
            if (!lets_.slots[let].checked) type_let(lets_.slots[let]);
            open.pop_back();
        }
    }

    void type_let(LetSlot& slot) {
        slot.value = exprs_.value(slot.source);
        slot.checked = true;
        slot.type = exprs_.type(slot.value);
        if (!is_scalar(slot.type.kind)) return;  // read by its value
        ExprState& st = expr_state(c_);
        slot.place = slot.value.value < st.place_of.size() ? st.place_of[slot.value.value] : 0;
        if (slot.place == 0) slot.place = st.new_place();
        slot.index = static_cast<std::uint32_t>(result_.lets.size());
        result_.lets.push_back({std::string(slot.name.text), slot.value, slot.name.span});
        lets_.by_index.push_back(static_cast<std::size_t>(&slot - lets_.slots.data()));
        if (slot.percent && slot.type.kind == TypeKind::decimal) slot.type.kind = TypeKind::percent;
    }

    // The lets that `condition` needs are checked before it, without what it says about presence; the others after it, with that.
    void lets_for(syntax::ExprId condition) {
        std::set<std::string_view> words;
        collect_words(tree_, condition, words);
        lets_for(words);
    }

    void lets_for(const std::set<std::string_view>& words) {
        for (std::size_t i : lets_named(words)) check_let(i);
    }

    void assume(ExprId condition) {
        if (exprs_.ok(condition)) {
            known_.assume(condition, true, scope_);
            advice_ = advice_ || c_.program[condition].reads_advice;
        } else {
            scope_.blind = true;
        }
    }

    void applies() {
        if (!p_.applies.valid()) return;
        if (p_.each) scope_.hidden_element = p_.each_var.text;
        lets_for(p_.applies);
        result_.applies = exprs_.condition(p_.applies, "`applies when`");
        scope_.hidden_element = {};
        assume(result_.applies);
    }

    void each() {
        if (!p_.each) return;
        if (const std::string other = exprs_.taken_by(p_.each_var.text); !other.empty() && other != "a `let`")
            c_.diagnostics.report(DiagKind::name_taken, p_.each_var.span, "`{}` is already {}", p_.each_var.text, other);
        if (p_.each_list.written()) lets_for(std::set{p_.each_list.words[0].text});
        ExprId list = exprs_.path(p_.each_list);
        if (!exprs_.present(list)) list = exprs_.error();
        Type element;
        if (exprs_.ok(list)) {
            if (exprs_.type(list).kind == TypeKind::list) {
                element = c_.program.lists[exprs_.type(list).ref].element;
            } else {
                c_.diagnostics.report(DiagKind::not_a_list, p_.each_list.span, "`each` goes through a list, but `{}` is {}",
                                      p_.each_list.text(), exprs_.describe(list));
            }
        }
        result_.each_list = list;
        result_.each_var = c_.program.variables++;
        scope_.bindings.push_back({p_.each_var.text, element, result_.each_var, {}});
        if (!p_.each_where.valid()) return;
        lets_for(p_.each_where);
        result_.each_where = exprs_.condition(p_.each_where, "`where`");
        assume(result_.each_where);
    }

    void rest_of_lets() {
        for (std::size_t i = 0; i < lets_.slots.size(); ++i) check_let(i);
    }

    typed::Rule rule(const syntax::Rule& r, const std::string& id, std::string_view name) {
        typed::Rule result;
        result.name = r.name.text;
        result.id = id;
        if (r.text.written()) result.text = syntax::unescape(r.text.raw);
        result.span = r.span;
        bool advice = advice_;
        bool wrong = false;
        Narrowing known(c_);
        if (r.when.valid()) {
            const ExprId when = exprs_.condition(r.when, "`when`");
            wrong = !exprs_.ok(when);
            result.conditions.push_back(when);
            if (!wrong) known.assume(when, true, scope_);
            advice = advice || c_.program[when].reads_advice;
        }
        const Blindness blindness(scope_, wrong);
        check_waivers(c_, scope_, decl_, name, result);
        result.effects = check_effects(c_, scope_, pointers(r.effects), advice);
        return result;
    }

    // --- tables -------------------------------------------------------------------------------------------------------

    void rows() {
        std::vector<Column> columns;
        for (syntax::ExprId column : p_.columns) {
            columns.push_back({exprs_.value(column), {}, {}});
            const TypeKind kind = exprs_.type(columns.back().expr).kind;
            if (kind == TypeKind::business) {
                c_.diagnostics.report(DiagKind::column_type, tree_[column].span, "a business duration can't be a column")
                    .with_help("it can stand after `within` only; `business days between a and b` is a number, which can");
                columns.back().expr = exprs_.error();
            }
            result_.columns.push_back(columns.back().expr);
        }
        for (std::size_t i = 0; i < p_.rows.size(); ++i) result_.rules.push_back(row(p_.rows[i], decl_.rule_ids[i], columns));
    }

    typed::Rule row(const syntax::Row& r, const std::string& id, std::vector<Column>& columns) {
        typed::Rule result;
        result.name = r.name.text;
        result.id = id;
        result.span = r.span;
        bool advice = advice_;
        for (std::size_t i = 0; i < r.cells.size() && i < columns.size(); ++i) {
            const auto condition = check_cell(c_, scope_, columns[i], r.cells[i]);
            if (!condition) continue;
            result.conditions.push_back(*condition);
            result.columns.push_back(static_cast<std::uint32_t>(i));
            advice = advice || c_.program[*condition].reads_advice;
        }
        std::vector<syntax::Effect> set_effects;
        set_effects.reserve(r.outs.size());
        std::vector<const syntax::Effect*> effects;
        for (std::size_t i = 0; i < r.outs.size() && i < p_.outs.size(); ++i) {
            const syntax::OutCell& cell = r.outs[i];
            if (cell.empty) continue;
            if (p_.outs[i].kind == syntax::OutKind::set) {
                syntax::Effect set;
                set.kind = syntax::EffectKind::set;
                set.span = cell.span;
                set.name = p_.outs[i].output;
                set.expr = cell.expr;
                set_effects.push_back(std::move(set));
                effects.push_back(&set_effects.back());
            } else {
                for (const syntax::Effect& e : cell.effects) effects.push_back(&e);
            }
        }
        check_waivers(c_, scope_, decl_, r.name.text, result);
        result.effects = check_effects(c_, scope_, effects, advice);
        return result;
    }

    Checker& c_;
    const PolicyDecl& decl_;
    const syntax::Policy& p_;
    const syntax::Tree& tree_;
    Scope scope_;
    Exprs exprs_;
    Narrowing known_;
    Lets lets_;
    std::vector<std::vector<std::size_t>> needs_;  // by let
    std::set<std::size_t> begun_;
    typed::Instance result_;
    bool advice_ = false;
};

}  // namespace

typed::Instance check_instance(Checker& c, const PolicyDecl& decl, typed::EventId event, std::map<std::uint32_t, Type>* path_types) {
    return InstanceCheck(c, decl, event, path_types).run();
}

}  // namespace ordain::sema
