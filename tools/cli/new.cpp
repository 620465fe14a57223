// `ordain new`: a small bundle to begin from.
#include <array>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <system_error>

#include "tools/cli/cli.hpp"
#include "tools/cli/files.hpp"

namespace ordain::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view bundle_source =
    R"(## What holds for the whole bundle: what happens where no policy says anything, and where an event can't be decided.
bundle NAME {
  edition  1
  calendar office
  default on * hold in exceptions reason NO_POLICY
  fault in exceptions
}
)";

constexpr std::string_view schema_source =
    R"(## The events, and where their fields stand in the payload. `ordain schema infer` proposes such a file from real payloads.
module NAME.schema

enum Channel open { edi "EDI", shop "eCommerce" or "web", desk "Sales desk" }

record Line {
  sku      text max 64
  quantity decimal in 0..1_000_000
  price    money EUR
}

record Order {
  id           text max 64
  channel      Channel
  net_total    money EUR from "amount_untaxed"
  list_total   money EUR in 0.01 EUR..100_000_000 EUR
  requested_by text max 64
  lines        list<Line> max 500
}

event order.created {
  order Order
  subject order.id
  binds   order.net_total + 5%
}
)";

constexpr std::string_view company_source = R"(## The people, queues and hours that policies name.
module NAME.company

role sales_manager
role sales_director above sales_manager

queue exceptions
queue order_desk

action confirm_order

reason NO_POLICY "No policy covers this event"
reason DISCOUNT  "The discount is beyond the sales desk's own limit"
reason NO_LINES  "The order has no lines"

escalation unanswered {
  at due                  notify sales_director "An order waits for an approval"
  1 business day past due reassign to sales_director
}

calendar office {
  zone   "Europe/Berlin"
  covers 2026..2030
  hours  mon..fri 08:00..17:00
  closed 2026-12-25, 2027-01-01
}
)";

constexpr std::string_view policy_source = R"(## Who decides on an order.
module NAME.orders
use NAME.company
use NAME.schema

## Discounts follow a ladder.
policy discounts on order.created {
  owner "sales@example.com"
  let discount = 1 - order.net_total / order.list_total

  rule small "The desk decides on small discounts"
    when discount <= 5%
    then release
         do confirm_order

  rule manager "A manager decides up to 15 %"
    when discount <= 15%
    then require sales_manager within 4 business hours never order.requested_by
         escalate unanswered
         do confirm_order
         reason DISCOUNT "{discount} on {order.net_total}"

  otherwise
    require sales_director within 1 business day never order.requested_by
    escalate unanswered
    reason DISCOUNT "{discount} on {order.net_total}"
}

## The same kind of thing as a table: `ordain table export` writes it as CSV.
table completeness on order.created {
  owner "order.desk@example.com"
  let lines = count(l in order.lines)

  | rule    | lines || decide             | reason   |
  | ------- | ----- || ------------------ | -------- |
  | empty   | 0     || hold in order_desk | NO_LINES |
  | regular | -     || release            | -        |
}
)";

constexpr std::string_view tests_source = R"(## What the policies should decide.
module NAME.tests
use NAME.company
use NAME.schema
use NAME.orders

fixture desk_order = order.created from "samples/order.json"

test "a small discount needs nobody" {
  given  desk_order
  expect release
  expect do confirm_order
}

test "12 % needs the manager, who did not ask for it" {
  given  desk_order with { order.net_total = 44_000 EUR }
  expect require sales_manager by discounts.manager
  expect reason DISCOUNT
}

test "20 % needs the director" {
  given  desk_order with { order.net_total = 40_000 EUR }
  expect require sales_director by discounts.otherwise
}

test "an order without lines waits" {
  given  desk_order with { order.lines = [] }
  expect hold in order_desk by completeness.empty
}
)";

constexpr std::string_view sample_event =
    R"({"specversion":"1.0","id":"SO-1/created","source":"/erp","type":"order.created","time":"2026-11-23T08:15:30Z",)"
    R"("data":{"order":{"id":"SO-1","channel":"Sales desk","amount_untaxed":48000,"list_total":50000,"requested_by":"u-117",)"
    R"("lines":[{"sku":"A-1","quantity":40,"price":1200}]}}})"
    "\n";

constexpr std::string_view sample_events =
    R"({"specversion":"1.0","id":"SO-1/created","source":"/erp","type":"order.created","time":"2026-11-23T08:15:30Z",)"
    R"("data":{"order":{"id":"SO-1","channel":"Sales desk","amount_untaxed":48000,"list_total":50000,"requested_by":"u-117",)"
    R"("lines":[{"sku":"A-1","quantity":40,"price":1200}]}}})"
    "\n"
    R"({"specversion":"1.0","id":"SO-2/created","source":"/erp","type":"order.created","time":"2026-11-23T09:40:00Z",)"
    R"("data":{"order":{"id":"SO-2","channel":"web","amount_untaxed":44000,"list_total":50000,"requested_by":"u-118",)"
    R"("lines":[{"sku":"A-1","quantity":40,"price":1100}]}}})"
    "\n"
    R"({"specversion":"1.0","id":"SO-3/created","source":"/erp","type":"order.created","time":"2026-11-23T10:05:00Z",)"
    R"("data":{"order":{"id":"SO-3","channel":"EDI","amount_untaxed":100,"list_total":100,"requested_by":"u-117","lines":[]}}})"
    "\n";

struct NewFile {
    std::string_view path, text;
};
constexpr std::array<NewFile, 7> files{{{"bundle.ord", bundle_source},
                                        {"schema.ord", schema_source},
                                        {"company.ord", company_source},
                                        {"orders.ord", policy_source},
                                        {"tests.ord", tests_source},
                                        {"samples/order.json", sample_event},
                                        {"samples/events.jsonl", sample_events}}};

/// The folder's name as a word; "bundle" is a keyword, but a name too.
std::string name_of(const fs::path& folder) {
    fs::path last = folder.lexically_normal();
    if (!last.has_filename()) last = last.parent_path();
    std::string name;
    for (const char c : last.filename().string()) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'), digit = c >= '0' && c <= '9';
        if (letter || (digit && !name.empty())) {
            name += c;
        } else if (!name.empty() && name.back() != '_') {
            name += '_';
        }
    }
    return "my_" + (name.empty() ? "policies" : name);
}

std::string with_name(std::string_view text, const std::string& name) {
    std::string made(text);
    for (std::size_t at = 0; (at = made.find("NAME", at)) != std::string::npos; at += name.size()) made.replace(at, 4, name);
    return made;
}

int run(const std::string& folder) {
    std::error_code failure;
    if (fs::exists(folder, failure) && !fs::is_directory(folder, failure)) {
        complain(fmt::format("`{}` is there already, and it is no folder", folder));
        return unreadable;
    }
    if (fs::is_directory(folder, failure) && !fs::is_empty(folder, failure)) {
        complain(fmt::format("`{}` is not empty; a new bundle needs a folder of its own", folder));
        return unreadable;
    }
    const std::string name = name_of(fs::absolute(folder, failure));
    for (const NewFile& file : files) {
        const fs::path path = fs::path(folder) / file.path;
        fs::create_directories(path.parent_path(), failure);
        const std::string text = with_name(file.text, name);
        if (write_file(path.string(), std::as_bytes(std::span(text)))) continue;
        complain(fmt::format("cannot write `{}`", path.string()));
        return unreadable;
    }
    fmt::print("A bundle is in `{0}`. Now:\n  ordain check {0}\n  ordain test {0}\n  ordain decide {0} {0}/samples/events.jsonl\n", folder);
    return fine;
}

}  // namespace

void add_new(CLI::App& program, int& status) {
    CLI::App* verb = program.add_subcommand("new", "Make a small bundle to begin from");
    const auto folder = std::make_shared<std::string>();
    verb->add_option("FOLDER", *folder, "a folder that is empty or not there yet")->required();
    verb->callback([folder, &status] { status = run(*folder); });
}

}  // namespace ordain::cli
