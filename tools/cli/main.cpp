// The command-line program `ordain`.
#include <cstdio>
#include <exception>
#include <string>
#include <system_error>
#include <vector>

#include "tools/cli/bundle.hpp"
#include "tools/cli/cli.hpp"
#include "tools/cli/usage.hpp"

namespace {

/// Words of the field in the help texts; the type of an argument is said by its name and its description.
void word_help(CLI::App& app) {
    auto formatter = app.get_formatter();
    formatter->label("SUBCOMMAND", "VERB");
    formatter->label("Positionals", "Arguments");
    formatter->label("REQUIRED", "");
    for (CLI::Option* option : app.get_options([](const CLI::Option* o) { return o->get_positional(); })) option->type_name("");
    for (CLI::App* verb : app.get_subcommands([](const CLI::App*) { return true; })) {
        verb->group("Verbs");
        word_help(*verb);
    }
}

}  // namespace

int main(int argc, char** argv) {
    using namespace ordain::cli;
    int status = fine;
    try {
        CLI::App program{"Decide events by policies that people can read.", "ordain"};
        program.set_version_flag("--version", "ordain " ORDAIN_VERSION);
        program.footer(
            "`ordain help VERB` says more. Exit status: 0 fine; 1 findings, such as an error in a source;\n"
            "2 wrong usage, or input or output that fails; 3 a defect of the program.");
        program.require_subcommand(1);
        add_new(program, status);
        add_schema(program, status);
        add_check(program, status);
        add_fmt(program, status);
        add_list(program, status);
        add_test(program, status);
        add_doc(program, status);
        add_table(program, status);
        add_compile(program, status);
        add_inspect(program, status);
        add_decide(program, status);
        add_replay(program, status);
        add_explain(program, status);
        add_help(program, status);
        add_colour(program);
        word_help(program);
        try {
            program.parse(argc, argv);
        } catch (const CLI::ParseError& wrong) {
            if (wrong.get_exit_code() == 0) return program.exit(wrong);  // --help, --version
            complain(wrong_usage(program, wrong, {argv + 1, argv + argc}));
            return unreadable;
        }
    } catch (const std::system_error& broken) {  // writing failed
        complain(broken.what());
        return unreadable;
    } catch (const std::exception& broken) {
        complain(broken.what());
        return defect;
    }
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
        complain("the output could not be written");
        return unreadable;
    }
    return status;
}
