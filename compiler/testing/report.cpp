#include "compiler/testing/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "compiler/diag/columns.hpp"
#include "compiler/diag/markup.hpp"
#include "compiler/testing/writing.hpp"

namespace ordain::testing {

namespace {

std::string place(const SourceSet& sources, Span span) {
    return fmt::format("{}:{}", sources.file(span.file).path, sources.position(span.file, span.begin).line);
}

/// Expected and decided in two columns; what differs is marked.
void append_comparison(std::string& out, const std::vector<Compared>& parts, std::string_view indent) {
    std::size_t what = 0, expected = columns_of("expected");
    for (const Compared& c : parts)
        what = std::max(what, columns_of(c.what)), expected = std::max(expected, std::min<std::size_t>(columns_of(c.expected), 60));
    out += fmt::format("{}  {}  {}  decided\n", indent, padded("", what), padded("expected", expected));
    for (const Compared& c : parts)
        out +=
            fmt::format("{}{} {}  {}  {}\n", indent, c.agrees ? " " : "≠", padded(c.what, what), padded(c.expected, expected), c.decided);
}

void append_failure(std::string& out, const TestResult& test, const Failure& failure, const SourceSet& sources, std::string_view indent) {
    out += fmt::format("{}{}: {}\n", indent, place(sources, failure.span), on_one_line(failure.text));
    const std::string deeper = std::string(indent) + "  ";
    if (!failure.why.empty()) out += deeper + failure.why + "\n";
    if (!failure.compared.empty()) append_comparison(out, failure.compared, deeper);
    out += fmt::format("{}rules that fired: {}\n", deeper, test.rules.empty() ? "none" : fmt::format("{}", fmt::join(test.rules, ", ")));
}

void append_failures(std::string& out, const TestResult& test, const SourceSet& sources, std::string_view indent) {
    if (!test.broken.empty()) out += fmt::format("{}{}\n", indent, test.broken);
    for (const Failure& failure : test.failures) append_failure(out, test, failure, sources, indent);
}

void append_json(std::string& out, const Failure& failure, const SourceSet& sources) {
    out += '{';
    append_member(out, "expect", on_one_line(failure.text));
    append_key(out, "line"), out += std::to_string(sources.position(failure.span.file, failure.span.begin).line);
    append_key(out, "why");
    if (failure.why.empty())
        out += "null";
    else
        append_json_string(out, failure.why);
    append_key(out, "compared"), out += '[';
    for (const Compared& c : failure.compared) {
        out += out.back() == '[' ? "{" : ",{";
        append_member(out, "what", c.what), append_member(out, "expected", c.expected), append_member(out, "decided", c.decided);
        append_key(out, "agrees"), out += c.agrees ? "true" : "false";
        out += '}';
    }
    out += "]}";
}

void append_json(std::string& out, const TestResult& test, const SourceSet& sources) {
    out += '{';
    append_member(out, "title", test.title), append_member(out, "module", test.module);
    append_member(out, "file", sources.file(test.span.file).path);
    append_key(out, "line"), out += std::to_string(sources.position(test.span.file, test.span.begin).line);
    append_member(out, "status", test.passed() ? "passed" : test.broken.empty() ? "failed" : "broken");
    append_key(out, "seconds"), out += fmt::format("{:.6f}", test.seconds);
    if (!test.broken.empty()) append_member(out, "why", test.broken);
    append_key(out, "failures"), out += '[';
    for (const Failure& failure : test.failures) {
        if (out.back() != '[') out += ',';
        append_json(out, failure, sources);
    }
    out += ']';
    append_key(out, "decision"), out += test.decision.empty() ? "null" : test.decision;
    out += '}';
}

}  // namespace

std::string report_text(const SuiteResult& result, const SourceSet& sources, bool every, bool colour) {
    std::string out;
    for (const TestResult& test : result.tests) {
        if (test.passed() && !every) continue;
        const std::string_view word = test.passed() ? "passed" : test.broken.empty() ? "FAILED" : "BROKEN";
        const std::string_view on = !colour ? "" : test.passed() ? "\033[32m" : "\033[1;31m";
        out += fmt::format("{}{}{}  {}  ({})\n", on, word, colour ? "\033[0m" : "", test.title, place(sources, test.span));
        append_failures(out, test, sources, "  ");
        if (!test.passed()) out += '\n';
    }
    const std::size_t failed = result.failed(), all = result.tests.size();
    out += fmt::format("{} {}: {} passed, {} failed", all, all == 1 ? "test" : "tests", all - failed, failed);
    if (result.left_out != 0) out += fmt::format(", {} left out", result.left_out);
    return out + "\n";
}

std::string report_json(const SuiteResult& result, const SourceSet& sources, const Coverage* coverage) {
    std::string out = "{";
    append_key(out, "tests"), out += '[';
    for (const TestResult& test : result.tests) {
        if (out.back() != '[') out += ',';
        append_json(out, test, sources);
    }
    out += ']';
    append_key(out, "passed"), out += std::to_string(result.tests.size() - result.failed());
    append_key(out, "failed"), out += std::to_string(result.failed());
    append_key(out, "left_out"), out += std::to_string(result.left_out);
    append_key(out, "seconds"), out += fmt::format("{:.6f}", result.seconds);
    if (coverage != nullptr) {
        append_key(out, "coverage"), out += coverage_json(*coverage, sources);
        out.pop_back();  // its line end
    }
    return out + "}\n";
}

std::string report_junit(const SuiteResult& result, const SourceSet& sources) {
    std::map<std::string, std::vector<const TestResult*>> modules;
    for (const TestResult& test : result.tests) modules[test.module].push_back(&test);
    std::string out = fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites tests=\"{}\" failures=\"{}\" time=\"{:.6f}\">\n",
                                  result.tests.size(), result.failed(), result.seconds);
    for (const auto& [module, tests] : modules) {
        const auto broken = std::count_if(tests.begin(), tests.end(), [](const TestResult* t) { return !t->broken.empty(); });
        const auto failed = std::count_if(tests.begin(), tests.end(), [](const TestResult* t) { return !t->failures.empty(); });
        double seconds = 0;
        for (const TestResult* test : tests) seconds += test->seconds;
        out += fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" time=\"{:.6f}\">\n",
                           markup_attribute(module), tests.size(), failed, broken, seconds);
        for (const TestResult* test : tests) {
            out +=
                fmt::format("    <testcase classname=\"{}\" name=\"{}\" file=\"{}\" line=\"{}\" time=\"{:.6f}\"", markup_attribute(module),
                            markup_attribute(test->title), markup_attribute(sources.file(test->span.file).path),
                            sources.position(test->span.file, test->span.begin).line, test->seconds);
            if (test->passed()) {
                out += "/>\n";
                continue;
            }
            std::string why;
            append_failures(why, *test, sources, "");
            const std::string_view kind = test->broken.empty() ? "failure" : "error";
            const std::string message = test->broken.empty() ? on_one_line(test->failures.front().text) : test->broken;
            out += fmt::format(">\n      <{} message=\"{}\">{}</{}>\n    </testcase>\n", kind, markup_attribute(message), markup_text(why),
                               kind);
        }
        out += "  </testsuite>\n";
    }
    return out + "</testsuites>\n";
}

}  // namespace ordain::testing
