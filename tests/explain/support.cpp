#include "tests/explain/support.hpp"

#include <catch2/catch.hpp>

#include "compiler/driver/compile.hpp"
#include "runtime/program/bundle_file.hpp"

namespace ordain::explain_tests {

conformance::Bundle checked(const conformance::Files& files) {
    conformance::Bundle bundle = conformance::check_files(files);
    INFO(bundle.rendered());
    REQUIRE(bundle.good());
    return bundle;
}

program::ImageData compiled(const conformance::Bundle& bundle, bool with_sources) {
    auto image = driver::compile(bundle.program, {.sources = with_sources ? bundle.sources.get() : nullptr});
    REQUIRE(image);
    return std::move(*image);
}

std::shared_ptr<const Bundle> loaded(const program::ImageData& image) {
    auto bundle = Bundle::from_bytes(program::serialize(image));
    REQUIRE(bundle);
    return *bundle;
}

std::string text_of(const std::shared_ptr<const Bundle>& bundle, std::string_view event) {
    Explainer explainer(bundle);
    std::string text;
    explainer.explain(event).append_text(text);
    return text;
}

Json json_of(const std::shared_ptr<const Bundle>& bundle, std::string_view event) {
    Explainer explainer(bundle);
    std::string text;
    explainer.explain(event).append_json(text);
    return Json::parse(text);
}

conformance::Files small_bundle() {
    return {{"bundle.ord", R"(bundle small {
  edition 1
  calendar office
  default on * release
  fault in desk
}
)"},
            {"sales.ord", R"(module sales
role manager
role director above manager
queue desk
reason BIG "A large discount"

calendar office {
  zone   "Europe/Berlin"
  covers 2026..2027
  hours  mon..fri 08:00..18:00
}

record Order { net money EUR  list money EUR  by text  rush bool  region text }
event order { order Order  subject event.id }

policy discounts on order {
  let discount = 1 - order.net / order.list

  rule small "The desk decides on small discounts"
    when discount <= 5%
    then release

  rule medium "A manager decides"
    when discount <= 15% and order.net < 50_000 EUR
    then require manager within 4 business hours never order.by
         reason BIG "{discount}"

  otherwise reject
}

policy rushed on order {
  applies when order.rush
  rule any_region when order.region != "north" then hold in desk
}

policy later on order {
  from 2027-01-01
  otherwise reject
}
)"}};
}

// Mon 2026-11-23 17:30 in Berlin; a discount of 12 %
std::string small_event() {
    return R"({"specversion":"1.0","id":"O-1","source":"/t","type":"order","time":"2026-11-23T16:30:00Z","data":{"order":{"net":44000,"list":50000,"by":"u-7","rush":false,"region":"south"}}})";
}

}  // namespace ordain::explain_tests
