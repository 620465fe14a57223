// One value of an event changed.
#include "tests/differential/events.hpp"

namespace ordain::differential {

namespace {

using oracle::Json;

Json* member(Json& object, const std::string& key) {
    for (Json::Member& m : object.members)
        if (m.key == key) return &m.value;
    return nullptr;
}

/// Goes down both as far as they are alike, and takes over what is found there.
void take_one(Json& to, Json& from, Random& random) {
    if (to.is(Json::Kind::object) && from.is(Json::Kind::object) && !to.members.empty() && random.chance(90)) {
        Json::Member& m = to.members[random.below(to.members.size())];
        Json* other = member(from, m.key);
        if (other != nullptr) return take_one(m.value, *other, random);
    }
    if (to.is(Json::Kind::array) && from.is(Json::Kind::array) && !to.elements.empty() && !from.elements.empty() && random.chance(70))
        return take_one(to.elements[random.below(to.elements.size())], from.elements[random.below(from.elements.size())], random);
    to = from;
}

}  // namespace

std::string edited(std::string_view event, std::string_view other, Random& random) {
    oracle::Parsed a = oracle::parse_json(event), b = oracle::parse_json(other);
    if (a.fault != FaultCode::none || b.fault != FaultCode::none) return std::string(event);
    Json* to = member(a.value, "data");
    Json* from = member(b.value, "data");
    if (to != nullptr && from != nullptr) take_one(*to, *from, random);
    return a.value.dump();
}

}  // namespace ordain::differential
