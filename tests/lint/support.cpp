#include "tests/lint/support.hpp"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "compiler/diag/render.hpp"
#include "compiler/lint/lint.hpp"
#include "compiler/sema/check.hpp"
#include "compiler/syntax/parse.hpp"

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

Linted lint_example(const std::string& text, const std::string& rule) {
    SourceSet sources;
    Diagnostics diagnostics;
    std::vector<syntax::Tree> trees;
    const bool is_bundle = text.starts_with("bundle"), is_module = text.starts_with("module");
    const std::string example = is_bundle || is_module ? text : "module example\nuse base\n" + text;
    const std::uint32_t file = sources.add(is_bundle ? "bundle.ord" : "example.ord", example);
    trees.push_back(syntax::parse(sources, file, diagnostics));
    const auto add = [&](const char* path, std::string source) {
        trees.push_back(syntax::parse(sources, sources.add(path, std::move(source)), diagnostics));
    };
    if (!is_bundle) add("bundle.ord", bundle_text(rule));
    add("base.ord", std::string(prelude));
    add("spare.ord", std::string(spare));
    const auto no_files = [](const std::string&, const std::string&) -> Result<std::string> { return Error{"there is no such file"}; };
    const typed::Program program = sema::check(trees, sources, no_files, diagnostics);
    constexpr std::int32_t today = 20'780;  // 2026-11-23
    if (!diagnostics.has_errors()) lint::lint({program, trees, sources, today}, diagnostics);
    Linted result;
    for (const Diagnostic& d : diagnostics.all()) {
        if (d.span.file != file) continue;
        result.rules.insert(std::string(info(d.kind).name));
        result.rendered += render_text(d, sources, false);
    }
    return result;
}

}  // namespace ordain::lint_test
