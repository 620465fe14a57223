#include "compiler/diag/reports.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "compiler/diag/edits.hpp"
#include "compiler/diag/markup.hpp"
#include "compiler/diag/meaning.hpp"
#include "compiler/diag/render.hpp"

namespace ordain {

namespace {

using Json = nlohmann::ordered_json;

std::string_view severity_name(Severity severity) {
    return severity == Severity::error ? "error" : severity == Severity::warning ? "warning" : "note";
}

/// A file's bytes need not be UTF-8; what is quoted of them is replaced where it is not.
std::string dumped(const Json& json) {
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

/// Members file, line, column, end_line, end_column.
Json place(Span span, const SourceSet& sources) {
    const bool known = span.file < sources.size();
    const LineColumn begin = known ? sources.position(span.file, span.begin) : LineColumn{};
    const LineColumn end = known ? sources.position(span.file, span.end) : LineColumn{};
    return {{"file", known ? sources.file(span.file).path : ""},
            {"line", begin.line},
            {"column", begin.column},
            {"end_line", end.line},
            {"end_column", end.column}};
}

Json place_and_text(Span span, const std::string& text, const SourceSet& sources) {
    Json result = place(span, sources);
    result["text"] = text;
    return result;
}

Span replaced_by(const Edit& edit, const SourceSet& sources) {
    return replaced_by(sources.file(edit.span.file).text, edit);
}

/// Everything but what RFC 3986 allows in a path is written in %XX.
std::string uri(std::string_view path) {
    std::string text;
    for (const char c : path) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' || c == '-' || c == '.' ||
                           c == '_' || c == '~';
        if (plain)
            text += c;
        else
            text += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return text;
}

std::string words(const Diagnostic& d) {
    std::string text = d.message;
    if (!d.label.empty()) text += ": " + d.label;
    if (!d.help.empty()) text += " (" + d.help + ")";
    return text;
}

/// Without `./` and `x/..`, as paths in a repository are written.
std::string path_in(const std::string& folder, const std::string& path) {
    return folder.empty() ? path : (std::filesystem::path(folder) / path).lexically_normal().generic_string();
}

Json artifact(Span span, const SourceSet& sources, const std::string& folder) {
    return {{"uri", uri(path_in(folder, sources.file(span.file).path))}};
}

Json region(Span span, const SourceSet& sources) {
    const LineColumn begin = sources.position(span.file, span.begin), end = sources.position(span.file, span.end);
    return {{"startLine", begin.line}, {"startColumn", begin.column}, {"endLine", end.line}, {"endColumn", end.column}};
}

Json location(Span span, const SourceSet& sources, const std::string& folder) {
    Json result;
    result["physicalLocation"] = {{"artifactLocation", artifact(span, sources, folder)}, {"region", region(span, sources)}};
    return result;
}

/// A message object: braces would be places for arguments, so they are doubled.
Json message(std::string_view text) {
    std::string doubled;
    for (const char c : text) doubled.append(c == '{' || c == '}' ? 2 : 1, c);
    return {{"text", doubled}};
}

/// The edits of a diagnostic, all of one file, as one fix.
Json fix(const std::vector<Edit>& edits, const SourceSet& sources, const std::string& folder) {
    Json replacements = Json::array();
    for (const Edit& edit : edits)
        replacements.push_back(
            {{"deletedRegion", region(replaced_by(edit, sources), sources)}, {"insertedContent", {{"text", edit.text}}}});
    const Json change{{"artifactLocation", artifact(edits.front().span, sources, folder)}, {"replacements", std::move(replacements)}};
    return {{"artifactChanges", Json::array({change})}};
}

Json rule(const DiagInfo& kind, std::string_view meaning, std::string_view page) {
    std::string name(kind.name);
    std::replace(name.begin(), name.end(), '_', ' ');
    Json result{{"id", kind.code}, {"name", kind.name}, {"shortDescription", {{"text", name}}}};
    if (!meaning.empty()) result["fullDescription"]["text"] = meaning;
    if (!page.empty()) result["help"] = {{"text", page}, {"markdown", page}};
    result["defaultConfiguration"]["level"] = severity_name(kind.severity);
    return result;
}

Json result_of(const Diagnostic& d, std::size_t rule_index, const SourceSet& sources, const std::string& folder) {
    const auto known = [&](Span span) { return span.file < sources.size(); };
    Json result;
    result["ruleId"] = info(d.kind).code;
    result["ruleIndex"] = rule_index;
    result["level"] = severity_name(d.severity);
    result["message"] = message(words(d));
    result["locations"] = Json::array();
    if (known(d.span)) result["locations"].push_back(location(d.span, sources, folder));
    for (const Label& other : d.others) {
        if (!known(other.span)) continue;
        Json related = location(other.span, sources, folder);
        if (!other.text.empty()) related["message"] = message(other.text);
        result["relatedLocations"].push_back(std::move(related));
    }
    if (!d.edits.empty()) result["fixes"] = Json::array({fix(d.edits, sources, folder)});
    return result;
}

/// Property values escape more than messages do.
std::string escaped_command(std::string_view s, bool property) {
    std::string text;
    for (const char c : s) {
        if (c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ',')))
            text += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        else
            text += c;
    }
    return text;
}

}  // namespace

std::string render_json(const Diagnostics& diagnostics, const SourceSet& sources) {
    Json list = Json::array();
    for (const Diagnostic& d : diagnostics.all()) {
        const DiagInfo& kind = info(d.kind);
        Json one{{"code", kind.code}, {"name", kind.name}, {"severity", severity_name(d.severity)}};
        one.update(place(d.span, sources));
        one["message"] = d.message;
        one["label"] = d.label;
        one["help"] = d.help;
        one["others"] = Json::array();
        for (const Label& other : d.others) one["others"].push_back(place_and_text(other.span, other.text, sources));
        one["edits"] = Json::array();
        for (const Edit& edit : d.edits) one["edits"].push_back(place_and_text(replaced_by(edit, sources), edit.text, sources));
        list.push_back(std::move(one));
    }
    return dumped(list);
}

std::string render_sarif(const Diagnostics& diagnostics, const SourceSet& sources, const std::string& folder, const PageOf& page_of) {
    Json rules = Json::array(), results = Json::array();
    std::map<DiagKind, std::size_t> rule_index;
    for (const Diagnostic& d : diagnostics.all()) {
        const auto [at, fresh] = rule_index.try_emplace(d.kind, rules.size());
        if (fresh) rules.push_back(rule(info(d.kind), meaning(d.kind), page_of(d.kind)));
        results.push_back(result_of(d, at->second, sources, folder));
    }
    Json run;
    run["tool"]["driver"] = {{"name", "ordain"}, {"semanticVersion", ORDAIN_VERSION}, {"rules", std::move(rules)}};
    run["columnKind"] = "unicodeCodePoints";
    run["results"] = std::move(results);
    Json log;
    log["$schema"] = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    log["version"] = "2.1.0";
    log["runs"] = Json::array({std::move(run)});
    return dumped(log);
}

std::string render_github(const Diagnostics& diagnostics, const SourceSet& sources, const std::string& folder) {
    std::string text;
    for (const Diagnostic& d : diagnostics.all()) {
        const std::string_view level = d.severity == Severity::note ? "notice" : severity_name(d.severity);
        std::string place;
        if (d.span.file < sources.size()) {
            const LineColumn begin = sources.position(d.span.file, d.span.begin), end = sources.position(d.span.file, d.span.end);
            place = fmt::format("file={},line={},endLine={},", escaped_command(path_in(folder, sources.file(d.span.file).path), true),
                                begin.line, end.line);
            if (begin.line == end.line) place += fmt::format("col={},endColumn={},", begin.column, end.column);
        }
        text +=
            fmt::format("::{} {}title={}::{}\n", level, place, escaped_command(info(d.kind).code, true), escaped_command(words(d), false));
    }
    return text;
}

std::string render_junit(const Diagnostics& diagnostics, const SourceSet& sources) {
    std::vector<std::string> failures(sources.size()), notes(sources.size());
    for (const Diagnostic& d : diagnostics.all()) {
        if (d.span.file >= sources.size()) continue;
        auto& list = d.severity == Severity::error ? failures : notes;
        list[d.span.file] += render_text(d, sources, false);
    }
    std::size_t failed = 0;
    std::string cases;
    for (std::uint32_t i = 0; i < sources.size(); ++i) {
        cases += fmt::format("    <testcase classname=\"ordain.check\" name=\"{}\">\n", markup_attribute(sources.file(i).path));
        if (!failures[i].empty()) {
            ++failed;
            cases += fmt::format("      <failure message=\"errors\">{}</failure>\n", markup_text(failures[i]));
        }
        if (!notes[i].empty()) cases += fmt::format("      <system-out>{}</system-out>\n", markup_text(notes[i]));
        cases += "    </testcase>\n";
    }
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite name=\"ordain check\" tests=\"{}\" failures=\"{}\">\n{}  "
        "</testsuite>\n</testsuites>\n",
        sources.size(), failed, cases);
}

}  // namespace ordain
