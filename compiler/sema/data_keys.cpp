#include "compiler/sema/data_keys.hpp"

#include <algorithm>

namespace ordain::sema {

namespace {

using typed::DataKey;
using Keys = std::vector<DataKey>;

class KeyCell {
public:
    KeyCell(Checker& checker, const syntax::Cell& cell, Type type, std::uint32_t tree)
        : c_(checker), cell_(cell), type_(type), tree_(tree) {
        // an unknown name of an open enum satisfies no comparison, so comparisons stay within the declared names
        if (type.kind == TypeKind::enumerated) {
            low_ = 0;
            high_ = static_cast<std::int64_t>(checker.program.enums[type.ref].values.size()) - 1;
        } else if (type.kind == TypeKind::boolean) {
            low_ = 0;
            high_ = 1;
        }
    }

    std::optional<Keys> alternatives() {
        using Kind = syntax::CellKind;
        if (type_.kind == TypeKind::error) return std::nullopt;
        switch (cell_.kind) {
            case Kind::any: return Keys{{}};
            case Kind::list: return exact();
            case Kind::compare: return comparison();
            case Kind::not_compare: return rest(comparison());
            case Kind::not_list: return rest(exact());
            case Kind::range: return range();
            case Kind::not_range: return rest(range());
            case Kind::present:
            case Kind::missing:
            case Kind::unknown: break;
        }
        c_.diagnostics.report(DiagKind::data_key_cell, cell_.span, "a key is never missing or unknown")
            .with_help("`-` stands for any value");
        return std::nullopt;
    }

private:
    static DataKey between(std::int64_t low, std::int64_t high, bool low_open = false, bool high_open = false) {
        return {DataKey::Kind::range, {}, {low, high, low_open, high_open}};
    }

    std::optional<Keys> exact() {
        Keys keys;
        bool ok = true;
        for (const syntax::SignedLiteral& l : cell_.values) {
            const auto v = c_.constant_of(l, type_, tree_);
            ok = ok && v;
            if (v) keys.push_back({DataKey::Kind::exact, *v, {}});
        }
        return ok ? std::optional(keys) : std::nullopt;
    }

    bool ordered() {
        if (type_.kind != TypeKind::text && type_.kind != TypeKind::boolean) return true;
        c_.diagnostics.report(DiagKind::no_range_for_type, cell_.span, "{} has no order", c_.describe(type_.required()))
            .with_help("a key of this type is a value, a list of values, or `-`");
        return false;
    }

    std::optional<Keys> comparison() {
        const auto op = cell_.op;
        if (op != syntax::ExprKind::eq && op != syntax::ExprKind::ne && !ordered()) return std::nullopt;
        auto values = exact();
        if (!values || values->size() != 1) return std::nullopt;
        const std::int64_t v = values->front().value.number;
        switch (op) {
            case syntax::ExprKind::eq: return values;
            case syntax::ExprKind::ne: return rest(std::move(values));
            case syntax::ExprKind::lt: return Keys{between(low_, v, false, true)};
            case syntax::ExprKind::le: return Keys{between(low_, v)};
            case syntax::ExprKind::gt: return Keys{between(v, high_, true, false)};
            default: return Keys{between(v, high_)};
        }
    }

    std::optional<Keys> range() {
        if (!ordered()) return std::nullopt;
        const auto r = c_.range_of(cell_.range, type_, tree_);
        if (!r) return std::nullopt;
        return Keys{{DataKey::Kind::range, {}, *r}};
    }

    /// What the keys leave over, as closed ranges in ascending order.
    std::optional<Keys> rest(std::optional<Keys> keys) {
        if (!keys) return std::nullopt;
        if (type_.kind == TypeKind::text) {
            c_.diagnostics.report(DiagKind::data_key_cell, cell_.span, "a text key can't be told by what it is not")
                .with_help("the first matching row wins: put a row for those texts before this one, and `-` here");
            return std::nullopt;
        }
        std::vector<std::pair<std::int64_t, std::int64_t>> taken;  // closed: every type's values are whole numbers
        for (const DataKey& k : *keys) {
            if (k.kind == DataKey::Kind::exact) {
                taken.push_back({k.value.number, k.value.number});
                continue;
            }
            const bool nothing = (k.range.low_open && k.range.low == INT64_MAX) || (k.range.high_open && k.range.high == INT64_MIN);
            if (!nothing) taken.push_back({k.range.low + (k.range.low_open ? 1 : 0), k.range.high - (k.range.high_open ? 1 : 0)});
        }
        std::sort(taken.begin(), taken.end());
        Keys left;
        std::int64_t next = low_;
        for (const auto& [low, high] : taken) {
            if (low > high) continue;
            if (low > next) left.push_back(between(next, low - 1));
            if (high >= high_) return done(std::move(left));
            next = std::max(next, high + 1);
        }
        left.push_back(between(next, high_));
        return done(std::move(left));
    }

    std::optional<Keys> done(Keys keys) {
        if (!keys.empty()) return keys;
        c_.diagnostics.report(DiagKind::data_key_cell, cell_.span, "no value satisfies this cell");
        return std::nullopt;
    }

    Checker& c_;
    const syntax::Cell& cell_;
    Type type_;
    std::uint32_t tree_;
    std::int64_t low_ = INT64_MIN, high_ = INT64_MAX;
};

}  // namespace

std::optional<std::vector<DataKey>> key_alternatives(Checker& checker, const syntax::Cell& cell, Type type, std::uint32_t tree) {
    return KeyCell(checker, cell, type, tree).alternatives();
}

}  // namespace ordain::sema
