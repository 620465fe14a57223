// The order of strictness between decisions.
#include <catch2/catch.hpp>

#include "tests/oracle/decide.hpp"

using namespace ordain;
using namespace ordain::oracle;

namespace {

/// Roles: 0 clerk, 1 manager above clerk, 2 cfo above manager, 3 finance, 4 buyer (scoped), 5 chief buyer above buyer.
typed::Program roles() {
    typed::Program p;
    p.roles.resize(6);
    p.roles[1].above = {typed::RoleId{0}};
    p.roles[2].above = {typed::RoleId{1}};
    p.roles[4].scoped = true;
    p.roles[5].above = {typed::RoleId{4}};
    return p;
}
const typed::Program program = roles();

Need role(std::uint32_t r, std::uint32_t count = 1, std::optional<std::string> scope = {}) {
    Need n;
    n.role = typed::RoleId{r};
    n.count = count;
    n.scope = std::move(scope);
    return n;
}
Need group(typed::NeedKind kind, std::vector<Need> children, std::uint32_t count = 1) {
    Need n;
    n.kind = kind;
    n.count = count;
    n.children = std::move(children);
    return n;
}
Need all(std::vector<Need> c) {
    return group(typed::NeedKind::all, std::move(c));
}
Need then(std::vector<Need> c) {
    return group(typed::NeedKind::then, std::move(c));
}
Need any(std::uint32_t n, std::vector<Need> c) {
    return group(typed::NeedKind::any_of, std::move(c), n);
}
Decision requiring(std::vector<Need> needs, std::optional<std::int64_t> due = {}, std::vector<std::string> never = {}) {
    Decision d;
    d.verdict = Verdict::require;
    for (Need& n : needs) d.approvals.push_back({n, due, never, {}});
    return d;
}
bool laxer(const Decision& a, const Decision& b) {
    return at_most_as_strict(program, a, b);
}
bool laxer(Need a, Need b) {
    return laxer(requiring({std::move(a)}), requiring({std::move(b)}));
}

}  // namespace

TEST_CASE("a role stands for those it is above") {
    CHECK(laxer(role(0), role(2)));
    CHECK_FALSE(laxer(role(2), role(0)));
    CHECK(laxer(role(4, 1, "N"), role(5)));
    CHECK_FALSE(laxer(role(4, 1, "N"), role(4, 1, "S")));
    CHECK_FALSE(laxer(role(0), role(3)));
}

TEST_CASE("who satisfies the one satisfies the other") {
    CHECK(laxer(role(0), all({role(0), role(3)})));
    CHECK_FALSE(laxer(all({role(0), role(3)}), role(0)));
    CHECK(laxer(any(1, {role(0), role(3)}), role(3)));
    CHECK_FALSE(laxer(role(3), any(1, {role(0), role(3)})));
    CHECK(laxer(any(1, {role(0), role(3)}), any(2, {role(0), role(1), role(3)})));
    CHECK(laxer(role(0), role(1, 2)));
    CHECK_FALSE(laxer(role(1, 2), role(1)));
    CHECK(laxer(all({role(0), role(1)}), role(1, 2)));
    CHECK_FALSE(laxer(role(1, 2), all({role(0), role(1)})));
}

TEST_CASE("an order is kept") {
    CHECK(laxer(all({role(0), role(3)}), then({role(0), role(3)})));
    CHECK_FALSE(laxer(then({role(0), role(3)}), all({role(0), role(3)})));
    CHECK_FALSE(laxer(then({role(0), role(3)}), then({role(3), role(0)})));
    CHECK(laxer(then({role(0), role(3)}), then({role(1), role(3), role(4, 1, "N")})));
}

TEST_CASE("verdicts, holds, deadlines and persons kept out") {
    Decision release;
    CHECK(laxer(release, requiring({role(0)})));
    CHECK_FALSE(laxer(requiring({role(0)}), release));
    CHECK(laxer(requiring({role(0)}, 20), requiring({role(0)}, 10)));
    CHECK_FALSE(laxer(requiring({role(0)}, 10), requiring({role(0)}, 20)));
    CHECK(laxer(requiring({role(0)}), requiring({role(0)}, 20)));
    CHECK_FALSE(laxer(requiring({role(0)}, 20), requiring({role(0)})));
    CHECK(laxer(requiring({role(0)}, {}, {"a"}), requiring({role(0)}, {}, {"b", "a"})));
    CHECK_FALSE(laxer(requiring({role(0)}, {}, {"a"}), requiring({role(0)}, {}, {"b"})));
    Decision held, other;
    held.verdict = other.verdict = Verdict::hold;
    held.holds = {{"q", {}}};
    CHECK(laxer(other, held));
    CHECK_FALSE(laxer(held, other));
}

TEST_CASE("equal needs do not depend on the order under and, or, any") {
    CHECK(same_need(all({role(0), role(3)}), all({role(3), role(0)})));
    CHECK_FALSE(same_need(then({role(0), role(3)}), then({role(3), role(0)})));
    CHECK_FALSE(same_need(all({role(0), role(0)}), all({role(0), role(3)})));
    CHECK(same_need(any(1, {all({role(0), role(3)}), role(1)}), any(1, {role(1), all({role(3), role(0)})})));
    CHECK_FALSE(same_need(role(0), role(0, 2)));
}
