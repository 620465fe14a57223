// `ordain explain`: why events are decided as they are.
#include <cstdio>
#include <memory>
#include <ordain/explain.hpp>
#include <string>
#include <string_view>

#include "runtime/vm/evaluator_state.hpp"
#include "tools/cli/bundle.hpp"
#include "tools/cli/cli.hpp"
#include "tools/cli/event_source.hpp"

namespace ordain::cli {

namespace {

struct Options {
    std::string bundle;
    EventOptions events;
    std::string format = "text";
    bool json = false;
};

/// Explains line after line. False if the explanations can't be written.
bool explain(Explainer& explainer, EventSource& events, bool json) {
    std::string out;
    for (std::string_view line; events.next(line);) {
        const Explanation& explanation = explainer.explain(line);
        if (!events.wants(explanation.decision())) continue;
        out.clear();
        if (json)
            explanation.append_json(out), out += '\n';
        else
            explanation.append_text(out);
        if (std::fwrite(out.data(), 1, out.size(), stdout) != out.size() || std::fflush(stdout) != 0) return false;
    }
    return true;
}

int run(const Options& options) {
    int status = fine;
    const auto bundle = open_bundle(options.bundle, status);
    if (!bundle) return status;
    if (!can_explain(*bundle)) {
        complain(fmt::format("`{}` was compiled without what explanations are made from", options.bundle));
        return unreadable;
    }
    auto events = EventSource::open(bundle->loaded().image(), options.events);
    if (!events) {
        complain(events.error().message);
        return unreadable;
    }
    Explainer explainer(bundle);
    if (!explain(explainer, *events, options.json || options.format == "json")) {
        complain("cannot write the explanations");
        return unreadable;
    }
    const std::string trouble = events->trouble();
    fmt::print(stderr, "{}", trouble);
    return events->failed() ? unreadable : fine;
}

}  // namespace

void add_explain(CLI::App& program, int& status) {
    CLI::App* verb = program.add_subcommand("explain", "Say why events are decided as they are");
    const auto options = std::make_shared<Options>();
    verb->add_option("BUNDLE", options->bundle, "folder of .ord files, or a file made by `ordain compile`")->required();
    add_event_options(*verb, options->events);
    verb->add_option("--format", options->format, "`text` or `json`")->check(CLI::IsMember({"text", "json"}));
    verb->add_flag("--json", options->json, "the same as `--format json`");
    verb->callback([options, &status] { status = run(*options); });
}

}  // namespace ordain::cli
