// Puts the tree together while the grammar matches: what is being read, and the stacks of what is finished but not yet in its place.
// Knows the grammar's state and tokens, but not PEGTL; the actions (actions_*.hpp) call it.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "compiler/diag/diagnostic.hpp"
#include "compiler/syntax/habits.hpp"
#include "compiler/syntax/tree.hpp"
#include "grammar/state.hpp"
#include "runtime/base/limits.hpp"

namespace ordain::syntax {

/// A longer construct from its first word to its end.
struct Frame {
    std::uint32_t begin = 0;
    Name name;              // function, currency, role
    Name element;           // l of `l in order.lines`
    Path list;              // the list of `any`, `count`, …
    std::size_t exprs = 0;  // height of the stack of expressions when it began
    std::size_t needs = 0;  // … and of needs
    std::uint32_t count = 1;
    NeedKind need = NeedKind::all;
    ExprId scope, covering;  // of a role
    bool low_open = false, high_open = false;
    bool comprehension = false;
};

class Builder final : public grammar::State {
public:
    using Token = grammar::Token;

    /// `text` is the file's text from `offset` on; both outlive the builder. What the tree holds already stays as it is.
    Builder(Tree& tree, Diagnostics& diagnostics, std::string_view text, std::uint32_t file, std::uint32_t offset);

    Tree& tree;

    // --- what was matched last
    [[nodiscard]] Span span(const Token& t) const { return {file_, offset(t.begin), offset(t.end)}; }
    [[nodiscard]] Span span_from(std::uint32_t begin) const { return {file_, begin, offset(last().end)}; }
    [[nodiscard]] std::uint32_t offset(const char* p) const { return static_cast<std::uint32_t>(p - text_) + offset_; }
    [[nodiscard]] Name name() const { return {last().view(), span(last())}; }
    [[nodiscard]] String string() const { return {last().view(), span(last())}; }
    [[nodiscard]] Literal literal() const { return {literal_kind(last()), last().view(), span(last())}; }
    [[nodiscard]] Path path() const;
    [[nodiscard]] std::uint32_t number() const;  // digits; UINT32_MAX when too large

    // --- what is being read: one of each kind, since none stands within another of its kind
    template <typename T>
    [[nodiscard]] T& the() {
        if (!current_) current_ = std::make_unique<Current>();  // an expression alone has no use for it
        return std::get<T>(*current_);
    }
    /// Begins a T at the token that was matched last.
    template <typename T>
    T& start() {
        return start<T>(offset(last().begin));
    }
    template <typename T>
    T& start(std::uint32_t begin) {
        T& t = the<T>() = T{};
        t.span = span_from(begin);
        return t;
    }
    /// Ends it, at the token that was matched last.
    template <typename T>
    T finish() {
        T& t = the<T>();
        t.span.end = offset(last().end);
        return std::move(t);
    }
    template <typename T>
    void finish_into(std::vector<T>& list) {
        list.push_back(finish<T>());
    }

    // --- declarations
    void begin_declaration(const char* from);
    void end_declaration();
    /// A declaration whose name was matched last.
    template <typename T>
    T& declare(std::string_view kind) {
        set_declaration(kind, last().view());
        return the<T>() = T{};
    }
    template <typename T>
    void declared(std::vector<T>& list, DeclKind kind) {
        T& t = the<T>();
        t.span = span_from(declaration_begin_);
        t.doc = doc_;
        tree.order.push_back({kind, static_cast<std::uint32_t>(list.size())});
        list.push_back(std::move(t));
        has_declaration_ = true;
    }
    void module_named();
    /// The file has to begin with `module`, if it is no bundle. Call at its end.
    void check_module(std::string_view path);
    /// Reports that the last keyword's clause stands there twice.
    void twice();
    void remark_at(Span at, std::string message, std::string help = {});

    // --- expressions
    std::vector<Frame> frames;
    Frame& frame() { return frames.back(); }
    void push_frame(const char* begin);
    Frame pop_frame();
    void push(Expr expr);
    ExprId pop();
    [[nodiscard]] const Expr& top() const { return tree.exprs[exprs_.back().value]; }
    [[nodiscard]] std::vector<ExprId> pop_from(std::size_t height);
    void push_path(Path path);
    void binary(ExprKind kind);
    /// An expression of one operand that ends at the last token.
    void suffix(ExprKind kind);
    void mark_parenthesised(std::uint32_t begin);
    [[nodiscard]] std::size_t expr_count() const { return exprs_.size(); }

    // --- needs
    void push_need(Need need);
    void push_need(NeedId id) { needs_.push_back(id); }
    [[nodiscard]] Need& top_need() { return tree.needs[needs_.back().value]; }
    NeedId pop_need();
    [[nodiscard]] std::vector<NeedId> pop_needs(std::size_t height);
    [[nodiscard]] std::size_t need_count() const { return needs_.size(); }
    std::uint32_t pending_count = 0;  // `2` of `2 sales_manager`
    std::uint32_t pending_begin = 0;

    // --- signed literals, types, effects, values that wait for their place
    bool negative = false;
    std::uint32_t negative_begin = 0;
    std::vector<SignedLiteral> slits;
    void push_slit_literal();
    void push_slit_name();
    SignedLiteral pop_slit();
    bool low_open = false, high_open = false;
    std::uint32_t range_begin = 0;
    LiteralRange pop_range(bool bracketed);
    ExprKind cell_operator = ExprKind::eq;
    std::vector<TypeRef> types;
    TypeRef pop_type();
    std::vector<Effect> effects;
    std::vector<Effect> take_effects() { return std::exchange(effects, {}); }
    std::vector<Pattern> patterns;
    std::vector<ValueId> values;
    void push_value(Value value);
    ValueId pop_value();
    std::vector<ValueId> pop_values(std::size_t height);
    struct ValueFrame {
        std::uint32_t begin;
        std::size_t values;
        std::vector<Name> names;
    };
    std::vector<ValueFrame> value_frames;
    std::vector<Days> days;
    std::vector<Field>* fields = nullptr;  // of the declaration that is being read
    std::vector<Cell>* cells = nullptr;    // of the row that is being read
    unsigned on_clauses = 0;               // of the policy
    Cell& push_cell(CellKind kind);

protected:
    void on_expected(const Token& found, std::string_view what, bool item) override;
    void on_problem(grammar::Problem kind, const Token& at, std::string_view message, std::string_view help) override;
    void on_recovered() override;
    void on_skipped(const char* from, const char* to) override;

private:
    [[nodiscard]] static LiteralKind literal_kind(const Token& t);
    [[nodiscard]] std::string filled(std::string_view what) const;
    [[nodiscard]] std::string subject_text() const;
    [[nodiscard]] bool silent() const { return diagnostics_.error_count() >= limits::reported_errors; }
    void report_flaw(const Token& t);
    Surprise surprise_at(const Token& found, std::string_view expected);

    Diagnostics& diagnostics_;
    const char* text_;
    std::uint32_t file_;
    std::uint32_t offset_;

    using Current = std::tuple<Use, Bundle, LintLevel, BundleDefault, Role, Symbol, Calendar, Hours, Days, TimeRange, Escalation,
                               EscalationStep, EscalationAct, Ladder, Rung, LadderRow, Enum, Record, Event, Bind, Const, Define, Output,
                               Data, DataRow, Field, Modifiers, Policy, Let, Rule, OutCell, Row, Waive, Prove, GivenSource, Assign, Expect,
                               Case, Test, Fixture, Allow, Effect, Pattern>;
    std::unique_ptr<Current> current_;

    std::uint32_t declaration_begin_ = 0;
    std::string_view doc_;
    std::size_t doc_comment_ = 0;  // comments before this one stand before the declaration
    bool has_declaration_ = false;
    bool first_failed_ = false;
    bool any_ended_ = false;

    std::vector<ExprId> exprs_;
    std::uint32_t first_expr_;            // of the tree that is this builder's
    std::vector<std::uint16_t> heights_;  // of each expression of this builder
    std::vector<NeedId> needs_;
};

}  // namespace ordain::syntax
