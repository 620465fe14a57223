#include "tests/differential/generate.hpp"

namespace ordain::differential {

namespace {

Piece generate_bundle_file(Random& random, const Model& model) {
    static const std::vector<std::string> verdicts{"release", "hold in q0", "require r0", "reject", "require r1 and r2", "hold in q1"};
    std::vector<Piece> parts{"bundle gen {\n  edition 1\n"};
    if (model.bundle_calendar) parts.push_back(removable("  calendar " + random.pick(model.calendars) + "\n"));
    parts.push_back("  default on * " + random.pick(verdicts) + (random.chance(50) ? " reason C0" : "") +
                    (random.chance(30) ? " route to q2" : "") + "\n");
    if (random.chance(50)) parts.push_back(removable("  default on ev.first " + random.pick(verdicts) + " do a0\n"));
    parts.push_back("  fault in q2\n}\n");
    return cat(std::move(parts));
}

}  // namespace

Sources generate_bundle(std::uint64_t seed) {
    Random random(seed);
    Model model;
    Expressions expressions(random, model);
    Sources out;
    out.push_back({"schema.ord", generate_schema(random, model)});
    out.push_back({"org.ord", generate_organisation(random, model, expressions)});
    const int modules = 1 + static_cast<int>(random.below(2));
    for (int i = 0; i < modules; ++i) out.push_back({"p" + std::to_string(i) + ".ord", generate_policies(random, model, expressions, i)});
    out.push_back({"bundle.ord", generate_bundle_file(random, model)});
    return out;
}

}  // namespace ordain::differential
