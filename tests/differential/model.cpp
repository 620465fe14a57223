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

void add_fields(const Model& model, const std::vector<GField>& fields, const std::string& base, bool optional, Scope& scope) {
    for (const GField& f : fields) {
        const std::string path = base + f.name;
        const bool missing = optional || f.optional || f.advice;
        if (f.list) {
            scope.lists.push_back({path, f.record, f.type, f.key, f.key_type, missing});
        } else if (!f.record.empty()) {
            add_fields(model, model.record(f.record).fields, path + ".", missing, scope);
        } else {
            scope.values.push_back({path, f.type, missing, f.advice});
            if (f.advice) scope.values.push_back({path + ".confidence", {Kind::percent, ""}, true, true});
        }
    }
}

void add_element(const Model& model, const ReadableList& list, const std::string& name, Scope& scope) {
    if (list.record.empty())
        scope.values.push_back({name, list.scalar});
    else
        add_fields(model, model.record(list.record).fields, name + ".", false, scope);
}

}  // namespace ordain::differential
