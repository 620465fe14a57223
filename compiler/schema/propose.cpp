#include "compiler/schema/propose.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "compiler/schema/choices.hpp"
#include "compiler/schema/names.hpp"
#include "runtime/base/limits.hpp"

namespace ordain::schema {

namespace {

constexpr std::size_t deepest_record = 30;  // more levels than anyone reads

std::string range_note(const Numbers& n) {
    return n.low == n.high ? fmt::format("always {}", n.low) : fmt::format("{} .. {}", n.low, n.high);
}

/// The next of 1, 2.5, 5, 10, … that leaves room for lists some times longer than those seen.
std::size_t room_for_list(std::size_t longest) {
    constexpr std::array<std::size_t, 10> steps{20, 100, 500, 1'000, 5'000, 10'000, 50'000, 100'000, 500'000, limits::list_rows};
    for (const std::size_t step : steps)
        if (longest * 4 <= step) return step;
    return limits::list_rows;
}
/// A power of two that leaves room for texts some times longer than those seen.
std::size_t room_for_text(std::size_t longest) {
    std::size_t room = 16;
    while (room < longest * 2 && room < limits::event_bytes) room *= 2;
    return room;
}

bool always_there(const Seen& member, std::size_t objects) {
    return member.values == objects && member.nulls == 0 && member.falses == 0 && !member.twice;
}

/// Gives every field a name of its own, first those that are called as in JSON, and says where the others stand.
void name_fields(std::vector<FieldPlan>& plans) {
    std::set<std::string> taken;
    for (const FieldPlan& plan : plans)
        if (plan.left_out.empty() && plan.name == plan.member) taken.insert(plan.name);
    for (FieldPlan& plan : plans) {
        if (!plan.left_out.empty()) continue;
        const std::string wanted = plan.name;
        for (std::size_t n = 2; plan.name != plan.member && !taken.insert(plan.name).second; ++n)
            plan.name = fmt::format("{}_{}", wanted, n);
        if (!plan.from && plan.name != plan.member) plan.from = pointer_token(plan.member);
    }
}

}  // namespace

struct Proposer::Place {
    const Seen& seen;
    const Seen& object;  // that it is a member of
    std::string member;
    std::string owner;
    std::size_t depth;
    Hint hint;
};

std::string FieldPlan::line() const {
    std::string out = fmt::format("{} {}{}", name, type, optional ? "?" : "");
    if (points) out += " points";
    if (!zone.empty()) out += " zone " + quoted(zone);
    if (max > 0) out += fmt::format(" max {}", max);
    if (!key.empty()) out += " key " + key;
    if (rounded) out += " rounded";
    if (false_as_missing) out += " false as missing";
    if (currency) out += " currency " + quoted(*currency);
    if (from) out += " from " + quoted(*from);
    if (!notes.empty()) out += fmt::format("  # {}", fmt::join(notes, "; "));
    return out;
}

std::string Proposer::unique(std::string wanted, const std::string& owner) {
    const auto taken = [&](const std::string& name) {
        return name == "Priority" || name == "Weekday" ||
               std::any_of(records_.begin(), records_.end(), [&](const RecordPlan& r) { return r.name == name; }) ||
               std::any_of(enums_.begin(), enums_.end(), [&](const EnumPlan& e) { return e.name == name; });
    };
    if (!taken(wanted)) return wanted;
    if (!owner.empty() && !taken(owner + wanted)) return owner + wanted;
    for (std::size_t i = 2;; ++i)
        if (std::string name = fmt::format("{}{}", wanted, i); !taken(name)) return name;
}

std::optional<std::string> Proposer::record(const Seen& object, const std::string& wanted, const std::string& owner, std::size_t depth) {
    if (depth > deepest_record) return std::nullopt;
    const std::string name = unique(wanted, owner);
    const std::size_t place = records_.size();
    records_.push_back({name, {}});  // takes the name
    RecordPlan made{name, fields(object, name, depth + 1)};
    records_.erase(records_.begin() + static_cast<std::ptrdiff_t>(place));
    const bool empty = std::none_of(made.fields.begin(), made.fields.end(), [](const FieldPlan& f) { return f.left_out.empty(); });
    if (empty) return std::nullopt;
    records_.push_back(std::move(made));
    return name;
}

std::vector<FieldPlan> Proposer::fields(const Seen& object, const std::string& owner, std::size_t depth) {
    std::vector<FieldPlan> made;
    for (std::size_t i = 0; i < object.names.size(); ++i) {
        const Seen& seen = object.members[i];
        const Place at{seen, object, object.names[i], owner, depth, hint_of(object.names[i])};
        FieldPlan plan;
        plan.member = at.member;
        plan.name = field_name(at.member);
        plan.false_as_missing = seen.falses > 0 && seen.trues == 0 && seen.falses + seen.nulls < seen.values;
        plan.optional = seen.nulls > 0 || plan.false_as_missing || seen.values < object.objects;
        member(at, std::move(plan), made);
    }
    name_fields(made);
    return made;
}

void Proposer::member(const Place& at, FieldPlan plan, std::vector<FieldPlan>& out) {
    const Seen& s = at.seen;
    const bool texts = s.texts.count > 0, numbers = s.numbers.count > 0;
    const int kinds = int{s.trues > 0} + int{numbers} + int{texts} + int{s.objects > 0} + int{s.arrays > 0};
    if (s.twice) {
        plan.left_out = "it occurs twice in one object";
    } else if (at.member.empty()) {
        plan.left_out = "a member without a name can't be read";
    } else if (kinds == 0 && s.falses == 0) {
        plan.left_out = "always null in the samples";
    } else if (s.arrays > 0 && s.arrays == s.pairs && kinds == 1) {
        return link(at, std::move(plan), out);
    } else if (kinds == 0 || (kinds == 1 && s.trues > 0)) {
        plan.type = "bool";
        if (s.trues == 0) plan.notes.push_back("always false: a flag, or an empty field of another type");
    } else if (kinds == 1 && s.arrays > 0) {
        list(at, plan);
    } else if (s.objects > 0 && s.trues == 0 && s.arrays == 0 && amount_object(at, plan)) {
        // done
    } else if (kinds == 1 && s.falses == 0 && s.objects > 0 && advised(plan, s)) {
        // done
    } else if (kinds == 1 && s.objects > 0) {
        if (const auto name = record(s, type_name(at.member), at.owner, at.depth)) {
            plan.type = *name;
        } else {
            plan.left_out = at.depth > deepest_record ? "nested too deeply" : "no member of these objects can be declared";
        }
    } else if (kinds == 1 && texts) {
        text(at, plan);
    } else if (kinds == 1 && numbers) {
        (void)number(at, plan, s.numbers, false);
    } else if (kinds == 2 && texts && numbers && s.numbers.whole && !(s.texts.all_numbers && at.hint == Hint::amount)) {
        plan.type = "text or int";
        plan.max = room_for_text(std::max(s.texts.longest, std::size_t{20}));
    } else if (kinds == 2 && texts && numbers && s.texts.all_shares) {
        Numbers all = s.numbers;
        all.merge(s.texts.numbers);
        (void)number(at, plan, all, true);
    } else {
        plan.left_out = "values of several kinds: " + kinds_of(s);
    }
    if (s.values < at.object.objects && plan.left_out.empty())
        plan.notes.push_back(fmt::format("absent in {} of {}", at.object.objects - s.values, at.object.objects));
    out.push_back(std::move(plan));
}

bool Proposer::percent(const Place& at, FieldPlan& plan, const Numbers& seen, bool in_text) {
    const bool signs = in_text && at.seen.texts.some_percent;
    const double most = std::max(std::fabs(seen.least), std::fabs(seen.greatest));
    if (!signs && at.hint != Hint::percent && !(at.hint == Hint::perhaps_percent && most <= 100)) return false;
    if (seen.large4) return false;
    plan.type = "percent";
    plan.points = most > 1 && !signs;
    plan.rounded = noisy_ || seen.long6 || (seen.long4 && (plan.points || signs));
    if (!signs) plan.notes.push_back(plan.points ? "a guess: 12.5 means 12.5 %" : "a guess: 0.125 means 12.5 %");
    return true;
}

/// False (and `left_out` says why) if no type holds what was seen. `in_text`: some of the numbers stand in texts.
bool Proposer::number(const Place& at, FieldPlan& plan, const Numbers& seen, bool in_text) {
    const bool fraction = !seen.whole;
    if (percent(at, plan, seen, in_text)) {
        plan.notes.push_back(range_note(seen));
        return true;
    }
    if (in_text && at.seen.texts.some_percent) {
        plan.left_out = "too large for a percent";
        return false;
    }
    if (at.hint == Hint::amount && amount(at, plan, seen)) {
        plan.notes.push_back(range_note(seen));
        return true;
    }
    if (!fraction && !in_text) {
        plan.type = "int";
    } else if (seen.large6) {
        plan.left_out = fmt::format("too large for a decimal: {} .. {}", seen.low, seen.high);
        return false;
    } else {
        plan.type = "decimal";
        plan.rounded = seen.long6 || (noisy_ && fraction && !in_text);
        if (seen.noisy()) plan.notes.push_back("float noise");
    }
    if (at.hint == Hint::amount && plan.type == "decimal") plan.notes.push_back("an amount? then `money CUR`");
    plan.notes.push_back(range_note(seen));
    return true;
}

/// `money`, where the name and a currency say so.
bool Proposer::amount(const Place& at, FieldPlan& plan, const Numbers& seen) {
    if (seen.large4) return false;
    const std::vector<std::string>& siblings = at.object.names;
    for (std::size_t i = 0; i < siblings.size() && plan.type.empty(); ++i) {
        const Seen& s = at.object.members[i];
        if (!is_currency_name(siblings[i]) || siblings[i].empty() || !always_there(s, at.object.objects)) continue;
        const bool linked = s.pairs == s.values;
        const Texts& texts = linked ? s.pair[1].texts : s.texts;
        if ((!linked && texts.count != s.values) || !texts.all_currencies || texts.count == 0) continue;
        plan.type = texts.first == texts.last ? "money " + texts.first : "money";
        plan.currency = pointer_token(siblings[i]) + (linked ? "/1" : "");
        if (texts.first == texts.last) plan.notes.push_back(fmt::format("{} is the only currency seen", texts.first));
    }
    if (plan.type.empty() && wishes_.currency.empty()) return false;
    if (plan.type.empty()) {
        plan.type = "money " + wishes_.currency;
        plan.notes.push_back(fmt::format("a guess: in {}", wishes_.currency));
    }
    plan.rounded = seen.long4 || noisy_;
    if (seen.noisy()) plan.notes.push_back("float noise");
    return true;
}

/// Objects of exactly `amount` and `currency`.
bool Proposer::amount_object(const Place& at, FieldPlan& plan) {
    const Seen& s = at.seen;
    const Seen* amount = s.member("amount");
    const Seen* currency = s.member("currency");
    if (s.names.size() != 2 || amount == nullptr || currency == nullptr || s.numbers.count + s.texts.count > 0) return false;
    if (!always_there(*amount, s.objects) || !always_there(*currency, s.objects)) return false;
    if (currency->texts.count != s.objects || !currency->texts.all_currencies) return false;
    Numbers all = amount->numbers;
    if (amount->texts.count > 0 && !amount->texts.all_numbers) return false;
    all.merge(amount->texts.numbers);
    if (all.count != s.objects || all.large4) return false;
    const bool one = currency->texts.first == currency->texts.last;
    plan.type = one ? "money " + currency->texts.first : "money";
    if (one) plan.notes.push_back(fmt::format("{} is the only currency seen", currency->texts.first));
    plan.rounded = all.long4 || (noisy_ && !all.whole);
    plan.notes.push_back(range_note(all));
    return true;
}

/// `{"value":…,"confidence":0.83,"model":"…"}`: what a model says.
bool Proposer::advised(FieldPlan& plan, const Seen& objects) {
    const Seen* value = objects.member("value");
    const Seen* confidence = objects.member("confidence");
    const std::size_t known = objects.member("model") == nullptr ? 2 : 3;
    if (value == nullptr || confidence == nullptr || objects.names.size() != known || confidence->numbers.count != objects.objects)
        return false;
    if (value->numbers.count == objects.objects && !value->numbers.large6) {
        const bool share = value->numbers.least >= 0 && value->numbers.greatest <= 1;
        plan.type = share ? "advice percent" : "advice decimal";
        plan.rounded = true;
        plan.notes.push_back(range_note(value->numbers));
    } else if (value->texts.count == objects.objects) {
        plan.type = "advice text";
        plan.max = room_for_text(value->texts.longest);
    } else {
        return false;
    }
    plan.optional = false;  // advice always is
    return true;
}

void Proposer::text(const Place& at, FieldPlan& plan) {
    const Texts& t = at.seen.texts;
    if (t.all_dates) {
        plan.type = "date";
        plan.notes.push_back(t.first == t.last ? "always " + t.first : t.first + " .. " + t.last);
    } else if (t.all_times) {
        plan.type = "time";
    } else if (t.all_clocks) {
        plan.type = "timestamp";
        if (!t.all_stamps) {
            plan.zone = wishes_.zone;
            plan.notes.push_back("no offset in the texts: the zone is a guess");
        }
    } else if (t.all_shares && (t.some_percent || (t.some_point && at.hint != Hint::identity && at.hint != Hint::prose)) &&
               number(at, plan, t.numbers, true)) {
        return;
    } else if (const std::string name = enumeration(at, t); !name.empty()) {
        plan.left_out.clear();
        plan.type = name;
    } else {
        plan.left_out.clear();
        plan.type = "text";
        plan.max = room_for_text(t.longest);
        plan.notes.push_back(fmt::format("up to {} bytes seen", t.longest));
        if (plan.max < t.longest) plan.left_out = "longer than an event may be";
    }
}

void Proposer::list(const Place& at, FieldPlan& plan) {
    const Seen& s = at.seen;
    if (s.element.empty()) {
        plan.left_out = "always an empty list in the samples";
        return;
    }
    if (s.longest > limits::list_rows) {
        plan.left_out = fmt::format("a list of {} elements", s.longest);
        return;
    }
    const Seen& e = s.element[0];
    if (e.objects == e.values) {
        if (const auto name = record(e, type_name(singular(at.member)), at.owner, at.depth)) {
            plan.type = fmt::format("list<{}>", *name);
            if (s.longest > 1) choose_key(e, plan);
        } else {
            plan.left_out = "no member of its elements can be declared";
        }
    } else if (!list_of_scalars(at, plan, e)) {
        plan.left_out = "its elements have no type of the language: " + kinds_of(e);
    }
    plan.max = room_for_list(s.longest);
    plan.notes.push_back(fmt::format("up to {} seen", s.longest));
}

bool Proposer::list_of_scalars(const Place& at, FieldPlan& plan, const Seen& e) {
    if (e.trues + e.falses == e.values) {
        plan.type = "list<bool>";
    } else if (e.numbers.count == e.values) {
        if (!e.numbers.whole && (e.numbers.long6 || e.numbers.large6)) return false;
        plan.type = e.numbers.whole ? "list<int>" : "list<decimal>";
    } else if (e.texts.count == e.values) {
        if (e.texts.all_dates) {
            plan.type = "list<date>";
        } else if (e.texts.all_stamps) {
            plan.type = "list<timestamp>";
        } else if (const std::string name = enumeration(at, e.texts); !name.empty()) {
            plan.type = fmt::format("list<{}>", name);
        } else {
            plan.type = "list<text>";
            return e.texts.longest <= limits::text_bytes;
        }
    } else {
        return false;
    }
    return true;
}

/// Keys that are there and differ in every list; the one that is called like one is chosen, the others are named.
void Proposer::choose_key(const Seen& element, FieldPlan& plan) {
    std::vector<std::string> others;
    const std::vector<FieldPlan>& fields = records_.back().fields;
    for (const FieldPlan& f : fields) {
        const Seen* seen = element.member(f.member);
        const bool kind = f.type == "int" || f.type == "text" || f.type == "text or int" || f.type == "date";
        if (!f.left_out.empty() || !kind || f.optional || seen == nullptr || seen->repeats) continue;
        const Hint hint = hint_of(f.member);
        if (hint == Hint::identity && plan.key.empty()) {
            plan.key = f.name;
        } else if (hint == Hint::identity || hint == Hint::none) {
            others.push_back(f.name);
        }
    }
    if (!plan.key.empty()) plan.notes.push_back("the key is a guess");
    if (!others.empty() && plan.key.empty()) plan.notes.push_back(fmt::format("keys could be {}", fmt::join(others, ", ")));
}

/// `[17, "Acme"]`, as Odoo writes a link: two fields.
void Proposer::link(const Place& at, FieldPlan plan, std::vector<FieldPlan>& out) {
    const Numbers& ids = at.seen.pair[0].numbers;
    FieldPlan name = plan;
    const std::string base = plan.name.size() > 3 && plan.name.ends_with("_id") ? plan.name.substr(0, plan.name.size() - 3) : plan.name;
    plan.from = pointer_token(at.member) + "/0";
    if (ids.whole) {
        plan.type = "int";
    } else {
        plan.left_out = "its first element is no whole number";
    }
    name.name = base + "_name";
    name.from = pointer_token(at.member) + "/1";
    name.type = "text";
    name.max = room_for_text(at.seen.pair[1].texts.longest);
    out.push_back(std::move(plan));
    out.push_back(std::move(name));
}

std::string Proposer::enumeration(const Place& at, const Texts& texts) {
    if (!is_choice(texts, at.hint)) return {};
    EnumPlan made;
    for (const auto& [spelling, times] : texts.distinct) made.spellings.insert(spelling);
    const std::string wanted = type_name(singular(at.member));
    for (EnumPlan& known : enums_) {
        const bool common =
            std::any_of(made.spellings.begin(), made.spellings.end(), [&](const std::string& s) { return known.spellings.contains(s); });
        if (!common || !known.name.ends_with(wanted)) continue;
        known.spellings.merge(made.spellings);
        return known.name;
    }
    made.name = unique(wanted, at.owner);
    enums_.push_back(made);
    return made.name;
}

}  // namespace ordain::schema
