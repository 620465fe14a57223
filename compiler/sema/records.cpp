// Records and events' roots: fields, keys of lists, and records that would contain themselves.
#include <algorithm>
#include <unordered_map>

#include "compiler/sema/checker.hpp"

namespace ordain::sema {

namespace {

std::vector<typed::Field> make_fields(Checker& c, const std::vector<syntax::Field>& fields, const std::string& owner, std::uint32_t tree) {
    std::vector<typed::Field> made;
    std::unordered_map<std::string_view, Span> seen;
    for (const syntax::Field& f : fields) {
        if (const auto [at, fresh] = seen.try_emplace(f.name.text, f.name.span); !fresh) {
            c.diagnostics.report(DiagKind::duplicate_member, f.name.span, "`{}` has the field `{}` twice", owner, f.name.text)
                .with_other(at->second, "first here");
        }
        made.push_back(c.make_field(f, TypeUse::field, tree));  // a duplicate too: positions stay those of the source
    }
    return made;
}

/// The record a field's type holds, itself or as the elements of a list; UINT32_MAX: none.
std::uint32_t record_in(const typed::Program& p, Type t) {
    if (t.kind == TypeKind::list) t = p.lists[t.ref].element;
    return t.kind == TypeKind::record ? t.ref : UINT32_MAX;
}

/// Depth-first over "contains", with a stack of its own: records may be nested as deep as the author likes.
class RecursionCheck {
public:
    explicit RecursionCheck(Checker& checker) : c_(checker), state_(checker.program.records.size(), State::fresh) {}

    void run() {
        for (std::uint32_t r = 0; r < state_.size(); ++r)
            if (state_[r] == State::fresh) walk(r);
    }

private:
    enum class State : std::uint8_t { fresh, open, done };
    struct Place {
        std::uint32_t record;
        std::size_t field = 0;
    };

    void walk(std::uint32_t start) {
        std::vector<Place> stack{{start}};
        state_[start] = State::open;
        while (!stack.empty()) {
            Place& top = stack.back();
            auto& fields = c_.program.records[top.record].fields;
            if (top.field == fields.size()) {
                state_[top.record] = State::done;
                stack.pop_back();
                continue;
            }
            typed::Field& f = fields[top.field++];
            const std::uint32_t inner = record_in(c_.program, f.type);
            if (inner == UINT32_MAX || state_[inner] == State::done) continue;
            if (state_[inner] == State::open) {
                report(stack, inner, f);
                f.type = {};  // silences what would never end
                continue;
            }
            state_[inner] = State::open;
            stack.push_back({inner});
        }
    }

    void report(const std::vector<Place>& stack, std::uint32_t inner, const typed::Field& f) {
        std::string way;
        bool within = false;
        for (const Place& p : stack) {
            within = within || p.record == inner;
            if (within) way += "`" + c_.program.records[p.record].name + "` contains ";
        }
        c_.diagnostics.report(DiagKind::recursive_record, f.span, "the record `{}` would contain itself", c_.program.records[inner].name)
            .with_label(way + "`" + c_.program.records[inner].name + "`")
            .with_help("a record has an end: keep the id of the other one instead, such as `parent text`");
    }

    Checker& c_;
    std::vector<State> state_;
};

void check_list_keys(Checker& c) {
    for (const Checker::ListKey& key : c.list_keys) {
        const typed::ListType& list = c.program.lists[key.list];
        const typed::Field& field = c.program.records[list.element.ref].fields[static_cast<std::size_t>(list.key_field)];
        const TypeKind k = field.type.kind;
        if (k == TypeKind::error) continue;
        const bool kind = k == TypeKind::text || k == TypeKind::integer || k == TypeKind::enumerated || k == TypeKind::date;
        if (kind && !field.type.optional) continue;
        c.diagnostics
            .report(DiagKind::bad_list_key, key.field.span, "`{}` can't be the key of a list: it is {}", key.field.text,
                    c.describe(field.type))
            .with_other(field.span, "declared here")
            .with_help(kind ? "a key is never missing: leave out the `?`" : "a key is a text, int, enum or date");
    }
}

}  // namespace

void Checker::check_records() {
    for (const Symbol& s : symbols) {
        if (s.kind != SymbolKind::record) continue;
        const syntax::Record& decl = trees[s.tree].records[s.decl];
        if (decl.fields.empty())
            diagnostics.report(DiagKind::empty_declaration, decl.name.span, "the record `{}` has no fields", s.name)
                .with_help("a field is a name and a type: `total money EUR`");
        auto fields = make_fields(*this, decl.fields, s.name, s.tree);
        program.records[s.id].fields = std::move(fields);
    }
    for (const Symbol& s : symbols) {
        if (s.kind != SymbolKind::event) continue;
        const syntax::Event& decl = trees[s.tree].events[s.decl];
        for (const syntax::Field& f : decl.fields) {
            if (f.name.text != "event") continue;
            diagnostics.report(DiagKind::reserved_name, f.name.span, "a field of an event can't be called `event`")
                .with_help(
                    "`event.id`, `event.source`, `event.type` and `event.time` are there already; read it as another name with `from "
                    "\"event\"`");
        }
        typed::Record root{s.name, modules[s.module].name, make_fields(*this, decl.fields, s.name, s.tree), s.span};
        program.events[s.id].root = {static_cast<std::uint32_t>(program.records.size())};
        program.records.push_back(std::move(root));
    }
    RecursionCheck(*this).run();
    check_list_keys(*this);
}

}  // namespace ordain::sema
