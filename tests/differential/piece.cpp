#include "tests/differential/piece.hpp"

#include <algorithm>

namespace ordain::differential {

Piece cat(std::vector<Piece> parts) {
    return Piece(std::move(parts));
}
Piece removable(Piece p) {
    Piece out = p.removable ? cat({std::move(p)}) : std::move(p);
    out.removable = true;
    return out;
}
Piece tagged(std::string tag, Piece p, std::vector<std::string> simpler) {
    Piece out = p.tag.empty() ? std::move(p) : cat({std::move(p)});
    out.tag = std::move(tag);
    out.simpler = std::move(simpler);
    return out;
}

namespace {

void render_into(const Piece& p, std::string& out) {
    out += p.text;
    for (const Piece& part : p.parts) render_into(part, out);
}

/// All pieces inside `p` with that tag, outermost first.
void with_tag(const Piece& p, const std::string& tag, std::vector<Piece>& out) {
    for (const Piece& part : p.parts) {
        if (part.tag == tag) out.push_back(part);
        with_tag(part, tag, out);
    }
}

class Shrinker {
public:
    Shrinker(Sources& sources, const std::function<bool(const Sources&)>& still_fails, int budget)
        : sources_(sources), still_fails_(still_fails), budget_(budget) {}

    void all() {
        bool progress = true;
        while (progress && budget_ > 0) {
            progress = false;
            for (SourceFile& file : sources_) progress = visit(file.piece) || progress;
        }
    }

private:
    bool accept(Piece& at, Piece replacement) {
        if (budget_-- <= 0) return false;
        std::swap(at, replacement);
        if (still_fails_(sources_)) return true;
        std::swap(at, replacement);
        return false;
    }

    /// Of many removable parts, halves, quarters, … at one time: one by one they would take as many questions as there are.
    bool drop_runs(Piece& p) {
        constexpr std::size_t few = 4;
        bool progress = false;
        std::vector<std::size_t> left;
        const auto look = [&] {
            left.clear();
            for (std::size_t i = 0; i < p.parts.size(); ++i)
                if (p.parts[i].removable && !p.parts[i].empty()) left.push_back(i);
        };
        look();
        for (std::size_t width = left.size() / 2; width >= few; width /= 2) {
            for (std::size_t end = left.size(); end > 0; end -= std::min(end, width)) {
                Piece without = p;
                for (std::size_t i = end - std::min(end, width); i < end; ++i) without.parts[left[i]] = Piece();
                progress = accept(p, std::move(without)) || progress;
            }
            look();
        }
        return progress;
    }

    bool visit(Piece& p) {
        bool progress = false;
        if (p.removable && !p.empty() && accept(p, Piece())) return true;
        progress = drop_runs(p);
        if (!p.tag.empty() && !p.parts.empty()) {
            std::vector<Piece> candidates;
            for (const std::string& s : p.simpler) candidates.push_back(tagged(p.tag, s));
            with_tag(p, p.tag, candidates);
            for (Piece& candidate : candidates)
                if (accept(p, std::move(candidate))) {
                    progress = true;
                    break;
                }
        }
        for (std::size_t i = p.parts.size(); i > 0; --i) progress = visit(p.parts[i - 1]) || progress;
        return progress;
    }

    Sources& sources_;
    const std::function<bool(const Sources&)>& still_fails_;
    int budget_;
};

}  // namespace

std::string render(const Piece& p) {
    std::string out;
    render_into(p, out);
    return out;
}

void shrink(Sources& sources, const std::function<bool(const Sources&)>& still_fails, int budget) {
    Shrinker(sources, still_fails, budget).all();
}

Texts texts_of(const Sources& sources) {
    Texts texts;
    for (const SourceFile& f : sources) texts.emplace_back(f.path, render(f.piece));
    return texts;
}

}  // namespace ordain::differential
