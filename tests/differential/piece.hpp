// A generated source as the tree it was derived by, so that a failing one can be made smaller without knowing the language.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace ordain::differential {

/// Text, then parts. A removable piece may be left out; a piece with a tag may be replaced by another of that tag from inside it, or
/// by one of `simpler`. Whether the result still means something, the checker says.
struct Piece {
    std::string text;
    std::vector<Piece> parts;
    std::string tag;
    std::vector<std::string> simpler;
    bool removable = false;

    Piece() = default;
    Piece(const char* t) : text(t) {}
    Piece(std::string t) : text(std::move(t)) {}
    Piece(std::vector<Piece> p) : parts(std::move(p)) {}

    Piece& add(Piece p) { return parts.push_back(std::move(p)), *this; }
    [[nodiscard]] bool empty() const { return text.empty() && parts.empty(); }
};

/// The pieces one after the other.
[[nodiscard]] Piece cat(std::vector<Piece> parts);
[[nodiscard]] Piece removable(Piece p);
[[nodiscard]] Piece tagged(std::string tag, Piece p, std::vector<std::string> simpler = {});
[[nodiscard]] std::string render(const Piece& p);

struct SourceFile {
    std::string path;
    Piece piece;
};
using Sources = std::vector<SourceFile>;
using Texts = std::vector<std::pair<std::string, std::string>>;  // path, text

[[nodiscard]] Texts texts_of(const Sources& sources);

/// Removes and replaces pieces as long as `still_fails` says yes, at most `budget` questions.
void shrink(Sources& sources, const std::function<bool(const Sources&)>& still_fails, int budget);

}  // namespace ordain::differential
