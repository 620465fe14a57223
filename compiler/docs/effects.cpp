#include "compiler/docs/effects.hpp"

#include <fmt/format.h>

#include "compiler/docs/frame.hpp"
#include "compiler/docs/source.hpp"

namespace ordain::docs {

using syntax::EffectKind;
using syntax::NeedKind;

namespace {

class Words {
public:
    Words(const Site& site, const syntax::Tree& tree, bool heads) : site_(site), tree_(tree), heads_(heads) {}

    Html effect(const syntax::Effect& e) {
        switch (e.kind) {
            case EffectKind::release: return verdict(0);
            case EffectKind::require: return require(e);
            case EffectKind::hold: return verdict(2) + own(" in ") + name_of(site_, Thing::queue, e.name.text);
            case EffectKind::reject: return verdict(3);
            case EffectKind::route: return route(e);
            case EffectKind::do_: return action(e);
            case EffectKind::notify: return notify(e);
            case EffectKind::reason: return reason(e);
            case EffectKind::set:
                return head(own("set ")) + name_of(site_, Thing::output, e.name.text) + own(" = ") +
                       source(site_, tree_, tree_[e.expr].span);
            case EffectKind::escalate: return own("if nobody answers: ") + name_of(site_, Thing::escalation, e.escalation.text);
        }
        return {};
    }

private:
    [[nodiscard]] Html head(const Html& words) const { return heads_ ? span("head", words) : Html(); }
    [[nodiscard]] Html value(syntax::ExprId id) const { return source(site_, tree_, tree_[id].span); }
    static Html detail(const Html& words) { return element("div", {{"class", "detail"}}, words); }

    Html require(const syntax::Effect& e) {
        Html out = verdict(1) + own(" ") + need(e.need, false);
        if (!e.within.text.empty() || e.within_path.written()) {
            Html due = own("within ") + (e.within.text.empty() ? source(site_, tree_, e.within_path.span) : text(e.within.text));
            if (e.of.written()) due += own(" of ") + source(site_, tree_, e.of.span);
            if (e.on_calendar.written()) due += own(" on ") + name_of(site_, Thing::calendar, e.on_calendar.text);
            out += detail(due);
        }
        if (!e.never.empty()) {
            Html kept_out = own("never by ");
            for (std::size_t i = 0; i < e.never.size(); ++i)
                kept_out += (i > 0 ? own(", ") : Html()) + source(site_, tree_, e.never[i].span);
            if (e.never_if_missing_nobody) kept_out += own(", if there is one");
            out += detail(kept_out);
        }
        if (e.escalation.written()) out += detail(own("if nobody answers: ") + name_of(site_, Thing::escalation, e.escalation.text));
        return out;
    }

    Html need(syntax::NeedId id, bool nested) {
        const syntax::Need& n = tree_[id];
        if (n.kind == NeedKind::role) return one(n);
        Html out;
        const bool counted = n.kind == NeedKind::any_of && n.count != 1;
        for (std::size_t i = 0; i < n.children.size(); ++i) {
            if (i > 0)
                out += counted ? own(", ")
                               : own(n.kind == NeedKind::all    ? Own(" and ")
                                     : n.kind == NeedKind::then ? Own(", then ")
                                                                : Own(" or "));
            out += need(n.children[i], true);
        }
        if (counted) return own("any ") + text(std::to_string(n.count)) + own(" of (") + out + own(")");
        return nested ? own("(") + out + own(")") : out;
    }

    Html one(const syntax::Need& n) {
        const bool ladder = n.covering.valid() && site_.find(Thing::ladder, n.name.text);
        Html out = n.count > 1 ? text(fmt::format("{} × ", n.count)) : Html();
        out += name_of(site_, ladder ? Thing::ladder : Thing::role, n.name.text);
        if (n.scope.valid()) out += own(" for ") + value(n.scope);
        if (n.covering.valid()) out += own(" covering ") + value(n.covering);
        return out;
    }

    Html route(const syntax::Effect& e) {
        Html out = head(own("route to ")) + name_of(site_, Thing::queue, e.name.text);
        if (e.expr.valid()) out += own(", priority ") + value(e.expr);
        return out;
    }

    Html action(const syntax::Effect& e) {
        const Html when = e.when == syntax::When::cleared   ? own(" once cleared")
                          : e.when == syntax::When::refused ? own(" once refused")
                                                            : own(" at once");
        return span("head", own("do ")) + name_of(site_, Thing::action, e.name.text) + span("quiet", when);
    }

    Html notify(const syntax::Effect& e) {
        Html out = head(own("notify "));
        if (e.notify_person) {
            out += own("person ") + source(site_, tree_, e.person.span);
        } else {
            out += name_of(site_, site_.find(Thing::role, e.name.text) ? Thing::role : Thing::channel, e.name.text);
        }
        if (e.scope.valid()) out += own(" for ") + value(e.scope);
        if (e.text.written()) out += own(" ") + message(syntax::unescape(e.text.raw));
        return out;
    }

    Html reason(const syntax::Effect& e) {
        Html out = head(own("reason ")) + span("reason", name_of(site_, Thing::reason, e.name.text));
        if (e.text.written()) return out + own(" ") + message(syntax::unescape(e.text.raw));
        const Entry* declared = site_.find(Thing::reason, e.name.text);
        return declared && heads_ ? out + own(" ") + quoted(declared->note) : out;
    }

    const Site& site_;
    const syntax::Tree& tree_;
    bool heads_;
};

}  // namespace

Html effects(const Site& site, const syntax::Tree& tree, const std::vector<syntax::Effect>& list, bool heads) {
    Html out;
    Words words(site, tree, heads);
    for (const syntax::Effect& e : list) out += element("li", words.effect(e));
    return element("ul", {{"class", "effects"}}, out);
}

Html verdict(unsigned strictness) {
    switch (strictness) {
        case 0: return own("<b class=\"v release\">release</b>");
        case 1: return own("<b class=\"v require\">require</b>");
        case 2: return own("<b class=\"v hold\">hold</b>");
        default: return own("<b class=\"v reject\">reject</b>");
    }
}

Html ending(std::string_view date) {
    return element("time", {{"datetime", std::string(date)}, {"data-ends", std::string(date)}}, text(date));
}

Html waiver(const Site& site, const syntax::Tree& tree, const syntax::Waive& waive) {
    Html out = own(waive.reject ? Own("Refusals too are waived ") : Own("Waived "));
    if (!waive.from.text.empty()) out += own("from ") + text(waive.from.text) + own(" ");
    out += own("until ") + ending(waive.until.text) + own(", approved by ") + text(syntax::unescape(waive.by.raw)) + own(": ") +
           quoted(syntax::unescape(waive.because.raw));
    if (waive.when.valid()) out += element("div", own("when ") + condition(site, tree, waive.when));
    return out + allowances(site, waive);
}

}  // namespace ordain::docs
