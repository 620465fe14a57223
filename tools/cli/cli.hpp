// The program `ordain`: one file a verb. A verb adds its options to the program and says how it is run.
#pragma once

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <string_view>

#include "compiler/diag/legible.hpp"

namespace ordain::cli {

/// Exit status of the program.
inline constexpr int fine = 0;
inline constexpr int findings = 1;        // such as an error in a source
inline constexpr int unreadable = 2;      // wrong usage, or input that can't be read or output that can't be written
inline constexpr int defect = 3;          // of the program itself
inline constexpr int interruption = 130;  // by Ctrl-C, as shells have it

/// Each adds a verb. When the command line names it, the verb runs and writes the exit status to `status`, which outlives the program's
/// parsing.
void add_new(CLI::App& program, int& status);
void add_schema(CLI::App& program, int& status);
void add_check(CLI::App& program, int& status);
void add_fmt(CLI::App& program, int& status);
void add_list(CLI::App& program, int& status);
void add_test(CLI::App& program, int& status);
void add_doc(CLI::App& program, int& status);
void add_table(CLI::App& program, int& status);
void add_compile(CLI::App& program, int& status);
void add_inspect(CLI::App& program, int& status);
void add_decide(CLI::App& program, int& status);
void add_replay(CLI::App& program, int& status);
void add_explain(CLI::App& program, int& status);
void add_help(CLI::App& program, int& status);

/// One line on standard error: "ordain: MESSAGE".
inline void complain(std::string_view message) {
    // nobody is left to be told that this can't be written
    (void)std::fprintf(stderr, "ordain: %s\n", without_hidden(message).c_str());
}

}  // namespace ordain::cli
