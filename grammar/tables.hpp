// Grids: the rows of tables, of data and of ladders. A row is one line; the heading says what its cells are.
#pragma once

#include "grammar/effects.hpp"

namespace ordain::grammar {

/// From here to the end of its line the row that begins with the next token is read.
template <typename In, typename S>
void enter_row(In& in, S& st) {
    in.bump(static_cast<std::size_t>(st.token(in.current()).begin - in.current()));
    st.scanner().rows(true);
}

// --- lines ------------------------------------------------------------------------------------------------------------
struct end_of_row {
    ORDAIN_MATCH {
        const Token& t = st.token(in.current());
        if (t.sym == Sym::end || t.sym == Sym::rbrace) return true;
        if (t.sym != Sym::eol) return st.expected(in.current(), "the end of the row");
        in.bump(static_cast<std::size_t>(t.end - in.current()));  // not st.last(): the row's span ends before it
        return true;
    }
};

/// Goes on behind the line of the failure.
template <typename In, typename S>
void skip_line(In& in, S& st) {
    const char* p = in.current();
    st.recovered();
    const void* newline = std::memchr(p, '\n', static_cast<std::size_t>(in.end() - p));
    const char* stop = newline != nullptr ? static_cast<const char*>(newline) : in.end();
    const char* line = p;
    while (line > st.scanner().begin() && line[-1] != '\n') --line;
    st.skipped(line, stop);
    in.bump(static_cast<std::size_t>(stop - in.current()));
}

template <typename In, typename S>
void skip_row(In& in, S& st) {
    enter_row(in, st);
    st.scanner().rows(false);
    skip_line(in, st);
}

/// `| … |` to the end of its line.
template <typename... R>
struct line {
    ORDAIN_MATCH {
        enter_row(in, st);
        const bool matched = ORDAIN_SUB(sym<Sym::bar>) && ORDAIN_SUB(pegtl::seq<R...>) && ORDAIN_SUB(end_of_row);
        st.scanner().rows(false);
        return matched;
    }
};

/// The row of dashes, with as many cells as the heading.
struct dash_row {
    ORDAIN_MATCH {
        const Token first = st.token(in.current());
        const char* p = first.begin;
        std::size_t cells = 0, before_bars = 0;
        bool good = first.sym == Sym::bar && *p == '|';
        const auto look = [&](const char* q) { return q < in.end() ? *q : '\0'; };
        while (good) {
            if (look(++p) == '|') {  // ||
                before_bars = cells;
                ++p;
            }
            while (look(p) == ' ' || look(p) == '\t') ++p;
            if (look(p) != '-') break;
            const char* dashes = p;
            while (look(p) == '-') ++p;
            good = p - dashes >= 3;
            while (look(p) == ' ' || look(p) == '\t') ++p;
            good = good && look(p) == '|';
            ++cells;
        }
        if ((!good || cells == 0) && looks_drawn(first, in.end())) {
            Token all = first;
            all.end = line_end(first.begin, in.end());
            return st.problem(all, "each cell of the row of dashes is `---`, or more dashes", "write it as in `| --- | --- || --- |`");
        }
        if (!good || cells == 0) return st.expected(in.current(), "a row of dashes (`| --- |`) under the heading");
        Token all = first;
        all.end = p;
        const std::size_t left = st.condition_columns + (st.named_rows ? 1 : 0);
        const bool fits = cells == left + st.result_columns.size() && (st.result_columns.empty() || before_bars == left);
        if (!fits) {
            st.remark(all, "the row of dashes has other columns than the heading");
            skip_row(in, st);
            return true;
        }
        st.scanner().rows(true);
        in.bump(static_cast<std::size_t>(p - in.current()));
        const bool ended = ORDAIN_SUB(end_of_row);
        st.scanner().rows(false);
        return ended;
    }

private:
    static const char* line_end(const char* p, const char* end) {
        while (p < end && *p != '\n' && *p != '\r') ++p;
        return p;
    }
    /// A line of bars and dashes, such as `| :--- | ==== |`, that is meant as the row of dashes.
    static bool looks_drawn(const Token& first, const char* end) {
        const std::string_view line(first.begin, static_cast<std::size_t>(line_end(first.begin, end) - first.begin));
        const bool drawn = line.find_first_not_of("|:-=+ \t") == line.npos;
        return first.sym != Sym::end && drawn && (line.find("--") != line.npos || line.find("==") != line.npos);
    }
};

struct lone_minus {
    ORDAIN_MATCH {
        const Token t = st.token(in.current());
        if (t.sym != Sym::minus) return false;
        const Sym next = st.after(t).sym;
        return (next == Sym::bar || next == Sym::bars || next == Sym::eol || next == Sym::end) && ORDAIN_SUB(sym<Sym::minus>);
    }
};
/// Whether the row goes on.
struct more_cells {
    ORDAIN_MATCH {
        const Token& t = st.token(in.current());
        return t.sym != Sym::eol && t.sym != Sym::end && t.sym != Sym::rbrace;
    }
};

// --- cells ------------------------------------------------------------------------------------------------------------
struct cell_any : lone_minus {};
template <Sym S>
struct cell_operator : sym<S> {};
struct cell_operators : choice<cell_operator<Sym::eq>, cell_operator<Sym::ne>, cell_operator<Sym::lt>, cell_operator<Sym::le>,
                               cell_operator<Sym::gt>, cell_operator<Sym::ge>> {};
struct cell_compare : pegtl::seq<cell_operators, must<"a value after <>", slit>> {};
struct cell_present : kw<Keyword::present> {};
struct cell_missing : kw<Keyword::missing> {};
struct cell_unknown : pegtl::seq<at_kw<Keyword::unknown>, kw<Keyword::unknown>> {};
struct cell_bracket_range : bracket_range {};
struct cell_span : pegtl::seq<sym<Sym::range>, must<"a value after `..`", slit>> {};
struct cell_list : many<sym<Sym::comma>, must<"a value after `,`", slit>> {};
struct cell_values : pegtl::seq<slit, choice<cell_span, cell_list>> {};

struct not_compare : pegtl::seq<cell_operators, must<"a value after <>", slit>> {};
struct not_bracket_range : bracket_range {};
struct not_span : pegtl::seq<sym<Sym::range>, must<"a value after `..`", slit>> {};
struct not_list : many<sym<Sym::comma>, must<"a value after `,`", slit>> {};
struct not_values : pegtl::seq<slit, choice<not_span, not_list>> {};
struct cell_not : pegtl::seq<kw<Keyword::not_>, must<"`(` after `not`", sym<Sym::lparen>>,
                             must<"a comparison, a range or values after `not (`", choice<not_compare, not_bracket_range, not_values>>,
                             must<"`)` after the values", sym<Sym::rparen>>> {};
struct cell : choice<cell_any, cell_compare, cell_bracket_range, cell_present, cell_missing, cell_unknown, cell_not, cell_values> {};

// --- rows ---------------------------------------------------------------------------------------------------------------
/// A row as the heading of the grid says: First (in grids with named rows), Condition cells, `||`, Result cells.
template <typename Begin, typename First, typename Condition, typename Result, typename End>
struct grid_row {
    ORDAIN_MATCH {
        if (st.token(in.current()).sym != Sym::bar) return false;
        const Token bar = st.token(in.current());
        enter_row(in, st);
        st.set_item("this row", {});
        const bool matched = ORDAIN_SUB(Begin) && ORDAIN_SUB(sym<Sym::bar>) && conditions<A, Action, Control>(in, st, bar) &&
                             results<A, Action, Control>(in, st, bar) && ORDAIN_SUB(end_of_row);
        st.scanner().rows(false);
        if (matched && !st.failed()) return ORDAIN_SUB(End);
        skip_line(in, st);
        return true;
    }

private:
    template <pegtl::apply_mode A, template <typename...> class Action, template <typename...> class Control, typename In, typename S>
    static bool conditions(In& in, S& st, const Token& bar) {
        const std::size_t columns = st.condition_columns;
        if (st.named_rows && !(ORDAIN_SUB(First) && separator(in, st, columns == 0, 1, bar))) return false;
        for (std::size_t i = 0; i < columns; ++i) {
            st.cell_begin = st.token(in.current()).begin;
            if (!ORDAIN_SUB(Condition)) {
                return st.failed() ? false : st.expected(in.current(), "`-`, a comparison, a range or values in {}");
            }
            if (!separator(in, st, i + 1 == columns, i + 1 + (st.named_rows ? 1 : 0), bar)) return false;
        }
        return true;
    }

    template <pegtl::apply_mode A, template <typename...> class Action, template <typename...> class Control, typename In, typename S>
    static bool results(In& in, S& st, const Token& bar) {
        const std::size_t columns = st.result_columns.size();
        for (st.result_index = 0; st.result_index < columns; ++st.result_index) {
            const Sym here = st.token(in.current()).sym;
            if (here == Sym::eol || here == Sym::end || here == Sym::rbrace) return count(st, bar, st.result_index, "after `||`", columns);
            st.cell_begin = st.token(in.current()).begin;
            if (!ORDAIN_SUB(Result)) return st.failed() ? false : st.expected(in.current(), "a value or `-` in {}");
            if (!ORDAIN_SUB(sym<Sym::bar>)) return st.expected(in.current(), "`|` after the cell");
        }
        const Sym here = st.token(in.current()).sym;
        if (here == Sym::eol || here == Sym::end || here == Sym::rbrace) return true;
        return st.problem(st.token(in.current()), "this row has more cells than the heading");
    }

    /// `||` if the conditions are over, else `|`. `cells` have been read.
    template <typename In, typename S>
    static bool separator(In& in, S& st, bool last, std::size_t cells, const Token& bar) {
        const Token t = st.token(in.current());
        if (t.sym == (last ? Sym::bars : Sym::bar)) return take(in, st, t);
        if (t.sym == Sym::bars) return count(st, bar, cells, "before `||`", st.condition_columns + (st.named_rows ? 1 : 0));
        if (t.sym == Sym::bar) {
            if (st.after(t).sym == Sym::eol) return st.problem(t, "this row ends before `||`");
            return st.problem(t, "this row has more cells before `||` than the heading");
        }
        const bool operation = (t.sym >= Sym::eq && t.sym <= Sym::slash) || t.sym == Sym::lparen || t.sym == Sym::dot ||
                               t.sym == Sym::lbracket || (t.reserved() && t.keyword != Keyword::when);
        if (operation) {
            return st.problem(t, "a cell holds a comparison, a range or values, no expression",
                              "name the expression with `let` and make that a column");
        }
        return st.expected(in.current(), last ? "`||` after the last condition of {}" : "`|` after the cell");
    }

    template <typename S>
    static bool count(S& st, const Token& bar, std::size_t has, std::string_view where, std::size_t wants) {
        const auto cells = [](std::size_t n) { return std::to_string(n) + (n == 1 ? " cell " : " cells "); };
        return st.problem(bar, "this row has " + cells(has) + std::string(where) + ", the heading has " + std::to_string(wants));
    }
};

/// Whether the next token's line ends with `|`: a row, even if its first `|` is missing.
template <typename In, typename S>
bool row_like(In& in, S& st) {
    const Token& t = st.token(in.current());
    if (!t.fresh_line || t.sym == Sym::end || t.sym == Sym::rbrace) return false;
    const void* newline = std::memchr(t.begin, '\n', static_cast<std::size_t>(in.end() - t.begin));
    const char* last = newline != nullptr ? static_cast<const char*>(newline) : in.end();
    while (last > t.begin && (last[-1] == ' ' || last[-1] == '\t' || last[-1] == '\r')) --last;
    return last > t.begin && last[-1] == '|';
}

/// The rows of a grid.
template <typename Row>
struct rows_of {
    ORDAIN_MATCH {
        for (;;) {
            if (ORDAIN_SUB(Row)) continue;
            if (st.failed()) return false;
            if (!row_like(in, st)) return true;
            st.expected(in.current(), "`|` before the first cell", true);
            skip_row(in, st);
        }
    }
};

/// A heading that fails takes its rows with it: nobody knows what their cells are.
template <typename Heading, typename Rows>
struct grid_of {
    ORDAIN_MATCH {
        st.condition_columns = 0;
        st.named_rows = false;
        st.result_columns.clear();
        if (st.token(in.current()).sym != Sym::bar) {
            st.expected(in.current(), "`|` before the first column", true);
        } else if (ORDAIN_SUB(Heading) && ORDAIN_SUB(Rows)) {
            return true;
        }
        st.scanner().rows(false);
        if (st.scanner().column_one(in.current())) {
            st.recovered();  // the heading is whole, the row of dashes is missing
        } else {
            skip_line(in, st);
        }
        while (st.token(in.current()).sym == Sym::bar || row_like(in, st)) skip_row(in, st);
        return true;
    }
};
struct at_grid {
    ORDAIN_MATCH { return st.token(in.current()).sym == Sym::bar || row_like(in, st); }
};

// --- the grid of a table ----------------------------------------------------------------------------------------------------
struct rule_column {
    ORDAIN_MATCH {
        const Token t = st.token(in.current());
        const Sym next = st.after(t).sym;
        if (t.keyword != Keyword::rule || (next != Sym::bar && next != Sym::bars)) return false;
        st.named_rows = true;
        return ORDAIN_SUB(kw<Keyword::rule>);
    }
};
struct condition_column : reference {};
template <Keyword K>
struct result_word : kw<K> {};
struct result_output : name {};
struct result_set : pegtl::seq<result_word<Keyword::set>, must<"an output after `set`", result_output>> {};
struct result_column : choice<result_word<Keyword::decide>, result_word<Keyword::reason>, result_word<Keyword::route>,
                              result_word<Keyword::notify>, result_set> {};
struct result_columns : pegtl::seq<must<"`decide`, `reason`, `route`, `notify` or `set` and an output", result_column>,
                                   must<"`|` after the column", sym<Sym::bar>>> {};
struct grid_heading
    : pegtl::seq<line<must<"`rule`, a path or a look-up as a column", choice<rule_column, condition_column>>,
                      many<sym<Sym::bar>, must<"a column, or `||` before the results", condition_column>>,
                      must<"`|` or `||` after the column", sym<Sym::bars>>, result_columns, many<more_cells, result_columns>>,
                 dash_row> {};

struct row_begin : mark<"row_begin"> {};
struct row_end : mark<"row_end"> {};
struct row_name : name {};
struct row_first : must<"the name of the row, or `-`", choice<lone_minus, row_name>> {};

struct at_cell_end {
    ORDAIN_MATCH { return st.token(in.current()).sym == Sym::bar; }
};
struct out_empty : choice<at_cell_end, lone_minus> {};
struct out_begin : mark<"out_begin"> {};
struct out_reason : reason_rest {};
struct out_route : route_rest {};
struct out_notify : notify_rest {};
struct out_value : pegtl::seq<expr> {};
/// By the kind of the column.
struct out_filled {
    ORDAIN_MATCH {
        (void)ORDAIN_SUB(out_begin);
        switch (st.result_columns[st.result_index]) {
            case Column::decide: return ORDAIN_SUB(effects);
            case Column::reason: return ORDAIN_SUB(out_reason) && ORDAIN_SUB(reasons_tail);
            case Column::route: return ORDAIN_SUB(out_route);
            case Column::notify: return ORDAIN_SUB(out_notify);
            case Column::set: return ORDAIN_SUB(out_value);
            case Column::expect:
            case Column::due:
            case Column::output: break;  // of tests
        }
        return false;
    }

private:
    struct reasons_tail : many<sym<Sym::comma>, must<"the code of a reason after `,`", out_reason>> {};
};
struct out_unreadable {
    ORDAIN_MATCH {
        constexpr std::string_view what[] = {"an effect such as `release` or `require`", "the code of a reason", "a queue",
                                             "a role, a channel or `person`", "an expression"};
        return st.expected(in.current(), std::string(what[static_cast<std::size_t>(st.result_columns[st.result_index])]) + " or `-` in {}");
    }
};
struct out_cell : choice<out_empty, out_filled, out_unreadable> {};

struct table_row : grid_row<row_begin, row_first, cell, out_cell, row_end> {};
struct grid_begin : mark<"grid"> {};
struct grid : pegtl::seq<at_grid, grid_begin, grid_of<grid_heading, rows_of<table_row>>> {};

// --- the grid of data: keys || values ------------------------------------------------------------------------------------------
struct data_key_column : item_name {};
struct data_value_column : item_name {};
struct data_heading
    : pegtl::seq<line<must<"the name of a key as a column", data_key_column>,
                      many<sym<Sym::bar>, must<"a column, or `||` before the values", data_key_column>>,
                      must<"`|` or `||` after the column", sym<Sym::bars>>, must<"the name of a column", data_value_column>,
                      must<"`|` after the column", sym<Sym::bar>>,
                      many<more_cells, must<"the name of a column", data_value_column>, must<"`|` after the column", sym<Sym::bar>>>>,
                 dash_row> {};
struct data_row_begin : mark<"data_row_begin"> {};
struct data_row_end : mark<"data_row_end"> {};
struct data_missing : lone_minus {};
struct data_literal : slit {};
struct data_word : any_word {};
struct data_value : choice<data_missing, data_literal, data_word> {};
struct no_name : mark<"no_name"> {};
struct data_row : grid_row<data_row_begin, no_name, cell, data_value, data_row_end> {};
struct data_grid_begin : mark<"data_grid"> {};
struct data_grid : pegtl::seq<at_grid, data_grid_begin, grid_of<data_heading, rows_of<data_row>>> {};

// --- the matrix of a ladder ------------------------------------------------------------------------------------------------------
struct ladder_column : name {};
struct ladder_dashes {
    ORDAIN_MATCH {  // optional here
        const Token bar = st.token(in.current());
        if (bar.sym != Sym::bar || st.after(bar).sym != Sym::minus) return true;
        const char* second = st.after(bar).end;
        return second < in.end() && *second == '-' ? ORDAIN_SUB(dash_row) : true;
    }
};
struct ladder_heading
    : pegtl::seq<line<must<"`scope` as the first column", kw<Keyword::scope>>, must<"`|` after `scope`", sym<Sym::bar>>,
                      must<"a role as a column", ladder_column>, must<"`|` after the column", sym<Sym::bar>>,
                      many<more_cells, must<"a role as a column", ladder_column>, must<"`|` after the column", sym<Sym::bar>>>>,
                 ladder_dashes> {};
struct ladder_row_begin : mark<"ladder_row_begin"> {};
struct ladder_any : lone_minus {};
struct ladder_scope_text : text {};
struct ladder_scope_word : any_word {};
struct ladder_none : lone_minus {};
struct ladder_unlimited : kw<Keyword::unlimited> {};
struct ladder_limit : slit {};
struct ladder_cell : choice<ladder_none, ladder_unlimited, ladder_limit> {};
struct ladder_cells : pegtl::seq<must<"a limit, `unlimited` or `-`", ladder_cell>, must<"`|` after the cell", sym<Sym::bar>>> {};
struct ladder_row_line : line<ladder_row_begin, must<"a scope or `-`", choice<ladder_any, ladder_scope_text, ladder_scope_word>>,
                              must<"`|` after the scope", sym<Sym::bar>>, many<more_cells, ladder_cells>> {};
struct ladder_row_end : mark<"ladder_row_end"> {};
struct ladder_row {
    ORDAIN_MATCH {
        if (st.token(in.current()).sym != Sym::bar) return false;
        if (ORDAIN_SUB(ladder_row_line)) return ORDAIN_SUB(ladder_row_end);
        skip_line(in, st);
        return true;
    }
};
struct ladder_grid_begin : mark<"ladder_grid"> {};
struct ladder_grid : pegtl::seq<at_grid, ladder_grid_begin, grid_of<ladder_heading, rows_of<ladder_row>>> {};

}  // namespace ordain::grammar
