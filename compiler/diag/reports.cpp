#include "compiler/diag/reports.hpp"

#include <map>
#include <nlohmann/json.hpp>

#include "compiler/diag/render.hpp"

namespace ordain {

namespace {

using Json = nlohmann::ordered_json;

std::string_view sarif_level(Severity severity) {
    return severity == Severity::error ? "error" : severity == Severity::warning ? "warning" : "note";
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

std::string path_in(const std::string& folder, const std::string& path) {
    if (folder.empty()) return path;
    return folder.back() == '/' ? folder + path : folder + "/" + path;
}

Json location(Span span, const SourceSet& sources, const std::string& folder) {
    Json physical;
    if (span.file >= sources.size()) return Json{{"physicalLocation", {{"artifactLocation", {{"uri", ""}}}}}};
    const LineColumn begin = sources.position(span.file, span.begin);
    const LineColumn end = sources.position(span.file, span.end);
    physical["artifactLocation"]["uri"] = uri(path_in(folder, sources.file(span.file).path));
    physical["region"] = {{"startLine", begin.line}, {"startColumn", begin.column}, {"endLine", end.line}, {"endColumn", end.column}};
    Json result;
    result["physicalLocation"] = std::move(physical);
    return result;
}

std::string words(const Diagnostic& d) {
    std::string text = d.message;
    if (!d.label.empty()) text += ": " + d.label;
    if (!d.help.empty()) text += " (" + d.help + ")";
    return text;
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

/// XML 1.0 has no control characters, not even escaped.
std::string escaped_xml(std::string_view s) {
    std::string text;
    for (const char c : s) {
        switch (c) {
            case '&': text += "&amp;"; break;
            case '<': text += "&lt;"; break;
            case '>': text += "&gt;"; break;
            case '"': text += "&quot;"; break;
            default: text += static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' ? ' ' : c;
        }
    }
    return text;
}

}  // namespace

std::string render_sarif(const Diagnostics& diagnostics, const SourceSet& sources, const std::string& folder) {
    Json rules = Json::array(), results = Json::array();
    std::map<DiagKind, std::size_t> rule_index;
    for (const Diagnostic& d : diagnostics.all()) {
        const DiagInfo& kind = info(d.kind);
        const auto [at, fresh] = rule_index.try_emplace(d.kind, rules.size());
        if (fresh) rules.push_back({{"id", kind.code}, {"name", kind.name}, {"shortDescription", {{"text", kind.name}}}});
        Json result;
        result["ruleId"] = kind.code;
        result["ruleIndex"] = at->second;
        result["level"] = sarif_level(d.severity);
        result["message"]["text"] = words(d);
        result["locations"] = Json::array({location(d.span, sources, folder)});
        for (const Label& other : d.others) {
            Json related = location(other.span, sources, folder);
            related["message"]["text"] = other.text;
            result["relatedLocations"].push_back(std::move(related));
        }
        results.push_back(std::move(result));
    }
    Json driver;
    driver["name"] = "ordain";
    driver["rules"] = std::move(rules);
    Json run;
    run["tool"]["driver"] = std::move(driver);
    run["columnKind"] = "unicodeCodePoints";
    run["results"] = std::move(results);
    Json log;
    log["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json";
    log["version"] = "2.1.0";
    log["runs"] = Json::array({std::move(run)});
    return log.dump(2, ' ', false, Json::error_handler_t::replace);
}

std::string render_github(const Diagnostics& diagnostics, const SourceSet& sources, const std::string& folder) {
    std::string text;
    for (const Diagnostic& d : diagnostics.all()) {
        const std::string_view level = d.severity == Severity::error ? "error" : d.severity == Severity::warning ? "warning" : "notice";
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
        cases += fmt::format("    <testcase classname=\"ordain.check\" name=\"{}\">\n", escaped_xml(sources.file(i).path));
        if (!failures[i].empty()) {
            ++failed;
            cases += fmt::format("      <failure message=\"errors\">{}</failure>\n", escaped_xml(failures[i]));
        }
        if (!notes[i].empty()) cases += fmt::format("      <system-out>{}</system-out>\n", escaped_xml(notes[i]));
        cases += "    </testcase>\n";
    }
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite name=\"ordain check\" tests=\"{}\" failures=\"{}\">\n{}  "
        "</testsuite>\n</testsuites>\n",
        sources.size(), failed, cases);
}

}  // namespace ordain
