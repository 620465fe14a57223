#include <algorithm>

#include "tests/differential/generate.hpp"

namespace ordain::differential {

namespace {

class Organisation {
public:
    Organisation(Random& random, Model& model, Expressions& expressions) : random_(random), model_(model), expressions_(expressions) {}

    Piece module() {
        std::vector<Piece> parts{"module gen.org\nuse gen.schema\n"};
        const auto put = [&](Piece p) { parts.push_back(removable(cat({std::move(p), "\n"}))); };
        roles(put);
        names(put, "queue", "q", 3, model_.queues);
        names(put, "action", "a", 2, model_.actions);
        names(put, "channel", "ch", 2, model_.channels);
        for (std::size_t i = 0; i < 3; ++i) {
            model_.reasons.push_back("C" + std::to_string(i));
            put("reason " + model_.reasons.back() + " \"because of " + std::to_string(i) + "\"");
        }
        for (std::size_t i = 0; i < 1 + random_.below(2); ++i) put(calendar());
        model_.bundle_calendar = random_.chance(75);
        for (std::size_t i = 0; i < 1 + random_.below(3); ++i) put(ladder());
        for (std::size_t i = 0; i < 1 + random_.below(3); ++i) put(chain());
        for (std::size_t i = 0; i < 3; ++i) put(constant());
        for (std::size_t i = 0; i < random_.below(3); ++i) put(data());
        for (std::size_t i = 0; i < random_.below(3); ++i) put(define());
        for (std::size_t i = 0; i < 3; ++i) put(output());
        return cat(std::move(parts));
    }

private:
    template <class Put>
    void names(Put put, const std::string& word, const std::string& prefix, std::size_t count, std::vector<std::string>& into) {
        for (std::size_t i = 0; i < count; ++i) {
            into.push_back(prefix + std::to_string(i));
            put(word + " " + into.back());
        }
    }

    GType scope_type() { return random_.chance(50) ? GType{Kind::text, ""} : GType{Kind::enumerated, random_.pick(model_.enums).name}; }

    static std::string type_text(const GType& t) {
        switch (t.kind) {
            case Kind::text: return "text";
            case Kind::integer: return "int";
            case Kind::decimal: return "decimal";
            case Kind::percent: return "percent";
            case Kind::money: return "money " + t.ref;
            case Kind::date: return "date";
            case Kind::time: return "time";
            case Kind::timestamp: return "timestamp";
            case Kind::boolean: return "bool";
            default: return t.ref;
        }
    }

    template <class Put>
    void roles(Put put) {
        for (std::size_t i = 0; i < 5; ++i) {
            model_.roles.push_back({"r" + std::to_string(i), false, {}});
            std::string s = "role r" + std::to_string(i);
            if (i > 0 && random_.chance(50)) s += " above r" + std::to_string(random_.below(i));
            put(s);
        }
        const GType scope = scope_type();
        for (std::size_t i = 0; i < 3; ++i) {
            model_.roles.push_back({"s" + std::to_string(i), true, scope});
            std::string s = "role s" + std::to_string(i) + " for " + type_text(scope);
            if (i > 0 && random_.chance(50)) s += " above s" + std::to_string(i - 1);
            put(s);
        }
    }

    Piece calendar() {
        static const std::vector<std::string> zones{
            "UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "America/Santiago"};
        static const std::vector<std::string> hours{"mon..fri 08:00..17:00", "mon..fri 06:00..14:00, 14:30..22:00",
                                                    "mon..sun 00:00..24:00", "sat 09:00..12:30",
                                                    "sun..tue 22:00..24:00", "sat..sun 02:10..02:50",
                                                    "sun 01:30..03:30"};
        const std::string name = "cal" + std::to_string(model_.calendars.size());
        std::vector<Piece> parts{"calendar " + name + " {\n  zone \"" + random_.pick(zones) + "\"\n  covers " +
                                 (random_.chance(70) ? "2025..2027" : "2026") + "\n"};
        parts.push_back("  hours " + random_.pick(hours) + "\n");
        if (random_.chance(30)) parts.push_back(removable("  hours 2026-12-24 08:00..12:00\n"));
        if (random_.chance(30)) parts.push_back(removable("  hours 2026-06-14..2026-06-15 10:00..11:00, 13:00..13:05\n"));
        if (random_.chance(30)) parts.push_back(removable("  closed 2026-12-25..2026-12-26, 2026-01-01\n"));
        parts.push_back("}");
        model_.calendars.push_back(name);
        return cat(std::move(parts));
    }

    // --- ladders --------------------------------------------------------------------------------------------------
    std::vector<std::string> limits(const GType& of, std::size_t count, bool may_be_absent) {
        static const std::vector<std::string> amounts{"0", "0.5", "100", "1_000", "50_000"};
        static const std::vector<std::string> percents{"0%", "5%", "12.5%", "50%", "100%"};
        std::vector<std::string> out;
        std::size_t next = 0;
        for (std::size_t i = 0; i < count; ++i) {
            next = std::min<std::size_t>(next + random_.below(2), 4);
            if (may_be_absent && random_.chance(15) && i + 1 < count) {
                out.push_back("-");
            } else if (next >= 4 || (i + 1 == count && random_.chance(70))) {
                out.push_back("unlimited");
                while (out.size() < count) out.push_back(may_be_absent ? "-" : "");
                return out;
            } else {
                out.push_back(of.kind == Kind::percent ? percents[next] : amounts[next] + (of.kind == Kind::money ? " " + of.ref : ""));
                ++next;
            }
        }
        return out;
    }

    Piece ladder() {
        static const std::vector<GType> kinds{{Kind::money, "EUR"}, {Kind::percent, ""}, {Kind::decimal, ""}};
        GLadder l;
        l.name = "lad" + std::to_string(model_.ladders.size());
        l.of = random_.pick(kinds);
        const bool scoped_roles = random_.chance(40);
        const bool grid = random_.chance(60) || scoped_roles;
        l.scoped = grid;
        const std::string of = " of " + type_text(l.of);
        if (!grid) {
            const std::vector<std::string> top = limits(l.of, 4, false);
            std::string s = "ladder " + l.name + of + " {";
            for (std::size_t i = 0; i < top.size() && !top[i].empty(); ++i)
                s += " r" + std::to_string(i) + (top[i] == "unlimited" ? " unlimited" : " up to " + top[i]);
            model_.ladders.push_back(l);
            return s + " }";
        }
        l.scope = scoped_roles ? model_.roles.back().scope : scope_type();
        const std::string prefix = scoped_roles ? "s" : "r";
        std::string s = "ladder " + l.name + " for " + type_text(l.scope) + of + " {\n  | scope";
        for (int i = 0; i < 3; ++i) s += " | " + prefix + std::to_string(i);
        s += " |\n";
        std::vector<std::string> scopes{"-"};
        if (l.scope.kind == Kind::text)
            scopes = {"\"a\"", "\"ab\"", "-"};
        else
            scopes.insert(scopes.begin(), model_.enumeration(l.scope.ref).values.begin(), model_.enumeration(l.scope.ref).values.end() - 1);
        std::vector<Piece> parts{s};
        for (const std::string& scope : scopes) {
            std::string row = "  | " + scope;
            for (const std::string& limit : limits(l.of, 3, true)) row += " | " + limit;
            parts.push_back(scope == "-" ? Piece(row + " |\n") : removable(row + " |\n"));
        }
        parts.push_back("}");
        model_.ladders.push_back(l);
        return cat(std::move(parts));
    }

    // --- escalation chains ----------------------------------------------------------------------------------------
    std::string duration(bool business) {
        static const std::vector<std::string> elapsed{"30 minutes", "4 hours", "1 day", "2 days"};
        static const std::vector<std::string> working{"30 business minutes", "4 business hours", "1 business day", "3 business days"};
        return random_.pick(business ? working : elapsed);
    }

    std::string act(GChain& chain) {
        switch (random_.below(8)) {
            case 0: return "notify r" + std::to_string(random_.below(5)) + (random_.chance(30) ? " \"hurry\"" : "");
            case 1: return "notify " + random_.pick(model_.channels) + " \"now\"";
            case 2: return "hold in " + random_.pick(model_.queues);
            case 3: return "reject";
            case 4:
                if (!random_.chance(40)) return "reassign to r" + std::to_string(random_.below(5));
                chain.needs_ladder = true;
                return "reassign to next";
            case 5:
                if (!random_.chance(40)) return "reassign to r" + std::to_string(random_.below(5));
                chain.needs_scope = true;
                return (random_.chance(50) ? "notify s" : "reassign to s") + std::to_string(random_.below(3));
            default: return "reassign to r" + std::to_string(random_.below(5));
        }
    }

    Piece chain() {
        GChain c;
        c.name = "esc" + std::to_string(model_.chains.size());
        std::vector<Piece> parts{"escalation " + c.name + " {\n"};
        const bool due = random_.chance(70);
        c.business = random_.chance(40);
        for (std::size_t n = 1 + random_.below(3); n > 0; --n) {
            std::string s = "  after " + duration(c.business);
            if (due) {
                const std::size_t way = random_.below(4);
                if (way == 0) s = "  at due";
                if (way == 1) s = "  " + duration(c.business) + " past due";
                if (way == 2) s = "  every " + duration(c.business) + " past due up to " + std::to_string(1 + random_.below(3)) + " times";
                c.needs_due = true;
            }
            s += " " + act(c);
            if (random_.chance(30)) s += " " + act(c);
            c.reassigns = c.reassigns || s.find("reassign") != std::string::npos;
            parts.push_back(removable(s + "\n"));
        }
        parts.push_back("}");
        model_.chains.push_back(c);
        return cat(std::move(parts));
    }

    // --- consts, data, defines, outputs ---------------------------------------------------------------------------
    GType plain_type() {
        static const std::vector<GType> types{{Kind::integer, ""},  {Kind::decimal, ""}, {Kind::percent, ""}, {Kind::money, "EUR"},
                                              {Kind::money, "EUR"}, {Kind::text, ""},    {Kind::date, ""},    {Kind::timestamp, ""}};
        return random_.pick(types);
    }

    Piece constant() {
        GNamed c{"k" + std::to_string(model_.consts.size()), plain_type()};
        if (c.type.kind == Kind::decimal) c.type.kind = Kind::percent;  // a bare number may be an int
        std::string value = expressions_.literal(c.type);
        model_.consts.push_back(c);
        return "const " + c.name + " = " + value;
    }

    std::string key_cell(const GType& type) {
        if (random_.chance(20)) return "-";
        if (type.kind != Kind::text && random_.chance(40)) {
            const auto bounds = expressions_.ordered_literals(type);
            const std::size_t way = random_.below(3);
            if (bounds && way == 0) return bounds->first + ".." + bounds->second;
            if (bounds && way == 1) return "(" + bounds->first + " .. " + bounds->second + "]";
            return "<= " + expressions_.literal(type);
        }
        return expressions_.literal(type);
    }

    Piece data() {
        GData d;
        d.name = "dt" + std::to_string(model_.data.size());
        std::string s = "data " + d.name + " key (";
        for (std::size_t k = 0; k < 1 + random_.below(2); ++k) {
            GType t = plain_type();
            if (random_.chance(30)) t = {Kind::enumerated, random_.pick(model_.enums).name};
            d.keys.push_back(t);
            s += (k > 0 ? ", k" : "k") + std::to_string(k) + " " + type_text(t);
        }
        s += ") {\n";
        std::string head = "\n ";
        std::string dashes = " ";
        for (std::size_t k = 0; k < d.keys.size(); ++k) head += " | k" + std::to_string(k), dashes += " | ---";
        head += " ||", dashes += " ||";
        for (std::size_t c = 0; c < 1 + random_.below(2); ++c) {
            GColumn column{"c" + std::to_string(c), plain_type(), random_.chance(30)};
            s += "  " + column.name + " " + type_text(column.type) + (column.optional ? "?\n" : "\n");
            head += std::string(c > 0 ? " |" : "") + " " + column.name;
            dashes += std::string(c > 0 ? " |" : "") + " ---";
            d.columns.push_back(column);
        }
        std::vector<Piece> parts{s + head + " |\n" + dashes + " |\n"};
        for (std::size_t r = 0; r < 1 + random_.below(5); ++r) {
            std::string row = " ";
            for (const GType& k : d.keys) row += " | " + key_cell(k);
            row += " ||";
            for (std::size_t c = 0; c < d.columns.size(); ++c) {
                const bool missing = d.columns[c].optional && random_.chance(40);
                row += std::string(c > 0 ? " | " : " ") + (missing ? "-" : expressions_.literal(d.columns[c].type));
            }
            parts.push_back(removable(row + " |\n"));
        }
        parts.push_back("}");
        model_.data.push_back(d);
        return cat(std::move(parts));
    }

    Piece define() {
        GDefine d;
        d.name = "d" + std::to_string(model_.defines.size());
        static const std::vector<GType> types{{Kind::integer, ""}, {Kind::decimal, ""}, {Kind::percent, ""}, {Kind::money, "EUR"}};
        Scope scope;
        scope.pure = true;
        std::string s = "define " + d.name + "(";
        for (std::size_t i = 0; i < 1 + random_.below(2); ++i) {
            const GType t = random_.pick(types);
            const std::string name = "p" + std::to_string(model_.defines.size()) + "_" + std::to_string(i);
            s += (i > 0 ? ", " : "") + name + " " + type_text(t);
            d.parameters.push_back(t);
            scope.values.push_back({name, t, false, false, false});
        }
        d.result = d.parameters.front();
        Piece body = expressions_.of(d.result, 2, scope);
        model_.defines.push_back(d);
        return cat({s + ") = ", std::move(body)});
    }

    Piece output() {
        GNamed o{"o" + std::to_string(model_.outputs.size()), plain_type(), random_.chance(30)};
        if (random_.chance(20)) o.type = {Kind::enumerated, random_.pick(model_.enums).name};
        if (random_.chance(10)) o.type = {Kind::boolean, ""};
        model_.outputs.push_back(o);
        return "output " + o.name + " " + type_text(o.type) + (o.optional ? "?" : "");
    }

    Random& random_;
    Model& model_;
    Expressions& expressions_;
};

}  // namespace

Piece generate_organisation(Random& random, Model& model, Expressions& expressions) {
    return Organisation(random, model, expressions).module();
}

}  // namespace ordain::differential
