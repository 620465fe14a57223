// What is found out byte by byte: ways between values that are not known yet, and values that nobody reads.
#include <algorithm>

#include "runtime/base/limits.hpp"
#include "runtime/decode/straight.hpp"
#include "runtime/value/decimal.hpp"

namespace ordain::decode {

using program::none;

/// The name of a member, to where its value begins.
const char* Straight::key(const char* at, bool first, std::string_view& name) const {
    if (!first && *at++ != ',') return nullptr;
    at = string(behind_space(at), name);
    if (at == nullptr) return nullptr;
    at = behind_space(at);
    return *at == ':' ? behind_space(at + 1) : nullptr;
}

const Passage* Straight::way_in_envelope(const char*& at, std::uint32_t from) {
    const char* const begin = at;
    Passage& made = unkept_;
    made.entered_count = 0;
    made.members = 0;
    made.leaf = closed;
    for (bool first = from == members + 1;; first = false) {
        at = behind_space(at);
        if (*at == '}') break;
        std::string_view text;
        at = key(at, first, text);
        if (at == nullptr) return nullptr;
        const std::uint32_t which = envelope_names_.find(text);
        made.leaf = which == none ? stranger : which;
        made.next = std::min<std::uint32_t>(which, members);
        if (which == none) break;
        if ((made.members >> which & 1) != 0) return nullptr;
        made.members |= 1U << which;
        if (which != specversion) break;
        at = string(at, text);
        if (at == nullptr || text != "1.0") return nullptr;
        made.leaf = closed;
    }
    if (made.leaf == closed) ++at;
    return keep(envelope_[from], begin, at);
}

/// Where a way goes on that passes a place: in the object that begins there, or behind what is all that may stand there. nullptr: it ends.
const char* Straight::pass(const char* at, std::uint32_t place, bool& begins) {
    const Spot& spot = spots_[place];
    begins = *at == '{' && is_entered(spot);
    if (begins) return at + 1;
    if (spot.action == Action::path && is_word(at, "null")) return at + 4;
    return spot.action == Action::fixed_code ? code(at, place) : nullptr;
}

const Passage* Straight::way(const char*& at, std::uint32_t from, Here& here) {
    const char* const begin = at;
    std::uint32_t object = from / sides;
    const auto side = static_cast<Side>(from % sides);
    if (side == behind) object = image_.plan_nodes[object].parent;
    Passage& made = unkept_;
    made.entered_count = 0;
    made.members = 0;
    made.leaf = closed;
    bool first = side == beginning;
    while (true) {
        at = behind_space(at);
        if (*at == '}') {
            ++at;
            object = image_.plan_nodes[object].parent;
            if (object == none) break;
            first = false;
            continue;
        }
        std::string_view name;
        at = key(at, first, name);
        if (at == nullptr) return nullptr;
        const std::uint32_t child = plan_.child(plan_.places[object], name);
        made.leaf = child == none ? stranger : child;
        made.next = child == none ? crossing(object, behind_stranger) : crossing(child, behind);
        made.level = static_cast<std::uint16_t>(spots_[object].level + 1);
        if (child == none) break;
        bool begins = false;
        const char* const passed = pass(at, child, begins);
        if (passed == nullptr) break;
        if (!first_time(child, here)) return nullptr;
        if (begins) enter(child, here);
        made.pass(child);
        made.leaf = closed;
        at = passed;
        first = begins;
        if (begins) object = child;
    }
    return keep(crossings_[from], begin, at);
}

/// Learns the way that `unkept_` has, if there is room for it.
const Passage* Straight::keep(Crossing& crossing, const char* begin, const char* end) {
    const auto size = static_cast<std::size_t>(end - begin);
    const bool fits = size <= Passage::most_bytes && unkept_.entered_count <= Passage::most_entered;
    if (!fits || !crossing.is_worth_learning()) return &unkept_;
    Passage& kept = crossing.learn(unkept_);
    kept.take(begin, size);
    return &kept;
}

// --- values that nobody reads: only their form counts -------------------------------------------------------------------------------

const char* Straight::skip_scalar(const char* at) const {
    std::string_view unused;
    if (*at == '"') return string(at, unused);
    if (is_word(at, "true") || is_word(at, "null")) return at + 4;
    if (is_word(at, "false")) return at + 5;
    const char* const end = number_end(at);
    return is_json_number(between(at, end)) ? end : nullptr;
}

const char* Straight::skip(const char* at, unsigned depth) const {
    std::array<char, limits::json_depth + 1> closing;
    std::string_view unused;
    const unsigned outer = depth;
    while (true) {
        if (*at == '{' || *at == '[') {
            if (++depth > limits::json_depth) return nullptr;
            closing[depth] = *at == '{' ? '}' : ']';
            at = behind_space(at + 1);
            if (*at != closing[depth]) {
                if (closing[depth] == '}') at = key(at, true, unused);
                if (at == nullptr) return nullptr;
                continue;
            }
        } else {
            at = skip_scalar(at);
            if (at == nullptr) return nullptr;
            if (depth == outer) return at;
            at = behind_space(at);
        }
        for (; *at == closing[depth]; at = behind_space(at + 1))
            if (--depth == outer) return at + 1;
        at = closing[depth] == '}' ? key(at, false, unused) : *at == ',' ? behind_space(at + 1) : nullptr;
        if (at == nullptr) return nullptr;
    }
}

}  // namespace ordain::decode
