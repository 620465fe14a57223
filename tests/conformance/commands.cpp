#include "tests/conformance/commands.hpp"

#include <fmt/format.h>
#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/conformance/subset.hpp"
#include "tests/oracle/json.hpp"

namespace ordain::conformance {

namespace {

void write_file(const std::filesystem::path& path, const std::string& text) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

struct Ended {
    int status = -1;
    std::string output;  // what it wrote, errors included
    std::string standard_output;
};

/// By the shell, as an author would.
Ended execute(const std::string& folder, const std::string& ordain, const std::string& arguments) {
    const std::string line = fmt::format("cd '{}' && '{}' {} > .out 2> .err < .in", folder, ordain, arguments);
    const int raw = std::system(line.c_str());
    Ended e;
    e.status = WIFEXITED(raw) ? WEXITSTATUS(raw) : -1;
    e.standard_output = read_file(folder + "/.out");
    e.output = e.standard_output + read_file(folder + "/.err");
    return e;
}

void check_decisions(const Case& c, const std::string& output, std::vector<std::string>& failures) {
    std::istringstream lines(output);
    std::vector<std::string> found;
    for (std::string line; std::getline(lines, line);) found.push_back(line);
    if (found.size() != c.decisions.size())
        failures.push_back(fmt::format("{} decisions, not {}:\n{}", found.size(), c.decisions.size(), output));
    for (std::size_t i = 0; i < found.size() && i < c.decisions.size(); ++i)
        if (const auto m = first_mismatch(oracle::parse_json(c.decisions[i]).value, oracle::parse_json(found[i]).value))
            failures.push_back(*m);
    if (!output.empty() && output.back() != '\n') failures.emplace_back("the last line does not end");
}

}  // namespace

std::vector<std::string> run_commands(const Case& c, const std::string& ordain, const std::string& scratch) {
    std::vector<std::string> failures;
    std::filesystem::remove_all(scratch);
    const std::filesystem::path folder = scratch;
    for (const auto& [path, text] : c.files) write_file(folder / "bundle" / path, text);
    std::string events;
    for (const Expectation& e : c.events) events += e.event + "\n";
    write_file(folder / "events.jsonl", events);
    write_file(folder / ".in", c.input);
    for (const CommandLine& command : c.commands) {
        const Ended e = execute(scratch, ordain, command.arguments);
        if (e.status != command.status || e.output.find(command.output) == std::string::npos)
            failures.push_back(
                fmt::format("{}: expected {} {}, found {}\n{}", command.arguments, command.status, command.output, e.status, e.output));
    }
    if (!c.decisions.empty()) check_decisions(c, execute(scratch, ordain, "decide bundle -").standard_output, failures);
    return failures;
}

}  // namespace ordain::conformance
