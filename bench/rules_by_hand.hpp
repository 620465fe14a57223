// The ten rules of rules.cpp as a C++ programmer would write them.
#pragma once

#include <cstdint>

namespace ordain::bench {

// as declared in the schema
enum class Channel : std::int64_t { edi, shop, desk };
enum class Risk : std::int64_t { low, medium, high };
enum class Region : std::int64_t { home, abroad, overseas };

/// A decoded order. Money in 1/10 000, percents in 1/1 000 000, times in nanoseconds.
struct Order {
    std::int64_t time = 0;
    std::int64_t net_total = 0, exposure = 0, discount = 0;
    Channel channel{};
    Risk risk{};
    Region region{};
    std::int64_t overdue_days = 0;
    std::int64_t new_customer = 0;
};

enum class Need : std::uint8_t { none, credit_manager, director_and_finance, cfo, sales_manager, sales_director };

/// What the rules say about an order.
struct Decided {
    std::uint8_t rule = 0;     // 0 to 9, 10: otherwise
    std::uint8_t verdict = 0;  // as ordain::Verdict
    Need need{};
    bool held = false;        // in credit_review
    bool confirmed = false;   // do confirm_order
    std::uint8_t reason = 0;  // 0 none, else 1 + BLOCKED, CREDIT, NEW_BIG, DEEP, EXPORT
    std::int64_t due = 0;     // 0: none
};

[[nodiscard]] Decided decide_by_hand(const Order& order);

}  // namespace ordain::bench
