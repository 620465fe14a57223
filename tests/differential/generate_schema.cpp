#include "tests/differential/generate.hpp"

namespace ordain::differential {

namespace {

class Schema {
public:
    Schema(Random& random, Model& model) : random_(random), model_(model) {}

    Piece module() {
        std::vector<Piece> parts{"module gen.schema\n"};
        for (std::size_t n = 1 + random_.below(3); n > 0; --n) parts.push_back(enumeration());
        // records without lists first, then the order that holds them
        const std::size_t leaves = 2 + random_.below(2);
        for (std::size_t i = 0; i < leaves; ++i) parts.push_back(record("R" + std::to_string(i), false));
        parts.push_back(record("Order", true));
        for (std::size_t i = 0; i <= random_.below(2); ++i) parts.push_back(event(i == 0 ? "ev.first" : "ev.second"));
        return cat(std::move(parts));
    }

private:
    Piece enumeration() {
        const std::string number = std::to_string(model_.enums.size());
        GEnum e{"E" + number, {}, random_.chance(40)};
        std::string text = "enum " + e.name + (e.open ? " open {" : " {");
        for (std::size_t i = 0; i < 2 + random_.below(4); ++i) {
            const std::string value = "e" + number + "_" + std::to_string(i);
            e.values.push_back(value);
            text += (i > 0 ? ", " : " ") + value;
            if (random_.chance(40)) text += " \"spelled " + value + "\"";
            if (text.back() == '"' && random_.chance(40)) text += " or \"also " + value + "\"";
        }
        model_.enums.push_back(e);
        return removable(text + " }\n");
    }

    GType scalar() {
        static const std::vector<Kind> kinds{Kind::boolean,    Kind::integer,    Kind::integer,  Kind::decimal, Kind::decimal,
                                             Kind::percent,    Kind::percent,    Kind::money,    Kind::money,   Kind::money,
                                             Kind::text,       Kind::text,       Kind::date,     Kind::time,    Kind::timestamp,
                                             Kind::enumerated, Kind::enumerated, Kind::money_any};
        GType t{random_.pick(kinds), ""};
        if (t.kind == Kind::money) t.ref = random_.chance(75) ? "EUR" : "USD";
        if (t.kind == Kind::enumerated) t.ref = random_.pick(model_.enums).name;
        return t;
    }

    static std::string word(const GType& t) {
        switch (t.kind) {
            case Kind::boolean: return "bool";
            case Kind::integer: return "int";
            case Kind::decimal: return "decimal";
            case Kind::percent: return "percent";
            case Kind::money: return "money " + t.ref;
            case Kind::money_any: return "money";
            case Kind::text: return "text";
            case Kind::date: return "date";
            case Kind::time: return "time";
            case Kind::timestamp: return "timestamp";
            default: return t.ref;
        }
    }

    /// Modifiers in the order of T-23.
    std::string modifiers(const GField& f) {
        std::string s;
        if (f.type.kind == Kind::percent && random_.chance(20)) s += " points";
        if (f.type.kind == Kind::timestamp && random_.chance(25))
            s += " zone \"" + std::string(random_.chance(50) ? "UTC" : "Europe/Berlin") + "\"";
        if (f.type.kind == Kind::text && random_.chance(20)) s += " max 12";
        if (random_.chance(20)) {
            switch (f.type.kind) {
                case Kind::integer: s += " in 0..1_000"; break;
                case Kind::decimal: s += " in [-10 .. 10_000)"; break;
                case Kind::percent: s += " in 0%..100%"; break;
                case Kind::money: s += " in 0 " + f.type.ref + "..1_000_000 " + f.type.ref; break;
                case Kind::date: s += " in 2020-01-01..2030-12-31"; break;
                case Kind::time: s += " in 00:00..23:00"; break;
                default: break;
            }
        }
        const bool number = is_number(f.type.kind) || f.type.kind == Kind::money || f.type.kind == Kind::money_any;
        if (number && random_.chance(20)) s += " rounded";
        if (f.optional && f.type.kind != Kind::boolean && random_.chance(20)) s += " false as missing";
        const bool money = f.type.kind == Kind::money || f.type.kind == Kind::money_any;
        if (money && !f.advice && random_.chance(30)) s += " currency \"cur" + f.name + (random_.chance(30) ? "/1\"" : "\"");
        return s + from(f);
    }

    std::string from(const GField& f) {
        switch (random_.below(12)) {
            case 0: return " from \"in_" + f.name + "/value\"";
            case 1: return " from \"pair_" + f.name + "/1\"";
            case 2: return " from \"odd~1" + f.name + "\"";
            default: return "";
        }
    }

    std::string written(const GField& f) {
        std::string s = f.name + " ";
        if (f.list) {
            s += "list<" + (f.record.empty() ? word(f.type) : f.record) + "> max " + std::to_string(3 + random_.below(8));
            if (!f.key.empty()) s += " key " + f.key;
            return s + from(f);
        }
        if (!f.record.empty()) return s + f.record + (f.optional ? "?" : "") + from(f);
        if (f.advice) return s + "advice " + word(f.type) + modifiers(f);
        const bool or_int = f.type.kind == Kind::text && random_.chance(20);
        return s + word(f.type) + (or_int ? " or int" : "") + (f.optional ? "?" : "") + modifiers(f);
    }

    GField field() {
        GField f;
        f.name = "f" + std::to_string(fields_++);
        f.type = scalar();
        f.advice = random_.chance(7) && f.type.kind != Kind::money_any;
        f.optional = !f.advice && random_.chance(35);
        return f;
    }

    Piece fields_text(const std::vector<GField>& fields) {
        std::vector<Piece> parts;
        for (const GField& f : fields) parts.push_back(removable("  " + written(f) + "\n"));
        return cat(std::move(parts));
    }

    Piece record(const std::string& name, bool nested) {
        GRecord r{name, {}};
        GField id;
        id.name = "f" + std::to_string(fields_++);
        id.type = {random_.chance(60) ? Kind::text : Kind::integer, ""};
        r.fields.push_back(id);  // may identify an element
        for (std::size_t i = 0; i < 3 + random_.below(5); ++i) r.fields.push_back(field());
        if (nested) {
            for (const GRecord& inner : model_.records) {
                GField f;
                f.name = "f" + std::to_string(fields_++);
                f.record = inner.name;
                const std::size_t way = random_.below(4);
                f.optional = way == 0;
                f.list = way >= 2;
                if (f.list && random_.chance(50)) f.key = inner.fields[0].name, f.key_type = inner.fields[0].type;
                r.fields.push_back(f);
            }
            GField tags;
            tags.name = "f" + std::to_string(fields_++);
            tags.list = true;
            do {
                tags.type = scalar();
            } while (tags.type.kind == Kind::money_any);
            r.fields.push_back(tags);
        }
        Piece body = fields_text(r.fields);
        model_.records.push_back(r);
        return removable(cat({"record " + name + " {\n", std::move(body), "}\n"}));
    }

    Piece event(const std::string& name) {
        GEvent e{name, {}};
        GField order;
        order.name = "order";
        order.record = "Order";
        e.fields.push_back(order);
        for (std::size_t i = 0; i < random_.below(3); ++i) e.fields.push_back(field());
        std::vector<Piece> parts{"event " + name + " {\n  order Order" + std::string(random_.chance(20) ? " from \"\"" : "") + "\n"};
        for (std::size_t i = 1; i < e.fields.size(); ++i) parts.push_back(removable("  " + written(e.fields[i]) + "\n"));
        const GRecord& record = model_.record("Order");
        if (random_.chance(60)) {
            parts.push_back(removable("  subject order." + record.fields[0].name + "\n"));
            for (const GField& f : record.fields) {
                if (f.list || f.advice || !f.record.empty() || f.type.kind == Kind::money_any || !random_.chance(15)) continue;
                const bool scaled = is_number(f.type.kind) || f.type.kind == Kind::money;
                parts.push_back(removable("  binds order." + f.name + (scaled && random_.chance(50) ? " + 5%" : "") + "\n"));
            }
        }
        parts.push_back("}\n");
        model_.events.push_back(e);
        return name == "ev.first" ? cat(std::move(parts)) : removable(cat(std::move(parts)));
    }

    Random& random_;
    Model& model_;
    int fields_ = 0;
};

}  // namespace

Piece generate_schema(Random& random, Model& model) {
    return Schema(random, model).module();
}

}  // namespace ordain::differential
