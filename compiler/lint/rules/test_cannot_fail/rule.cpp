#include "compiler/lint/rule.hpp"

namespace ordain::lint {

void check_test_cannot_fail(const Subject& subject, Findings& findings) {
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Test& test : tree.tests) {
            bool asks = false;
            for (const syntax::Expect& e : test.expects) asks = asks || !e.negated;
            if (!asks)
                findings.report(test.title.span, "this test only says what must not be")
                    .with_help("an event that faults, or that no policy speaks of, passes it too: expect what must be");
        }
}

}  // namespace ordain::lint
