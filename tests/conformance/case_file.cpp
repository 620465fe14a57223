#include "tests/conformance/case_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "tests/conformance/event_line.hpp"

namespace ordain::conformance {

namespace {

struct Section {
    std::string heading;
    std::vector<std::string> lines;
    std::size_t line = 0;  // of the first of `lines`
};

[[noreturn]] void malformed(const std::string& file, std::size_t line, const std::string& what) {
    throw std::runtime_error(fmt::format("{}:{}: {}", file, line, what));
}

std::string joined(const std::vector<std::string>& lines) {
    std::string out;
    for (const std::string& l : lines) out += l + "\n";
    return out;
}

int hex_digit(char c) {
    return c >= 'a' ? c - 'a' + 10 : c >= 'A' ? c - 'A' + 10 : c - '0';
}

/// Replaces \r \n \0 \\ and \xHH.
std::string unescaped(std::string_view s) {
    std::string out;
    for (std::size_t i = 0; i < s.size(); ++i) {
        if (s[i] != '\\' || i + 1 == s.size()) {
            out += s[i];
            continue;
        }
        switch (s[++i]) {
            case 'r': out += '\r'; break;
            case 'n': out += '\n'; break;
            case '0': out += '\0'; break;
            case 'x':
                out += static_cast<char>(hex_digit(s[i + 1]) * 16 + hex_digit(s[i + 2]));
                i += 2;
                break;
            default: out += s[i];
        }
    }
    return out;
}

std::vector<std::string> split(const std::string& s, const std::string& separator) {
    std::vector<std::string> out;
    std::size_t begin = 0;
    for (std::size_t end = 0; (end = s.find(separator, begin)) != std::string::npos; begin = end + separator.size())
        out.push_back(s.substr(begin, end - begin));
    out.push_back(s.substr(begin));
    return out;
}

class CaseReader {
public:
    CaseReader(Case& c, const std::string& folder) : case_(c), folder_(folder) {}

    void header(const std::string& line) {
        if (line.starts_with("clauses: "))
            case_.clauses = split(line.substr(9), ", ");
        else if (line.starts_with("prelude: "))
            prelude_ = line.substr(9);
        else if (!line.empty())
            malformed(case_.file, case_.line, "unknown header: " + line);
    }

    void all(std::vector<Section>& sections) {
        case_.files = read_prelude(folder_, prelude_);
        for (Section& s : sections) {
            while (!s.lines.empty() && s.lines.back().empty()) s.lines.pop_back();
            section(s);
        }
        case_.files.erase("event.json");
    }

private:
    void section(const Section& s) {
        if (s.heading == "events") return events(s);
        if (s.heading == "errors") return errors(s);
        if (s.heading == "compare") return void(case_.compare = s.lines);
        if (s.heading == "command") return commands(s);
        if (s.heading == "input escaped") {
            for (const std::string& l : s.lines) case_.input += unescaped(l);
            return;
        }
        if (s.heading == "decisions") {
            for (const std::string& l : s.lines) case_.decisions.push_back(l.substr(3));
            return;
        }
        if (s.heading == "bytes") {
            for (const std::string& l : s.lines) {
                const std::size_t space = l.find(' ');
                case_.bytes.emplace_back(std::stoul(l.substr(0, space)), l.substr(space + 1));
            }
            return;
        }
        const bool same = s.heading.starts_with("same ");
        file(same ? s.heading.substr(5) : s.heading, joined(s.lines), same ? case_.same : case_.files);
    }

    static void file(std::string name, std::string text, Files& into) {
        if (name.ends_with(" escaped")) {
            name.resize(name.size() - 8);
            text = unescaped(text);
        }
        if (name == "rules") {
            into["rules.ord"] = as_rules(text);
            return;
        }
        into[name] = text;
    }

    void events(const Section& s) {
        const auto base = case_.files.find("event.json");
        for (std::size_t i = 0; i < s.lines.size(); ++i) {
            const std::string& l = s.lines[i];
            if (l.starts_with("=> ")) {
                if (case_.events.empty()) malformed(case_.file, s.line + i, "a decision without an event");
                case_.events.back().decision = l.substr(3);
            } else if (!l.empty()) {
                case_.events.push_back({event_line(l, base == case_.files.end() ? "{}" : base->second), "", s.line + i});
            }
        }
    }

    void errors(const Section& s) {
        for (std::string l : s.lines) {
            ExpectedError e;
            e.optional = l.starts_with("? ");
            if (e.optional) l = l.substr(2);
            const std::size_t first = l.find(':');
            const std::size_t second = l.find(':', first + 1);
            if (second == std::string::npos) malformed(case_.file, s.line, "expected FILE:LINE: WORDS");
            e.file = l.substr(0, first);
            const std::string line = l.substr(first + 1, second - first - 1);
            e.line = line == "*" ? 0 : std::stoul(line);
            e.words = second + 2 <= l.size() ? l.substr(second + 2) : "";
            case_.errors.push_back(e);
        }
    }

    void commands(const Section& s) {
        for (const std::string& l : s.lines) {
            const std::size_t arrow = l.find(" => ");
            if (arrow == std::string::npos) malformed(case_.file, s.line, "expected ARGUMENTS => STATUS TEXT");
            const std::string rest = l.substr(arrow + 4);
            const std::size_t space = rest.find(' ');
            case_.commands.push_back({l.substr(0, arrow), std::stoi(rest), space == std::string::npos ? "" : rest.substr(space + 1)});
        }
    }

    Case& case_;
    std::string folder_;
    std::string prelude_ = "base";
};

void read_case_file(const std::string& path, const std::string& folder, std::vector<Case>& out) {
    std::istringstream in(read_file(path));
    std::vector<Section> sections;
    std::optional<CaseReader> reader;
    const auto finish = [&] {
        if (reader) reader->all(sections);
        sections.clear();
    };
    std::string line;
    for (std::size_t number = 1; std::getline(in, line); ++number) {
        if (line.starts_with("=== ")) {
            finish();
            out.emplace_back();
            out.back().file = std::filesystem::path(path).filename().string();
            out.back().title = line.substr(4);
            out.back().line = number;
            reader.emplace(out.back(), folder);
        } else if (line.starts_with("--- ") && reader) {
            sections.push_back({line.substr(4), {}, number + 1});
        } else if (!sections.empty()) {
            sections.back().lines.push_back(line);
        } else if (reader) {
            reader->header(line);
        }
    }
    finish();
}

}  // namespace

std::string read_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + path);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

std::string as_rules(std::string_view text) {
    return "module rules use base " + std::string(text);
}

Files read_prelude(const std::string& folder, const std::string& name) {
    Files files;
    if (name == "none") return files;
    const std::filesystem::path root = std::filesystem::path(folder) / "prelude" / name;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root))
        if (entry.is_regular_file())
            files[std::filesystem::relative(entry.path(), root).generic_string()] = read_file(entry.path().string());
    return files;
}

std::vector<Case> read_cases(const std::string& folder) {
    std::vector<std::string> paths;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".case") paths.push_back(entry.path().string());
    std::sort(paths.begin(), paths.end());
    std::vector<Case> cases;
    cases.reserve(4096);  // a reader keeps a reference to its case
    for (const std::string& path : paths) read_case_file(path, folder, cases);
    return cases;
}

}  // namespace ordain::conformance
