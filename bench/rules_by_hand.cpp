#include "bench/rules_by_hand.hpp"

namespace ordain::bench {

namespace {

constexpr std::int64_t eur = 10'000, percent = 10'000, hour = 3'600'000'000'000;

}  // namespace

Decided decide_by_hand(const Order& o) {
    if (o.risk == Risk::high && o.overdue_days > 60) return {0, 3, Need::none, false, false, 1, 0};
    if (o.exposure > 250'000 * eur) return {1, 2, Need::none, true, false, 2, 0};
    if (o.overdue_days > 30 && o.net_total >= 1'000 * eur) return {2, 2, Need::none, true, false, 0, 0};
    if (o.new_customer != 0 && o.net_total > 10'000 * eur) return {3, 1, Need::credit_manager, false, false, 3, o.time + 8 * hour};
    if (o.discount > 30 * percent) return {4, 1, Need::director_and_finance, false, false, 4, o.time + 24 * hour};
    if (o.region == Region::overseas && o.net_total > 20'000 * eur) return {5, 1, Need::cfo, false, false, 5, o.time + 48 * hour};
    if (o.channel == Channel::desk && o.discount > 15 * percent) return {6, 1, Need::sales_manager, false, false, 0, o.time + 4 * hour};
    if (o.net_total >= 50'000 * eur) return {7, 1, Need::sales_director, false, false, 0, o.time + 24 * hour};
    if (o.channel == Channel::edi && o.discount <= 5 * percent) return {8, 0, Need::none, false, true, 0, 0};
    if (o.net_total < 5'000 * eur && o.risk != Risk::high) return {9, 0, Need::none, false, true, 0, 0};
    return {10, 1, Need::sales_manager, false, false, 0, o.time + 24 * hour};
}

}  // namespace ordain::bench
