#include "tools/cli/usage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "compiler/diag/diagnostic.hpp"

namespace ordain::cli {

namespace {

std::string with_nearest(std::string message, std::string_view word, const std::vector<std::string>& names) {
    const std::string near = did_you_mean(word, {names.begin(), names.end()});
    return near.empty() ? message : message + ": " + near;
}

/// The first argument that looks like a flag and is none of the verb's.
std::string unknown_flag(const CLI::App& verb, const std::vector<std::string>& arguments, std::vector<std::string>& known) {
    for (const CLI::Option* option : verb.get_options())
        for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
    for (const std::string& argument : arguments) {
        if (!argument.starts_with("--") || argument == "--") continue;
        const std::string name = argument.substr(0, argument.find('='));
        if (std::find(known.begin(), known.end(), name) == known.end()) return name;
    }
    return {};
}

}  // namespace

const CLI::App* find_verb(const CLI::App& program, const std::string& name) {
    const auto found = program.get_subcommands([&](const CLI::App* verb) { return verb->get_name() == name; });
    return found.empty() ? nullptr : found.front();
}

std::string unknown_verb(const CLI::App& program, const std::string& word) {
    std::vector<std::string> names;
    for (const CLI::App* verb : program.get_subcommands([](const CLI::App*) { return true; })) names.push_back(verb->get_name());
    return with_nearest(fmt::format("there is no verb `{}`", word), word, names);
}

std::string wrong_usage(const CLI::App& program, const CLI::ParseError& error, const std::vector<std::string>& arguments) {
    if (arguments.empty()) return "say what to do; `ordain help` lists the verbs";
    const CLI::App* verb = find_verb(program, arguments[0]);
    if (verb == nullptr && !arguments[0].starts_with('-')) return unknown_verb(program, arguments[0]);
    for (std::size_t i = 1; verb != nullptr && i < arguments.size() && !verb->get_subcommands({}).empty(); ++i) {
        const CLI::App* inner = find_verb(*verb, arguments[i]);
        if (inner == nullptr) return arguments[i].starts_with('-') ? error.what() : unknown_verb(*verb, arguments[i]);
        verb = inner;
    }
    std::vector<std::string> known;
    const std::string flag = unknown_flag(verb != nullptr ? *verb : program, arguments, known);
    if (flag.empty()) return error.what();
    return with_nearest(fmt::format("there is no flag `{}`", flag), flag, known);
}

}  // namespace ordain::cli
