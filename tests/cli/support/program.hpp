// The built program, run as a person would.
#pragma once

#include <string>
#include <vector>

namespace ordain::test {

struct Ended {
    int status = -1;       // -1: ended by a signal
    std::string out, err;  // what it wrote
    [[nodiscard]] std::vector<std::string> lines() const;
};

/// Runs `line` by bash, with `ordain` as the program, in a folder that holds
///   bundle/          tests/cli/bundle, and bundle.ordb, the same compiled
///   mistakes/        tests/cli/mistakes
///   one.jsonl        one event: 5 000 EUR, standard, one line of 20 EUR
///   events.jsonl     four events of 5 000, 12 500, 150 000 and 9 000 EUR; the last is of no known type
///   payloads.jsonl   two payloads without envelope
[[nodiscard]] Ended run(const std::string& line);

/// A file of that folder.
void write(const std::string& name, const std::string& bytes);
[[nodiscard]] std::string read(const std::string& name);

/// An event line of order.created.
[[nodiscard]] std::string event(const std::string& id, const std::string& total);

}  // namespace ordain::test
