// The command-line program `ordain`.
#include <exception>

#include "tools/cli/cli.hpp"

int main(int argc, char** argv) {
    using namespace ordain::cli;
    int status = fine;
    try {
        CLI::App program{"Decide events by policies that people can read.", "ordain"};
        program.set_version_flag("--version", "ordain " ORDAIN_VERSION);
        program.require_subcommand(1);
        add_check(program, status);
        add_compile(program, status);
        add_inspect(program, status);
        add_decide(program, status);
        try {
            program.parse(argc, argv);
        } catch (const CLI::ParseError& wrong) {
            const bool asked = wrong.get_exit_code() == 0;  // --help, --version
            program.exit(wrong);
            return asked ? fine : unreadable;
        }
    } catch (const std::exception& broken) {
        complain(broken.what());
        return defect;
    }
    return status;
}
