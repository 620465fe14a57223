// What is said when the command line is wrong.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace ordain::cli {

/// The verb of that name, or null.
[[nodiscard]] const CLI::App* find_verb(const CLI::App& program, const std::string& name);

/// "there is no verb `chek`: did you mean `check`?"
[[nodiscard]] std::string unknown_verb(const CLI::App& program, const std::string& word);

/// One line for what CLI11 found wrong, with the nearest flag for one that does not exist.
[[nodiscard]] std::string wrong_usage(const CLI::App& program, const CLI::ParseError& error, const std::vector<std::string>& arguments);

}  // namespace ordain::cli
