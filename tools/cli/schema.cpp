// `ordain schema`: a first schema from samples, and schemas for others.
#include <iostream>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

#include "compiler/diag/diagnostic.hpp"
#include "compiler/driver/load.hpp"
#include "compiler/schema/export.hpp"
#include "compiler/schema/infer.hpp"
#include "compiler/schema/samples.hpp"
#include "compiler/sema/zones.hpp"
#include "runtime/value/type.hpp"
#include "tools/cli/bundle.hpp"
#include "tools/cli/cli.hpp"
#include "tools/cli/files.hpp"
#include "tools/cli/report_schemas.hpp"

namespace ordain::cli {

namespace {

struct InferOptions {
    std::vector<std::string> samples;
    std::string type, module = "schema", currency, zone = "UTC", output;
};

Result<std::string> bytes_of(const std::string& path) {
    if (path != "-") return driver::read_file(path);
    return std::string{std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
}

int fail(std::string_view message) {
    complain(message);
    return unreadable;
}

/// To the file, or to standard output if there is none.
int deliver(const std::string& text, const std::string& path) {
    if (path.empty()) {
        fmt::print("{}", text);
    } else if (!write_file(path, std::as_bytes(std::span(text)))) {
        return fail(fmt::format("cannot write `{}`", path));
    }
    return fine;
}

int infer(const InferOptions& options) {
    if (!options.currency.empty() && !is_currency(options.currency))
        return fail(fmt::format("a currency is three capitals, not `{}`", options.currency));
    if (const sema::ZoneTable zone = sema::zone_table(options.zone); zone.status != sema::ZoneStatus::ok)
        return fail(fmt::format("there is no time zone `{}`", options.zone));
    schema::Samples samples(options.type);
    for (const std::string& path : options.samples) {
        const auto text = bytes_of(path);
        if (!text) return fail(text.error().message);
        if (const auto added = samples.add(path == "-" ? "standard input" : path, *text); !added) return fail(added.error().message);
    }
    const auto proposed = schema::infer(samples, options.module, {options.currency, options.zone});
    if (!proposed) return fail(proposed.error().message);
    return deliver(*proposed, options.output);
}

void add_infer(CLI::App& group, int& status) {
    CLI::App* verb = group.add_subcommand("infer", "Propose records, enums and events from real payloads");
    const auto options = std::make_shared<InferOptions>();
    verb->add_option("SAMPLES", options->samples, "JSON or JSON Lines files, or - for standard input")->required();
    verb->add_option("--type", options->type, "the samples are payloads of this event type, without an envelope")->type_name("TYPE");
    verb->add_option("--module", options->module, "name of the module")->type_name("NAME")->capture_default_str();
    verb->add_option("--currency", options->currency, "of amounts that say none, such as EUR")->type_name("CODE");
    verb->add_option("--zone", options->zone, "of times without an offset")->type_name("NAME")->capture_default_str();
    verb->add_option("-o,--output", options->output, "file to write; standard output if not given")->type_name("FILE");
    verb->callback([options, &status] { status = infer(*options); });
}

struct ExportOptions {
    std::string bundle, event, output;
    bool payload = false;
};

int export_schema(const ExportOptions& options) {
    if (options.payload && options.event.empty())
        return fail("`--payload` needs `--event TYPE`: payloads of several types can't be told apart");
    int status = fine;
    const auto loaded = load_for_use(options.bundle, status);
    if (!loaded) return status;
    const typed::Program& program = loaded->program;
    if (options.event.empty()) return deliver(schema::json_schema(program), options.output);
    std::vector<std::string_view> names;
    for (std::uint32_t i = 0; i < program.events.size(); ++i) {
        names.push_back(program.events[i].name);
        if (names.back() != options.event) continue;
        return deliver(schema::json_schema(program, {i}, options.payload ? schema::Part::payload : schema::Part::event), options.output);
    }
    const std::string near = did_you_mean(options.event, names);
    return fail(fmt::format("the bundle has no event `{}`{}{}", options.event, near.empty() ? "" : ": ", near));
}

void add_export(CLI::App& group, int& status) {
    CLI::App* verb = group.add_subcommand("export", "Write the JSON Schema of a bundle's events");
    const auto options = std::make_shared<ExportOptions>();
    verb->add_option("BUNDLE", options->bundle, "folder of .ord files")->required();
    verb->add_option("--event", options->event, "only this event type")->type_name("TYPE");
    verb->add_flag("--payload", options->payload, "the event's `data` alone, without the envelope");
    verb->add_option("-o,--output", options->output, "file to write; standard output if not given")->type_name("FILE");
    verb->callback([options, &status] { status = export_schema(*options); });
}

/// The part of the schema of `ordain test` that speaks of coverage.
std::string coverage_schema() {
    using Json = nlohmann::ordered_json;
    const Json whole = Json::parse(test_schema());
    Json made{{"$schema", whole["$schema"]}, {"title", whole["$defs"]["coverage"]["title"]}, {"$ref", "#/$defs/coverage"}};
    made["$defs"] = whole["$defs"];
    for (const char* other : {"test", "failure", "seconds"}) made["$defs"].erase(other);
    return made.dump(2) + "\n";
}

struct ReportOptions {
    std::string verb, output;
};

int report_schema(const ReportOptions& options) {
    std::string text;
    if (options.verb == "check") text = check_schema();
    if (options.verb == "list") text = list_schema();
    if (options.verb == "test") text = test_schema();
    if (options.verb == "coverage") text = coverage_schema();
    return deliver(text, options.output);
}

void add_report(CLI::App& group, int& status) {
    CLI::App* verb = group.add_subcommand("report", "Write the JSON Schema of what a verb reports as JSON");
    const auto options = std::make_shared<ReportOptions>();
    verb->add_option("VERB", options->verb, "the verb; `coverage` is `ordain test --coverage-json`")
        ->required()
        ->check(CLI::IsMember({"check", "list", "test", "coverage"}));
    verb->add_option("-o,--output", options->output, "file to write; standard output if not given")->type_name("FILE");
    verb->callback([options, &status] { status = report_schema(*options); });
}

}  // namespace

void add_schema(CLI::App& program, int& status) {
    CLI::App* group = program.add_subcommand("schema", "Schemas from samples, and schemas for others");
    group->require_subcommand(1);
    add_infer(*group, status);
    add_export(*group, status);
    add_report(*group, status);
}

}  // namespace ordain::cli
