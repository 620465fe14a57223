// The files of a case to a typed program, with what was reported on the way.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "compiler/diag/diagnostic.hpp"
#include "compiler/sema/typed.hpp"
#include "tests/conformance/case_file.hpp"

namespace ordain::conformance {

struct Bundle {
    std::unique_ptr<SourceSet> sources = std::make_unique<SourceSet>();
    Diagnostics diagnostics;
    typed::Program program;
    struct Refusal {
        Span span;
        std::string words;
    };
    std::vector<Refusal> refusals;  // of the compiler, after a clean check

    [[nodiscard]] bool good() const { return !diagnostics.has_errors() && refusals.empty(); }
    [[nodiscard]] std::string rendered() const;
};
[[nodiscard]] Bundle check_files(const Files& files);

/// What is wrong with the reported errors, one line each; empty if they are as expected.
[[nodiscard]] std::vector<std::string> unexpected_errors(const Bundle& bundle, const std::vector<ExpectedError>& expected);

}  // namespace ordain::conformance
