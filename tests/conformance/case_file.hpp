// The cases of tests/conformance/cases: their format is described in the README there.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/oracle/json.hpp"

namespace ordain::conformance {

struct Expectation {
    std::string event;     // one event line, ready to be decided
    std::string decision;  // what its decision must say, as JSON; empty: nothing
    std::size_t line = 0;
};
/// "FILE:LINE: WORDS"; line 0 stands for any.
struct ExpectedError {
    std::string file;
    std::size_t line = 0;
    std::string words;
    bool optional = false;
};
struct CommandLine {
    std::string arguments;
    int status = 0;
    std::string output;  // part of it
};
using Files = std::map<std::string, std::string>;  // by path

struct Case {
    std::string file, title;
    std::size_t line = 0;
    std::vector<std::string> clauses;
    Files files;  // of the whole bundle, the prelude's included
    Files same;   // other texts of equal meaning
    std::vector<Expectation> events;
    std::vector<ExpectedError> errors;
    std::vector<std::string> compare;
    std::vector<CommandLine> commands;
    std::string input;                                       // all the bytes given to `decide`
    std::vector<std::string> decisions;                      // for `input`, as JSON
    std::vector<std::pair<std::size_t, std::string>> bytes;  // decision N (from 1) contains the text
};

/// All cases of all files in `folder`, in the order of files and lines. Throws std::runtime_error for a malformed file: a defect of the
/// case.
[[nodiscard]] std::vector<Case> read_cases(const std::string& folder);

/// The files of a prelude.
[[nodiscard]] Files read_prelude(const std::string& folder, const std::string& name);
/// `text` as the file rules.ord of a bundle with the prelude `base`.
[[nodiscard]] std::string as_rules(std::string_view text);

[[nodiscard]] std::string read_file(const std::string& path);

}  // namespace ordain::conformance
