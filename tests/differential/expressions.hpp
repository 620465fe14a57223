// Random well-typed expressions.
#pragma once

#include <optional>

#include "tests/differential/model.hpp"

namespace ordain::differential {

class Expressions {
public:
    Expressions(Random& random, const Model& model) : random_(random), model_(model) {}

    /// An expression of that type, never optional, as deep as `depth`. It stands in parentheses where it needs any.
    Piece of(const GType& type, int depth, const Scope& scope);
    /// A condition, and what is known to be present where it is true, and where it is false.
    Piece test(int depth, const Scope& scope, Scope& when_true, Scope& when_false);
    /// An expression of that type that may be missing.
    Piece optional_of(const GType& type, int depth, const Scope& scope);
    /// Something that is read: no literal, so that nothing is computed from constants alone.
    std::optional<Piece> read(const GType& type, int depth, const Scope& scope);
    /// A constant as it may stand in an expression, a cell or a range.
    std::string literal(const GType& type);
    /// Two constants in rising order; none for types without order.
    std::optional<std::pair<std::string, std::string>> ordered_literals(const GType& type);
    /// An enumerator, sometimes with its enum's name.
    std::string enumerator(const std::string& name);
    /// A text with braces in its quotes.
    Piece text_with_braces(const Scope& scope);
    /// A name that nothing has yet.
    std::string fresh(const char* prefix) { return prefix + std::to_string(names_++); }

private:
    Piece joined(int depth, const Scope& scope, Scope& when_true, Scope& when_false);
    Piece choice(const GType& type, int depth, const Scope& scope);
    Piece where(int depth, const Scope& element, Scope& narrowed);
    std::optional<Piece> comparison(int depth, const Scope& scope);
    std::optional<Piece> presence(int depth, const Scope& scope, Scope& when_true, Scope& when_false);
    std::optional<Piece> quantifier(int depth, const Scope& scope);
    Piece compare_to(Piece left, const GType& type, int depth, const Scope& scope);
    Piece computed(const GType& type, int depth, const Scope& scope);
    std::optional<Piece> aggregate(const GType& type, int depth, const Scope& scope);
    Piece integer(int depth, const Scope& scope);
    Piece decimal(int depth, const Scope& scope);
    Piece money(const GType& type, int depth, const Scope& scope);
    Piece time(const GType& type, int depth, const Scope& scope);
    std::optional<Scope> inside(const Scope& scope, std::string& name, std::string& path);
    std::optional<GType> readable_type(const Scope& scope, bool optional);

    Random& random_;
    const Model& model_;
    int names_ = 0;
};

[[nodiscard]] bool has_order(Kind kind);
[[nodiscard]] bool is_number(Kind kind);

}  // namespace ordain::differential
