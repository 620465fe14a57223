// What declarations become: values in the typed program.
#include "compiler/sema/csv.hpp"
#include "compiler/sema/numbers.hpp"
#include "tests/sema_decls/support.hpp"

using namespace ordain;
using namespace ordain::test;

namespace {

/// A bundle that must be without reports.
Checked good(const std::string& text, std::map<std::string, std::string> data = {}) {
    Checked c = check(text, std::move(data));
    INFO(text);
    INFO(c.text());
    REQUIRE(c.reports().empty());
    return c;
}

std::vector<std::pair<int, int>> times(const std::vector<typed::Opening>& list) {
    std::vector<std::pair<int, int>> made;
    for (const typed::Opening& o : list) made.emplace_back(o.from, o.to);
    return made;
}
using Times = std::vector<std::pair<int, int>>;

std::int32_t day(const char* date) {
    return static_cast<std::int32_t>(*sema::parse_date(date));
}

}  // namespace

TEST_CASE("numbers are scaled exactly") {
    using sema::NumberStatus;
    using sema::scaled_number;
    CHECK(scaled_number("50_000", 4, false).value == 500'000'000);
    CHECK(scaled_number("0.25", 6, true).value == -250'000);
    CHECK(scaled_number("1.50000000000", 2, false).value == 150);
    CHECK(scaled_number("1.505", 2, false).status == NumberStatus::too_many_digits);
    CHECK(scaled_number("9223372036854775807", 0, false).value == INT64_MAX);
    CHECK(scaled_number("9223372036854775808", 0, true).value == INT64_MIN);
    CHECK(scaled_number("9223372036854775808", 0, false).status == NumberStatus::too_large);
    CHECK(scaled_number(std::string(5000, '9'), 0, false).status == NumberStatus::too_large);
    for (const char* bad : {"", ".", "1.", ".5", "1.2.3", "1e5", "-1"})
        CHECK(scaled_number(bad, 2, false).status == NumberStatus::malformed);
}

TEST_CASE("dates, times and timestamps exist or do not") {
    CHECK(sema::parse_date("1970-01-01") == 0);
    CHECK(sema::parse_date("2024-02-29") == 19782);
    CHECK_FALSE(sema::parse_date("2023-02-29"));
    CHECK_FALSE(sema::parse_date("0000-01-01"));
    CHECK(sema::parse_date("0001-01-01") == -719162);
    CHECK(sema::parse_date("9999-12-31") == 2932896);
    CHECK(sema::parse_time("24:00") == 1440);
    CHECK_FALSE(sema::parse_time("24:01"));
    CHECK_FALSE(sema::parse_time("12:60"));
    CHECK(sema::parse_timestamp("1970-01-01T00:00:01.5Z") == 1'500'000'000);
    CHECK(sema::parse_timestamp("1970-01-01T01:00+01:00") == 0);
    CHECK(sema::parse_timestamp("1678-01-01T00:00:00Z").has_value());
    CHECK_FALSE(sema::parse_timestamp("1677-12-31T23:59:59Z"));
    CHECK(sema::parse_timestamp("2261-12-31T23:59:59.999999999Z").has_value());
    CHECK_FALSE(sema::parse_timestamp("2261-12-31T23:59:59-00:01"));
    CHECK_FALSE(sema::parse_timestamp("2026-01-01T00:00:60Z"));
    CHECK_FALSE(sema::parse_timestamp("2026-01-01T00:00:00.1234567890Z"));
    CHECK_FALSE(sema::parse_timestamp("2026-01-01T00:00:00"));
    CHECK_FALSE(sema::parse_timestamp("2026-01-01T24:00:00Z"));
}

TEST_CASE("fields keep what their modifiers say") {
    const Checked c = good(
        "enum Risk open { low \"LOW\", high }\nrecord L { sku text  n int }\n"
        "record R { a text max 64 from \"x/1/y~1z\"  b percent? points in 0%..12.5%  c money EUR rounded currency \"cur\"  d list<L> max 5 "
        "key sku\n"
        "e Risk?  f text? false as missing  g advice percent  h timestamp zone \"UTC\"  i text or int  j money  k int in (0 .. 10] }\n");
    const auto& f = named(c.program.records, "R").fields;
    CHECK(f[0].max_bytes == 64);
    CHECK(f[0].pointer == std::vector<std::string>{"x", "1", "y/z"});
    CHECK(f[1].type == Type{TypeKind::percent, 1, 0, 0});
    CHECK(f[1].points);
    REQUIRE(f[1].range);
    CHECK(f[1].range->high == 125'000);
    CHECK(f[2].type == Type{TypeKind::money, 0, 0, currency_code("EUR")});
    CHECK(f[2].rounded);
    CHECK(f[2].currency_pointer == std::vector<std::string>{"cur"});
    REQUIRE(f[3].type.kind == TypeKind::list);
    const typed::ListType& list = c.program.lists[f[3].type.ref];
    CHECK(list.max == 5);
    CHECK(list.key_field == 0);
    CHECK(c.program.records[list.element.ref].name == "L");
    CHECK(f[4].type == Type{TypeKind::enumerated, 1, 0, 2});
    CHECK(f[5].false_as_missing);
    CHECK(f[6].advice);
    CHECK(f[6].type.optional == 1);
    CHECK(f[7].zone == "UTC");
    CHECK(f[8].text_or_int);
    CHECK(f[9].type.kind == TypeKind::money_any);
    CHECK_FALSE(f[10].range->contains(0));
    CHECK(f[10].range->contains(10));
    const typed::Enum& risk = named(c.program.enums, "Risk");
    CHECK(risk.open);
    CHECK(risk.values[0].spellings == std::vector<std::string>{"LOW"});
    CHECK(risk.values[1].spellings == std::vector<std::string>{"high"});
}

TEST_CASE("Priority and Weekday are enums 0 and 1") {
    const Checked c = good("record R { p Priority  w Weekday }");
    CHECK(c.program.enums[enum_priority].name == "Priority");
    CHECK(c.program.enums[enum_weekday].values[6].name == "sun");
    CHECK(named(c.program.records, "R").fields[1].type.ref == enum_weekday);
}

TEST_CASE("a field of an event may be the payload itself") {
    const Checked c = good("record Order { id text }\nevent order.created { order Order from \"\"  subject order.id }");
    const typed::Event& e = named(c.program.events, "order.created");
    CHECK(c.program.records[e.root.value].fields[0].pointer.empty());
}

TEST_CASE("weekly and dated hours add up, days run over Sunday, touching hours join") {
    const Checked c = good(
        "calendar c { zone \"Europe/Berlin\" covers 2026..2027\n"
        "hours mon..fri 13:00..17:00, 08:00..12:00\nhours fri..mon 17:00..18:00\nhours 2026-12-24..2026-12-25 08:00..12:00\n"
        "hours 2026-12-24 13:00..24:00\nclosed 2027-01-01, 2026-12-26..2026-12-27 }");
    const typed::Calendar& k = c.program.calendars[0];
    CHECK(times(k.weekly[0]) == Times{{480, 720}, {780, 1080}});
    CHECK(times(k.weekly[1]) == Times{{480, 720}, {780, 1020}});
    CHECK(times(k.weekly[6]) == Times{{1020, 1080}});
    REQUIRE(k.dated.size() == 2);
    CHECK(k.dated[0].first == day("2026-12-24"));
    CHECK(k.dated[0].last == day("2026-12-24"));
    CHECK(times(k.dated[0].openings) == Times{{480, 720}, {780, 1440}});
    CHECK(times(k.dated[1].openings) == Times{{480, 720}});
    CHECK(k.closed == std::vector<std::pair<std::int32_t, std::int32_t>>{{day("2026-12-26"), day("2026-12-27")},
                                                                         {day("2027-01-01"), day("2027-01-01")}});
    CHECK(k.first_year == 2026);
    CHECK(k.last_year == 2027);
    CHECK(k.transitions.size() > 100);
    CHECK(named(c.program.zones, "Europe/Berlin").transitions.size() == k.transitions.size());
}

TEST_CASE("dated hours in a row with equal times are one entry") {
    const Checked c = good("calendar c { zone \"UTC\" covers 2026\nhours 2026-01-01..2026-12-31 08:00..12:00 }");
    REQUIRE(c.program.calendars[0].dated.size() == 1);
    CHECK(c.program.calendars[0].dated[0].last - c.program.calendars[0].dated[0].first == 364);
}

TEST_CASE("a later rung stands above the earlier ones, and above what they say already") {
    const Checked c = good("role a\nrole b\nrole c above a\nladder l { a up to 5_000 EUR, b up to 10_000.50 EUR, c unlimited }");
    const typed::Ladder& l = c.program.ladders[0];
    CHECK(l.of == Type{TypeKind::money, 0, 0, currency_code("EUR")});
    REQUIRE(l.rows.size() == 1);
    CHECK(l.rows[0].any);
    CHECK(l.rows[0].rungs[1].limit == 100'005'000);
    CHECK(l.rows[0].rungs[2].unlimited);
    const auto& above = named(c.program.roles, "c").above;
    CHECK(above.size() == 2);
    CHECK(named(c.program.roles, "b").above.size() == 1);
    CHECK(named(c.program.roles, "a").above.empty());
}

TEST_CASE("a ladder's limits are ints until one is more") {
    CHECK(good("role a role b ladder l { a up to 5, b up to 7 }").program.ladders[0].of.kind == TypeKind::integer);
    const Checked mixed = good("role a role b ladder l { a up to 0, b up to 7.5% }");
    CHECK(mixed.program.ladders[0].of.kind == TypeKind::percent);
    CHECK(mixed.program.ladders[0].rows[0].rungs[1].limit == 75'000);
}

TEST_CASE("a matrix of limits reads the same in the source and in a file") {
    const std::string roles = "role lead role manager role cfo\n";
    const Checked grid =
        good(roles +
             "ladder l for text of percent { | scope | lead | manager | cfo |\n| --- | --- | --- | --- |\n| DACH | 5% | 10% | unlimited |\n"
             "| \"DE-N\" | - | 8% | unlimited |\n| - | 8% | 15% | unlimited | }\n");
    const Checked file = good(
        roles + "ladder l for text of percent from \"l.csv\"\n",
        {{"l.csv", "\xEF\xBB\xBFscope,lead,manager,cfo\r\nDACH,5%,10%,unlimited\r\n\"DE-N\",-,8%,unlimited\r\n-,8%,15%,unlimited\r\n"}});
    for (const Checked* c : {&grid, &file}) {
        const typed::Ladder& l = c->program.ladders[0];
        REQUIRE(l.rows.size() == 3);
        CHECK(l.rows[0].scope.text == "DACH");
        CHECK(l.rows[0].rungs[1].limit == 100'000);
        CHECK(l.rows[1].scope.text == "DE-N");
        CHECK(l.rows[1].rungs[0].absent);
        CHECK(l.rows[2].any);
        CHECK(l.rows[2].rungs[2].unlimited);
    }
    CHECK(grid.dump().substr(0, grid.dump().find("record")) == file.dump().substr(0, file.dump().find("record")));
}

TEST_CASE("every is written out, act by act") {
    const Checked c = good(
        "role a role n queue q channel office\nescalation e { after 2 hours notify a \"hurry {{1}}\"\nat due notify office reassign to "
        "next\n"
        "1 business day past due reassign to n\nevery 2 business hours past due up to 3 times hold in q\nevery 1 day past due up to 2 "
        "times reject }");
    const auto& s = c.program.escalations[0].steps;
    REQUIRE(s.size() == 9);
    CHECK(s[0].kind == typed::StepKind::after);
    CHECK(s[0].duration == 2 * ns_per_hour);
    CHECK(s[0].text == "hurry {1}");
    CHECK(s[1].act == typed::StepAct::notify_channel);
    CHECK(s[2].act == typed::StepAct::reassign_next);
    CHECK(s[3].duration == business_days(1));
    CHECK(s[4].duration == business_minutes(120));
    CHECK(s[6].duration == business_minutes(360));
    CHECK(s[8].duration == 2 * ns_per_day);
    CHECK(s[8].act == typed::StepAct::reject);
}

TEST_CASE("business days of a repeated step are multiplied as days") {
    const Checked c = good("escalation e { every 2 business days past due up to 3 times reject }");
    CHECK(c.program.escalations[0].steps[2].duration == business_days(6));
}

TEST_CASE("key cells become exact values and ranges") {
    const Checked c = good(
        "enum E { a, b, c, d }\ndata t key (e E, n int) { x text\n| e | n || x |\n| --- | --- || --- |\n"
        "| a, b | 1..5 || \"list\" |\n| not (b) | > 7 || \"not\" |\n| >= c | - || \"least\" |\n| != a | [0 .. 9) || \"ne\" |\n}");
    const auto& rows = c.program.data[0].rows;
    REQUIRE(rows.size() == 2 + 2 + 1 + 1);
    CHECK(rows[0].keys[0].value.number == 0);
    CHECK(rows[1].keys[0].value.number == 1);
    CHECK(rows[0].keys[1].range.low == 1);
    CHECK(rows[2].keys[0].range.high == 0);
    CHECK(rows[3].keys[0].range.low == 2);
    CHECK(rows[3].keys[0].range.high == 3);
    CHECK(rows[2].keys[1].range.low_open);
    CHECK(rows[2].keys[1].range.high == INT64_MAX);
    CHECK(rows[4].keys[0].range.low == 2);
    CHECK(rows[4].keys[1].kind == typed::DataKey::Kind::any);
    CHECK(rows[5].keys[0].range.low == 1);
    CHECK(rows[5].keys[0].range.high == 3);
    CHECK(rows[5].keys[1].range.high_open);
    CHECK_FALSE(rows[4].keys[0].range.contains(unknown_ordinal));
}

TEST_CASE("data read from a file") {
    const Checked c = good(
        "enum Risk { low \"LOW\", high }\n"
        "data t key (category text, n int, r Risk) { floor percent?  name text  price money EUR  day date?  on bool } from \"t.csv\"",
        {{"t.csv",
          "name, category ,n,r,floor,price,day,on\n"
          "\"a \"\"b\"\", c\",chairs,1..5,LOW,12.5%,1000.50,2026-01-31,true\n"
          "\n"
          "plain,-,<= 7,high,-,-20 EUR,,false\n"
          "last,chairs,-,-,0.5,3,-,true\n"}});
    const auto& rows = c.program.data[0].rows;
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].cells[1].value.text == "a \"b\", c");
    CHECK(rows[0].keys[0].value.text == "chairs");
    CHECK(rows[0].keys[1].range.high == 5);
    CHECK(rows[0].keys[2].value.number == 0);
    CHECK(rows[0].cells[0].value.number == 125'000);
    CHECK(rows[0].cells[2].value.number == 10'005'000);
    CHECK(rows[0].cells[3].value.number == day("2026-01-31"));
    CHECK(rows[1].keys[0].kind == typed::DataKey::Kind::any);
    CHECK(rows[1].keys[1].range.high == 7);
    CHECK(rows[1].keys[2].value.number == 1);
    CHECK(rows[1].cells[0].missing);
    CHECK(rows[1].cells[2].value.number == -200'000);
    CHECK(rows[1].cells[3].missing);
    CHECK(rows[2].cells[0].value.number == 500'000);
}

TEST_CASE("cells of a CSV file keep their places") {
    SourceSet sources;
    Diagnostics diagnostics;
    const auto file = sources.add("f.csv", "a,\"b \"\"c\"\"\"\r\n\"two\nlines\",\n");
    const auto table = sema::read_csv(sources, file, diagnostics);
    REQUIRE(table);
    CHECK_FALSE(diagnostics.has_errors());
    CHECK(table->header.cells[1].text == "b \"c\"");
    CHECK(sources.text(table->header.cells[1].span) == "\"b \"\"c\"\"\"");
    REQUIRE(table->rows.size() == 1);
    CHECK(table->rows[0].cells[0].text == "two\nlines");
    CHECK(table->rows[0].cells[1].text.empty());
}
