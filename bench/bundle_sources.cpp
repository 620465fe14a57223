#include "bench/bundle_sources.hpp"

#include <fmt/format.h>

#include <iterator>
#include <random>

namespace ordain::bench {
namespace {

constexpr std::string_view head =
    "module bench.bundles\nbundle bundles {{ edition 1  default on * hold in other  fault in other }}\nqueue other\nrole boss\nrole chief\n"
    "reason LARGE \"Large\"\nenum Channel {{ web, shop, phone, agent, partner }}\n"
    "event order.created {{\n  amount int in 0..1_000_000_000\n  total money EUR\n  region int in 0..{}\n  channel Channel\n"
    "  quantity int in 0..1_000\n  discount int in 0..100\n  category int in 0..19\n  customer text\n}}\n";

constexpr std::int64_t regions = 100;

std::string begun(std::int64_t most_region) {
    return fmt::format(head, most_region);
}

constexpr const char* channels[] = {"web", "shop", "phone", "agent", "partner"};

std::int64_t below(std::mt19937_64& random, std::uint64_t end) {
    return static_cast<std::int64_t>(random() % end);
}

}  // namespace

std::string mixed_rules(std::int64_t rules) {
    std::mt19937_64 random(1);
    std::string text = begun(regions);
    text += "policy p on order.created {\n";
    const auto out = std::back_inserter(text);
    for (std::int64_t i = 0; i < rules; ++i) {
        const std::int64_t low = i / regions * 1'000;
        fmt::format_to(out, "rule r{} when region = {} and amount >= {} and amount < {}", i, i % regions, low, low + 1'500);
        const std::int64_t more = below(random, 4);
        if (more == 1) fmt::format_to(out, " and channel = {}", channels[below(random, 5)]);
        if (more == 2) fmt::format_to(out, " and quantity >= {}", below(random, 900));
        if (more == 3) fmt::format_to(out, " and discount <= {} and category = {}", 20 + below(random, 60), below(random, 20));
        text += " then require boss\n";
    }
    return text + "}\n";
}

std::string worded_rules(std::int64_t rules) {
    std::string text = begun(regions);
    text += "policy p on order.created {\n";
    for (std::int64_t i = 0; i < rules; ++i)
        fmt::format_to(std::back_inserter(text),
                       "  rule r{} \"Amounts of region {}\"\n    when region = {} and total in {} EUR..{} EUR\n"
                       "    then require boss within {} hours\n         reason LARGE \"{{total}} in region {{region}}\"\n\n",
                       i, i % regions, i % regions, i * 50, i * 50 + 49, 1 + i % 40);
    return text + "}\n";
}

std::string table_rows(std::int64_t rows) {
    std::mt19937_64 random(1);
    std::string text = begun(regions);
    text +=
        "table t on order.created {\n  | region | amount | channel | discount || decide | reason |\n"
        "  | ------ | ------ | ------- | -------- || ------ | ------ |\n";
    for (std::int64_t i = 0; i < rows; ++i) {
        const std::int64_t low = i / regions * 1'000;
        fmt::format_to(std::back_inserter(text), "  | {} | [{} .. {}) | {} | {} || {} | {} |\n", i % regions, low, low + 1'500,
                       random() % 2 == 0 ? "-" : channels[below(random, 5)],
                       random() % 2 == 0 ? "-" : fmt::format("<= {}", 20 + below(random, 60)),
                       random() % 3 == 0 ? "release" : "require boss within 4 hours", random() % 2 == 0 ? "-" : "LARGE");
    }
    return text + "}\n";
}

std::string data_rows(std::int64_t rows) {
    std::mt19937_64 random(1);
    std::string text = begun(rows);
    text +=
        "data limits key (region int, channel Channel) {\n  most int\n  by text\n  | region | channel || most | by |\n"
        "  | ------ | ------- || ---- | --- |\n";
    for (std::int64_t i = 0; i < rows; ++i)
        fmt::format_to(std::back_inserter(text), "  | {} | {} || {} | \"u-{}\" |\n", i / 5, channels[i % 5], below(random, 1'000'000),
                       below(random, 1'000));
    return text +
           "}\npolicy p on order.created {\n"
           "  rule over when amount > (limits[region, channel].most if missing 0) then require boss\n}\n";
}

}  // namespace ordain::bench
