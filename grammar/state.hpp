// What the rules share while they match: the tokens, the first failure, nesting, open braces, the columns of a table.
//
// A failure is a state, not an exception: a rule that fails for good calls fail(), after which every rule returns false until
// a body, a grid or the file recovers. Rules decide by their first tokens and never go back, so matching is linear.
#pragma once

#include <bitset>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "grammar/scanner.hpp"

namespace ordain::grammar {

enum class Problem : std::uint8_t { syntax, nested_too_deep };

/// The kinds of result columns: those of a table, in the order of syntax::OutKind, and then those that only the table of a test has.
enum class Column : std::uint8_t { decide, reason, route, notify, set, expect, due, output };

class State {
public:
    State(const char* begin, const char* end, unsigned nesting_limit) : scanner_(begin, end), nesting_limit_(nesting_limit) {
        last_.begin = last_.end = begin;
    }
    virtual ~State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    // --- tokens
    [[nodiscard]] const Token& token(const char* p) { return scanner_.at(p); }
    [[nodiscard]] Token after(const Token& t) { return scanner_.after(t); }
    [[nodiscard]] Scanner& scanner() { return scanner_; }
    /// The last token that was matched, and the last keyword.
    [[nodiscard]] const Token& last() const { return last_; }
    [[nodiscard]] Keyword last_keyword() const { return last_keyword_; }
    void matched(const Token& t) {
        last_ = t;
        if (t.sym == Sym::lbrace) ++braces_;
        if (t.sym == Sym::rbrace && braces_ > 0) --braces_;
    }
    void matched_keyword(const Token& t) {
        matched(t);
        last_keyword_ = t.keyword;
    }
    /// Whether t is that keyword; remembers what was asked for, to propose it when a word is misspelt.
    [[nodiscard]] bool is(const Token& t, Keyword k) {
        if (t.keyword == k) return true;
        if (t.sym == Sym::word && t.keyword == Keyword::none) {
            if (asked_at_ != t.begin) asked_.reset(), asked_at_ = t.begin;
            asked_.set(static_cast<std::size_t>(k));
        }
        return false;
    }
    /// The words of the path that is being matched.
    std::vector<Token> words;

    // --- what looks like the start of something, and so is no argument of what stands before it
    /// A declaration word in column 1 with a name, a title or nothing after it. What may stand in a body as it is (`calendar c` in a
    /// policy, `allow rule` in `lint`, the name `test "T"` in an enum) is none.
    [[nodiscard]] bool starts_declaration(const Token& t) {
        if (class_of(t.keyword) != WordClass::declaration || !scanner_.column_one(t.begin)) return false;
        const Keyword word = t.keyword;
        const Token next = scanner_.at(t.end);
        if (next.sym == Sym::end || next.sym == Sym::bad) return true;
        const bool titled = word == Keyword::test || word == Keyword::prove;
        if (next.sym == Sym::text ? !titled : next.sym != Sym::word || next.reserved()) return false;
        if (!titled && word != Keyword::calendar && word != Keyword::allow) return true;
        const Token third = scanner_.at(next.end);
        if (word == Keyword::allow) return third.keyword == Keyword::because;
        return word == Keyword::prove ? third.keyword == Keyword::on : third.sym == Sym::lbrace;
    }
    /// A declaration, or a line such as `rule a`, `let x`, `on order.created`, `expect reject`.
    [[nodiscard]] bool starts_item(const Token& t) {
        if (!t.fresh_line || t.keyword == Keyword::none) return false;
        switch (t.keyword) {
            case Keyword::rule:
            case Keyword::let:
            case Keyword::otherwise:
            case Keyword::owner:
            case Keyword::on:
            case Keyword::from:
            case Keyword::until:
            case Keyword::calendar:
            case Keyword::mode:
            case Keyword::match:
            case Keyword::applies:
            case Keyword::expect:
            case Keyword::given:
            case Keyword::default_:
            case Keyword::fault:
            case Keyword::edition:
            case Keyword::holds: break;
            default: return starts_declaration(t);
        }
        const Token here = t;
        const Token next = scanner_.at(here.end);
        if (next.sym == Sym::text || next.sym == Sym::literal) return true;
        if (!next.name() || next.fresh_line) return here.keyword == Keyword::otherwise && next.name();
        return next.keyword != Keyword::contains && next.keyword != Keyword::starts && next.keyword != Keyword::ends &&
               next.keyword != Keyword::include;
    }

    // --- failure
    [[nodiscard]] bool failed() const { return failed_; }
    void recovered() {
        failed_ = false;
        on_recovered();
    }
    /// [from, to) could not be read, and nothing of it is kept.
    void skipped(const char* from, const char* to) { on_skipped(from, to); }
    /// "expected WHAT, found …" at the token after p. `{}` in `what` stands for subject(), `<>` for the last token.
    /// `item`: the token begins something new, so that nothing is missing before it.
    bool expected(const char* p, std::string_view what, bool item = false) {
        const Token t = scanner_.at(p);
        set_failed();
        on_expected(t, what, item);
        return false;
    }
    /// Any other problem at t; `help` may be empty.
    bool problem(const Token& t, std::string_view message, std::string_view help = {}, Problem kind = Problem::syntax) {
        const Token at = t;
        set_failed();
        on_problem(kind, at, message, help);
        return false;
    }
    /// Reports a problem without failing.
    void remark(const Token& t, std::string_view message, std::string_view help = {}) {
        ++problems_;
        on_problem(Problem::syntax, t, message, help);
    }
    /// Problems of the declaration so far.
    [[nodiscard]] unsigned problems() const { return problems_; }
    void new_declaration() {
        problems_ = 0;
        braces_ = 0;
        depth_ = 0;
        declaration_ = {};
        item_ = {};
    }

    // --- nesting
    bool enter(const char* p) {
        if (++depth_ <= nesting_limit_) return true;
        if (failed_) return false;
        return problem(scanner_.at(p), "this is nested too deep", "split it up with `let` or `define`", Problem::nested_too_deep);
    }
    void leave() { --depth_; }
    [[nodiscard]] unsigned braces() const { return braces_; }
    void set_braces(unsigned n) { braces_ = n; }

    // --- what is being read, for messages: rule `desk` of policy `discounts`
    struct Subject {
        std::string_view kind, name;
    };
    void set_declaration(std::string_view kind, std::string_view name) { declaration_ = {kind, name}; }
    void set_item(std::string_view kind, std::string_view name) { item_ = {kind, name}; }
    [[nodiscard]] Subject subject() const { return item_.kind.empty() ? declaration_ : item_; }

    // --- columns of the grid that is being read
    std::size_t condition_columns = 0;
    bool named_rows = false;
    std::vector<Column> result_columns;
    std::size_t result_index = 0;      // of the result cell that is being read
    const char* cell_begin = nullptr;  // start of the cell that is being read

protected:
    virtual void on_expected(const Token& found, std::string_view what, bool item) = 0;
    /// What was put together for the failed rule is to be dropped.
    virtual void on_recovered() = 0;
    virtual void on_skipped(const char* from, const char* to) = 0;
    virtual void on_problem(Problem kind, const Token& at, std::string_view message, std::string_view help) = 0;

    /// The keywords that were asked for at a word that is none of them.
    [[nodiscard]] const std::bitset<keyword_count>& asked(const Token& t) {
        if (asked_at_ != t.begin) asked_.reset();
        return asked_;
    }

private:
    void set_failed() {
        failed_ = true;
        ++problems_;
    }

    Scanner scanner_;
    Token last_;
    Keyword last_keyword_ = Keyword::none;
    std::bitset<keyword_count> asked_;
    const char* asked_at_ = nullptr;
    bool failed_ = false;
    unsigned problems_ = 0;
    unsigned depth_ = 0;
    unsigned nesting_limit_;
    unsigned braces_ = 0;
    Subject declaration_, item_;
};

}  // namespace ordain::grammar
