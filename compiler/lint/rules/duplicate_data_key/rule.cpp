#include <map>
#include <string>

#include "compiler/lint/rule.hpp"

namespace ordain::lint {

void check_duplicate_data_key(const Subject& subject, Findings& findings) {
    for (const typed::Data& data : subject.program.data) {
        std::map<std::string, std::size_t> first;
        for (std::size_t i = 0; i < data.rows.size(); ++i) {
            std::string key;
            for (const typed::DataKey& k : data.rows[i].keys)
                key += fmt::format("{} {} {} {} {}|", static_cast<int>(k.kind), k.value.number, k.value.text, k.range.low, k.range.high);
            const auto [at, fresh] = first.try_emplace(std::move(key), i);
            if (!fresh)
                findings.report(data.span, "row {} of `{}` has the keys of row {}, which is found first", i + 1, data.name, at->second + 1);
        }
    }
}

}  // namespace ordain::lint
