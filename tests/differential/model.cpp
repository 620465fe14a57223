#include "tests/differential/model.hpp"

#include <algorithm>

namespace ordain::differential {

const GRecord& Model::record(const std::string& name) const {
    return *std::find_if(records.begin(), records.end(), [&](const GRecord& r) { return r.name == name; });
}
const GEnum& Model::enumeration(const std::string& name) const {
    return *std::find_if(enums.begin(), enums.end(), [&](const GEnum& e) { return e.name == name; });
}

std::vector<Readable> Scope::of(const GType& type, bool optional) const {
    std::vector<Readable> out;
    for (const Readable& r : values)
        if (r.type == type && r.optional == optional) out.push_back(r);
    return out;
}

Scope Scope::with_present(const std::vector<std::string>& places) const {
    Scope out = *this;
    const auto narrow = [&](auto& item) {
        if (item.missing_at.empty()) return;
        std::erase_if(item.missing_at, [&](const std::string& at) { return std::find(places.begin(), places.end(), at) != places.end(); });
        item.optional = !item.missing_at.empty();
    };
    for (Readable& value : out.values) narrow(value);
    for (ReadableList& list : out.lists) narrow(list);
    return out;
}

Scope Scope::narrowed(const Readable& r) const {
    std::vector<std::string> places{r.path};
    places.insert(places.end(), r.missing_at.begin(), r.missing_at.end());
    places.insert(places.end(), r.aliased.begin(), r.aliased.end());
    return with_present(places);
}

Scope Scope::known_from(const Scope& before, const Scope& after) const {
    std::vector<std::string> learnt;
    for (std::size_t i = 0; i < before.values.size(); ++i) {
        const auto& still = after.values[i].missing_at;
        for (const std::string& at : before.values[i].missing_at)
            if (std::find(still.begin(), still.end(), at) == still.end()) learnt.push_back(at);
    }
    return with_present(learnt);
}

void add_fields(const Model& model, const std::vector<GField>& fields, const std::string& base, const std::vector<std::string>& missing_at,
                Scope& scope) {
    for (const GField& f : fields) {
        const std::string path = base + f.name;
        std::vector<std::string> missing = missing_at;
        if (f.optional || f.advice) missing.push_back(path);
        const bool optional = !missing.empty();
        if (f.list) {
            scope.lists.push_back({path, f.record, f.type, f.key, f.key_type, optional, missing});
        } else if (!f.record.empty()) {
            add_fields(model, model.record(f.record).fields, path + ".", missing, scope);
        } else {
            scope.values.push_back({path, f.type, optional, f.advice, true, missing});
            if (f.advice) scope.values.push_back({path + ".confidence", {Kind::percent, ""}, true, true, true, missing});
        }
    }
}

void add_element(const Model& model, const ReadableList& list, const std::string& name, Scope& scope) {
    if (list.record.empty())
        scope.values.push_back({name, list.scalar});
    else
        add_fields(model, model.record(list.record).fields, name + ".", {}, scope);
}

}  // namespace ordain::differential
