#include "compiler/schema/seen.hpp"

#include <algorithm>
#include <cstdlib>
#include <unordered_set>

#include "runtime/value/decimal.hpp"
#include "runtime/value/time_text.hpp"
#include "runtime/value/type.hpp"

namespace ordain::schema {

namespace {

bool is_plain_int(std::string_view s) {
    return s.find_first_of(".eE") == std::string_view::npos && read_scaled(s, 0, false).fault == FaultCode::none;
}

bool is_timestamp(std::string_view s, bool zoned) {
    return read_timestamp(s, zoned).has_value();
}

}  // namespace

void Numbers::add(std::string_view written) {
    whole = whole && is_plain_int(written);
    long4 = long4 || read_scaled(written, 4, false).fault == FaultCode::TOO_MANY_DIGITS;
    long6 = long6 || read_scaled(written, 6, false).fault == FaultCode::TOO_MANY_DIGITS;
    large4 = large4 || read_scaled(written, 4, true).fault != FaultCode::none;
    large6 = large6 || read_scaled(written, 6, true).fault != FaultCode::none;
    const double value = std::strtod(std::string(written).c_str(), nullptr);
    if (count == 0 || value < least) least = value, low = written;
    if (count == 0 || value > greatest) greatest = value, high = written;
    ++count;
}

void Numbers::merge(const Numbers& other) {
    if (other.count == 0) return;
    if (count == 0 || other.least < least) least = other.least, low = other.low;
    if (count == 0 || other.greatest > greatest) greatest = other.greatest, high = other.high;
    count += other.count;
    whole = whole && other.whole;
    long4 = long4 || other.long4;
    long6 = long6 || other.long6;
    large4 = large4 || other.large4;
    large6 = large6 || other.large6;
}

void Texts::add(const std::string& text) {
    const bool percent = text.size() > 1 && text.back() == '%';
    const std::string_view digits = std::string_view(text).substr(0, text.size() - (percent ? 1 : 0));
    const bool number = is_json_number(digits);
    if (number) numbers.add(digits);
    all_numbers = all_numbers && number && !percent;
    all_shares = all_shares && number;
    some_percent = some_percent || percent;
    some_point = some_point || (number && text.find('.') != std::string::npos);
    all_dates = all_dates && read_date(text).has_value();
    all_times = all_times && read_time(text).has_value();
    all_stamps = all_stamps && is_timestamp(text, false);
    all_clocks = all_clocks && is_timestamp(text, true);
    all_currencies = all_currencies && is_currency(text);
    longest = std::max(longest, text.size());
    if (count == 0 || text < first) first = text;
    if (count == 0 || text > last) last = text;
    ++count;
    if (const auto known = distinct.find(text); known != distinct.end()) {
        ++known->second;
    } else if (distinct.size() < most_kept) {
        distinct.emplace(text, 1);
    } else {
        more = true;
    }
}

void Texts::merge(const Texts& other) {
    if (other.count == 0) return;
    if (count == 0 || other.first < first) first = other.first;
    if (count == 0 || other.last > last) last = other.last;
    count += other.count;
    longest = std::max(longest, other.longest);
    numbers.merge(other.numbers);
    all_numbers = all_numbers && other.all_numbers;
    all_shares = all_shares && other.all_shares;
    some_percent = some_percent || other.some_percent;
    some_point = some_point || other.some_point;
    all_dates = all_dates && other.all_dates;
    all_times = all_times && other.all_times;
    all_stamps = all_stamps && other.all_stamps;
    all_clocks = all_clocks && other.all_clocks;
    all_currencies = all_currencies && other.all_currencies;
    more = more || other.more;
    for (const auto& [text, times] : other.distinct) {
        if (distinct.size() < most_kept || distinct.contains(text)) {
            distinct[text] += times;
        } else {
            more = true;
        }
    }
}

const Seen* Seen::member(std::string_view name) const {
    const auto at = index.find(std::string(name));
    return at == index.end() ? nullptr : &members[at->second];
}

void Seen::merge(const Seen& other) {
    values += other.values;
    nulls += other.nulls;
    falses += other.falses;
    trues += other.trues;
    objects += other.objects;
    arrays += other.arrays;
    numbers.merge(other.numbers);
    texts.merge(other.texts);
    for (std::size_t i = 0; i < other.names.size(); ++i) {
        const auto [at, fresh] = index.try_emplace(other.names[i], members.size());
        if (fresh) {
            names.push_back(other.names[i]);
            members.emplace_back();
        }
        members[at->second].merge(other.members[i]);
    }
    more_members = more_members || other.more_members;
    twice = twice || other.twice;
    longest = std::max(longest, other.longest);
    pairs += other.pairs;
    repeats = repeats || other.repeats;
    if (pair.empty() && !other.pair.empty()) pair.resize(2);
    for (std::size_t i = 0; i < other.pair.size(); ++i) pair[i].merge(other.pair[i]);
    if (element.empty() && !other.element.empty()) element.emplace_back();
    if (!other.element.empty()) element[0].merge(other.element[0]);
}

bool Observer::add(Seen& seen, const Json& value) {
    if (++seen.values == 1) ++places_;
    switch (value.kind) {
        case Json::Kind::null: ++seen.nulls; break;
        case Json::Kind::boolean: ++(value.truth ? seen.trues : seen.falses); break;
        case Json::Kind::number: seen.numbers.add(value.text); break;
        case Json::Kind::text: seen.texts.add(value.text); break;
        case Json::Kind::object: object(seen, value); break;
        case Json::Kind::array: array(seen, value); break;
    }
    return places_ <= most_places;
}

void Observer::object(Seen& seen, const Json& value) {
    ++seen.objects;
    std::unordered_set<std::string_view> here;
    for (std::size_t i = 0; i < value.items.size() && places_ <= most_places; ++i) {
        auto at = seen.index.find(value.names[i]);
        if (at == seen.index.end() && seen.members.size() >= Seen::most_members) {
            seen.more_members = true;
            continue;
        }
        if (at == seen.index.end()) {
            at = seen.index.emplace(value.names[i], seen.members.size()).first;
            seen.names.push_back(value.names[i]);
            seen.members.emplace_back();
        }
        Seen& member = seen.members[at->second];
        if (!here.insert(value.names[i]).second) member.twice = true;
        (void)add(member, value.items[i]);
    }
}

void Observer::array(Seen& seen, const Json& value) {
    ++seen.arrays;
    seen.longest = std::max(seen.longest, value.items.size());
    if (value.items.size() == 2 && value.items[0].is(Json::Kind::number) && value.items[1].is(Json::Kind::text)) {
        ++seen.pairs;
        seen.pair.resize(2);
        for (std::size_t i = 0; i < 2; ++i) (void)add(seen.pair[i], value.items[i]);
    }
    if (value.items.empty()) return;
    if (seen.element.empty()) seen.element.emplace_back();
    for (const Json& item : value.items) (void)add(seen.element[0], item);
    note_repeats(seen.element[0], value);
}

void Observer::note_repeats(Seen& element, const Json& array) {
    std::unordered_set<std::string> known;
    for (const Json& item : array.items) {
        for (std::size_t i = 0; i < item.names.size(); ++i) {
            const Json& value = item.items[i];
            if (!value.is(Json::Kind::text) && !value.is(Json::Kind::number)) continue;
            if (known.insert(item.names[i] + '\0' + value.text).second) continue;
            if (const auto at = element.index.find(item.names[i]); at != element.index.end()) element.members[at->second].repeats = true;
        }
    }
}

}  // namespace ordain::schema
