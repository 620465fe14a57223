// Capital and small initials: enums and records are told from fields and roles at a glance, by readers and by the parser.
#include <cctype>

#include "compiler/sema/checker.hpp"

namespace ordain::sema {

namespace {

class Initials {
public:
    Initials(Diagnostics& diagnostics, const syntax::Tree& tree) : diagnostics_(diagnostics), tree_(tree) {}

    void check() {
        for (const auto& d : tree_.enums) capital(d.name, "an enum");
        for (const auto& d : tree_.records) {
            capital(d.name, "a record");
            fields(d.fields);
        }
        for (const auto& d : tree_.events) fields(d.fields);
        all(tree_.roles, "a role");
        all(tree_.queues, "a queue");
        all(tree_.actions, "an action");
        all(tree_.channels, "a channel");
        all(tree_.consts, "a const");
        for (const auto& d : tree_.data) {
            fields(d.keys);
            fields(d.columns);
        }
        for (const auto& d : tree_.defines)
            for (const auto& p : d.params) small(p.name, "a parameter");
        for (const auto& d : tree_.policies) policy(d);
        elements();
    }

private:
    template <class List>
    void all(const List& list, std::string_view what) {
        for (const auto& d : list) small(d.name, what);
    }
    void fields(const std::vector<syntax::Field>& list) { all(list, "a field"); }

    void policy(const syntax::Policy& p) {
        small(p.name, p.is_table ? "a table" : "a policy");
        small(p.each_var, "an element");
        all(p.lets, "a let");
        all(p.rules, "a rule");
        all(p.rows, "a row");
    }

    /// The names that quantifiers and sums give to elements.
    void elements() {
        for (const syntax::Expr& e : tree_.exprs)
            if (e.kind >= syntax::ExprKind::any && e.kind <= syntax::ExprKind::max) small(e.name, "an element");
    }

    /// With its initial the other way: `Colour` of `colour`.
    static std::string turned(std::string_view name) {
        std::string text(name);
        const auto first = static_cast<unsigned char>(text[0]);
        text[0] = static_cast<char>(std::isupper(first) != 0 ? std::tolower(first) : std::toupper(first));
        return text;
    }
    static bool is_capital(const syntax::Name& name) { return name.text.front() >= 'A' && name.text.front() <= 'Z'; }

    void small(const syntax::Name& name, std::string_view what) {
        if (name.written() && is_capital(name)) report(name, what, "small letter");
    }
    void capital(const syntax::Name& name, std::string_view what) {
        if (name.written() && !is_capital(name)) report(name, what, "capital");
    }
    void report(const syntax::Name& name, std::string_view what, std::string_view initial) {
        diagnostics_.report(DiagKind::wrong_initial, name.span, "the name of {} begins with a {}, unlike `{}`", what, initial, name.text)
            .with_help(fmt::format("write `{}`", turned(name.text)));
    }

    Diagnostics& diagnostics_;
    const syntax::Tree& tree_;
};

}  // namespace

void Checker::check_initials() {
    for (const syntax::Tree& tree : trees) Initials(diagnostics, tree).check();
}

}  // namespace ordain::sema
