// `ordain help`: the program, one of its verbs, or a code of `ordain check`.
#include <algorithm>
#include <memory>
#include <string>

#include "compiler/diag/diagnostic.hpp"
#include "compiler/diag/meaning.hpp"
#include "compiler/lint/lint.hpp"
#include "tools/cli/cli.hpp"
#include "tools/cli/usage.hpp"

namespace ordain::cli {

namespace {

/// `ord0410` as the codes are written; other words stay as they are.
std::string as_code(std::string word) {
    const bool code = word.size() == 7 && std::equal(word.begin(), word.begin() + 3, "ord", [](char a, char b) { return (a | 0x20) == b; });
    if (code) word.replace(0, 3, "ORD");
    return word;
}

/// The page of a lint rule; what the code "ORD0410" means; empty if there is no such code.
std::string about_code(const std::string& word) {
    const std::string code = as_code(word);
    if (const std::string_view page = lint::page(code); !page.empty()) return std::string(page);
    for (std::size_t i = 0; i < diag_kind_count(); ++i) {
        const DiagInfo& kind = info(static_cast<DiagKind>(i));
        if (kind.code != code && kind.name != code) continue;
        std::string words(kind.name);
        std::replace(words.begin(), words.end(), '_', ' ');
        return fmt::format("{}: {}\n\n{}\n", kind.code, words, meaning(static_cast<DiagKind>(i)));
    }
    return {};
}

int run(const CLI::App& program, const std::string& topic) {
    if (topic.empty()) {
        // App::help() would speak of the verb that was parsed, which is `help`
        fmt::print("{}", program.get_formatter()->make_help(&program, program.get_name(), CLI::AppFormatMode::Normal));
        return fine;
    }
    if (const CLI::App* verb = find_verb(program, topic)) {
        fmt::print("{}", verb->help(program.get_name(), CLI::AppFormatMode::All));
        return fine;
    }
    const std::string code = about_code(topic);
    if (!code.empty()) {
        fmt::print("{}", code);
        return fine;
    }
    complain(unknown_verb(program, topic));
    return unreadable;
}

}  // namespace

void add_help(CLI::App& program, int& status) {
    CLI::App* verb = program.add_subcommand("help", "Show how the program or a verb is used");
    const auto topic = std::make_shared<std::string>();
    verb->add_option("VERB", *topic, "a verb, or a code such as ORD0201");
    verb->callback([&program, topic, &status] { status = run(program, *topic); });
}

}  // namespace ordain::cli
