#include "tests/lint/support.hpp"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "compiler/diag/render.hpp"
#include "compiler/lint/lint.hpp"
#include "tests/lint/read.hpp"

namespace ordain::lint_test {

namespace {

constexpr std::string_view prelude = R"(module base
enum Risk open { low, medium, high }
enum Tier { gold, silver, bronze }
record Customer { id text  name text?  risk Risk  tier Tier  credit_limit money EUR  since date }
record Line { sku text  category text  quantity int in 1..10000  price money EUR  discount percent }
event order.created {
  order Order
  subject order.id
  binds order.total
}
event invoice.received { invoice Invoice  subject invoice.id  binds invoice.amount }
record Invoice { id text  amount money EUR  due date  tax percent }
record Order {
  id text
  channel text
  customer Customer
  lines list<Line> max 100 key sku
  total money EUR
  cost money EUR
  discount percent
  weight decimal
  quantity int
  rush bool
  notes text?
  discount_limit percent?
  requested_by text
  ship_by timestamp?
  split_risk advice percent
}
role clerk
role boss above clerk
role director above boss
queue desk
queue faults
action send_confirmation
channel sales_chat
reason BIG "The order is big"
reason LATE "The order is late"
reason RISKY "The customer is risky"
reason NO_POLICY "No policy speaks of this"
output path text
calendar office {
  zone "Europe/Berlin"
  covers 2024..2035
  hours mon..fri 08:00..17:00
}
escalation remind { after 4 business hours notify director }
)";

constexpr std::string_view spare = "module spare\nqueue spare_queue\n";

/// They ask for what an example leaves out.
constexpr std::string_view silent[] = {
#define ORDAIN_SILENT(NAME) #NAME,
#include "tests/lint/silent.def"
#undef ORDAIN_SILENT
};

std::string bundle_text(const std::string& rule) {
    std::string levels;
    for (const std::string_view name : silent)
        if (name != rule) levels += fmt::format("    allow {}\n", name);
    return fmt::format(
        "bundle company {{\n  edition 1\n  calendar office\n  lint {{\n{}  }}\n  default on * hold in desk reason NO_POLICY\n  fault in "
        "faults\n}}\n",
        levels);
}

}  // namespace

differential::Texts example_texts(const std::string& text, const std::string& rule) {
    const bool is_bundle = text.starts_with("bundle"), is_module = text.starts_with("module");
    differential::Texts texts;
    texts.emplace_back(is_bundle ? "bundle.ord" : "example.ord", is_bundle || is_module ? text : "module example\nuse base\n" + text);
    if (!is_bundle) texts.emplace_back("bundle.ord", bundle_text(rule));
    texts.emplace_back("base.ord", prelude);
    texts.emplace_back("spare.ord", spare);
    return texts;
}

Linted lint_example(const std::string& text, const std::string& rule) {
    const auto bundle = read(example_texts(text, rule));
    if (bundle->sound()) lint::lint({bundle->program, bundle->trees, bundle->sources, today}, bundle->diagnostics);
    Linted result;
    for (const Diagnostic& d : bundle->diagnostics.all()) {
        if (d.span.file != 0) continue;
        result.rules.insert(std::string(info(d.kind).name));
        result.rendered += render_text(d, bundle->sources, false);
    }
    return result;
}

std::vector<std::string> blocks(std::string_view page, std::string_view heading) {
    std::vector<std::string> found;
    bool here = false, open = false;
    while (!page.empty()) {
        const std::size_t end = std::min(page.find('\n'), page.size());
        const std::string_view line = page.substr(0, end);
        page.remove_prefix(std::min(end + 1, page.size()));
        if (line.starts_with("## ")) here = line.substr(3) == heading;
        if (!here) continue;
        if (line == "```ord") {
            open = true;
            found.emplace_back();
        } else if (line == "```") {
            open = false;
        } else if (open) {
            found.back() += std::string(line) + "\n";
        }
    }
    return found;
}

}  // namespace ordain::lint_test
