// Numbers that have no unit even if a word such as `days` stands behind them: `covers 2026..2028 hours mon..fri …`. Entry: plain_numbers().
#include <algorithm>

#include "compiler/format/pieces.hpp"

namespace ordain::format {
namespace {

class Numbers {
public:
    explicit Numbers(const syntax::Tree& tree) : tree_(tree) {}

    std::vector<std::uint32_t> run() {
        for (const auto& b : tree_.bundles) add(b.edition);
        for (const auto& c : tree_.calendars) add(c.covers_from), add(c.covers_to);
        for (const auto& e : tree_.escalations) {
            for (const auto& step : e.steps) add(step.times);
        }
        for (const auto& r : tree_.roles) add(r.scope_mods.max);
        for (const auto& r : tree_.records) fields(r.fields);
        for (const auto& e : tree_.events) fields(e.fields);
        for (const auto& d : tree_.data) fields(d.keys), fields(d.columns);
        for (const auto& d : tree_.defines) {
            for (const auto& p : d.params) add(p.mods.max);
        }
        for (const auto& o : tree_.outputs) add(o.mods.max);
        for (const auto& n : tree_.needs) found_.push_back(n.span.begin);  // of `2 managers`
        std::sort(found_.begin(), found_.end());
        return std::move(found_);
    }

private:
    void add(const syntax::Literal& number) {
        if (!number.text.empty()) found_.push_back(number.span.begin);
    }
    void fields(const std::vector<syntax::Field>& list) {
        for (const auto& field : list) add(field.mods.max);
    }

    const syntax::Tree& tree_;
    std::vector<std::uint32_t> found_;
};

}  // namespace

std::vector<std::uint32_t> plain_numbers(const syntax::Tree& tree) {
    return Numbers(tree).run();
}

}  // namespace ordain::format
