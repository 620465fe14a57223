// One thing wrong with an event line.
#include "tests/differential/events.hpp"

namespace ordain::differential {

namespace {

using oracle::Json;

/// All values inside `j`, itself included.
void collect(Json& j, std::vector<Json*>& values, std::vector<Json*>& objects) {
    values.push_back(&j);
    if (j.is(Json::Kind::object)) objects.push_back(&j);
    for (Json& e : j.elements) collect(e, values, objects);
    for (Json::Member& m : j.members) collect(m.value, values, objects);
}

Json odd_value(Random& random) {
    switch (random.below(16)) {
        case 0: return Json::null();
        case 1: return Json::boolean(random.chance(50));
        case 2: return Json::string("");
        case 3: return Json::string("2026-02-30");
        case 4: return Json::string("12.5%");
        case 5: return Json::string("1e3");
        case 6: return Json::string("2026-11-23T08:15:60Z");
        case 7: return Json::string("2026-11-23 08:15:30");
        case 8: return Json::number("1.23456789");
        case 9: return Json::number("9223372036854775808");
        case 10: return Json::number("-1e-2");
        case 11: return Json::number("1e400");
        case 12: return Json::array();
        case 13: return Json::object();
        case 14: return Json::object().with("amount", Json::number("1")).with("currency", Json::string("usd"));
        default: return Json::string(std::string(5000, 'x'));
    }
}

std::string broken_text(std::string s, Random& random) {
    const std::size_t at = random.below(s.size());
    switch (random.below(7)) {
        case 0: return s.substr(0, at);
        case 1: return s.insert(at, "\xff");
        case 2: return s.insert(at, ",");
        case 3: return s + "x";
        case 4: return s.insert(at, 1, '\n');
        case 5: return s.insert(s.size() - 1, ",\"deep\":" + std::string(200, '[') + std::string(200, ']'));
        default: return s.insert(s.size() - 1, ",\"half\":\"\\ud800\"");
    }
}

}  // namespace

std::string mutate(const Json& line, Random& random) {
    Json j = line;
    std::vector<Json*> values, objects;
    collect(j, values, objects);
    switch (random.below(5)) {
        case 0: return broken_text(j.dump(), random);
        case 1: {
            Json& object = *random.pick(objects);
            if (object.members.empty()) return j.dump();
            const Json::Member twin = object.members[random.below(object.members.size())];
            object.members.push_back(twin);
            return j.dump();
        }
        case 2: {
            Json& object = *random.pick(objects);
            if (object.members.empty()) return j.dump();
            object.members.erase(object.members.begin() + static_cast<long>(random.below(object.members.size())));
            return j.dump();
        }
        default: *random.pick(values) = odd_value(random); return j.dump();
    }
}

}  // namespace ordain::differential
