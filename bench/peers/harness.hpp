// What the C++ programs of the comparison share: a workload is read, its events
// are decided again and again, answers and times written.
//
//   PROGRAM WORKLOAD ANSWERS SECONDS
//
// The first pass decides as many events as fit SECONDS of processor time, ten
// at least, and writes their answers to ANSWERS (32-bit little-endian, the
// index of the rule that fired); passes over the same events are timed then,
// for SECONDS again. Where an event takes more than 1 us, each is timed alone
// in one more pass. Prints a line of JSON: events, processor seconds to prepare
// the rules, ns an event for each pass, and p99 and p999 in ns of wall time
// where there are 100 and 1 000 events.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

namespace peers {

struct Field {
    std::string name, kind;
};

struct Condition {
    std::size_t field = 0;
    std::string op;
    std::int64_t value = 0;
};

struct Workload {
    bool every = false;  // every rule that holds fires, not the first alone
    std::vector<Field> fields;
    std::vector<std::vector<Condition>> rules;
    std::vector<std::int64_t> values;  // events, a row each

    [[nodiscard]] std::size_t events() const { return values.size() / fields.size(); }
    [[nodiscard]] const std::int64_t* event(std::size_t i) const { return values.data() + i * fields.size(); }
};

/// Where every rule that holds fires, an event's answer is the sum of these,
/// whatever their order.
constexpr std::uint32_t mixed(std::uint32_t rule) {
    std::uint32_t made = (rule + 1) * 2654435761U;
    made = (made ^ (made >> 15)) * 2246822507U;
    return made ^ (made >> 13);
}

inline std::string read_bytes(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        std::fprintf(stderr, "cannot read %s\n", path.c_str());
        std::exit(2);
    }
    return {std::istreambuf_iterator<char>(in), {}};
}

inline Workload read_workload(const std::string& folder) {
    Workload made;
    std::istringstream text(read_bytes(folder + "/rules.txt"));
    std::string line, word;
    std::getline(text, line);
    made.every = line.starts_with("all ");
    std::istringstream head(line.substr(line.find(' ')));
    while (head >> word) made.fields.push_back({word.substr(0, word.find(':')), word.substr(word.find(':') + 1)});
    while (std::getline(text, line)) {
        std::istringstream words(line);
        std::vector<Condition> rule;
        for (Condition c; words >> c.field >> c.op >> c.value;) rule.push_back(c);
        made.rules.push_back(std::move(rule));
    }
    const std::string bytes = read_bytes(folder + "/events.bin");
    made.values.resize(bytes.size() / sizeof(std::int64_t));
    for (std::size_t i = 0; i < made.values.size(); ++i) {
        std::uint64_t value = 0;
        for (std::size_t b = 0; b < 8; ++b) value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i * 8 + b])) << (8 * b);
        made.values[i] = static_cast<std::int64_t>(value);
    }
    return made;
}

inline double processor_seconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// Times single events; `decide(i)` as below.
template <typename Decide>
void print_percentiles(std::size_t count, const Decide& decide) {
    using Clock = std::chrono::steady_clock;
    std::vector<long> each(count);
    std::vector<std::uint32_t> answers(count);
    for (std::size_t i = 0; i < count; ++i) {
        const auto from = Clock::now();
        answers[i] = decide(i);
        each[i] = static_cast<long>(std::chrono::nanoseconds(Clock::now() - from).count());
    }
    std::ranges::sort(each);
    if (count >= 100) std::printf(R"(, "p99": %ld)", each[count * 99 / 100]);
    if (count >= 1000) std::printf(R"(, "p999": %ld)", each[count * 999 / 1000]);
}

/// `decide(i)`: the index of the rule that fires for event `i`. `prepared`:
/// processor seconds that preparing the rules took.
template <typename Decide>
void measure(std::size_t events, const char* answers_path, double seconds, double prepared, const Decide& decide) {
    std::vector<std::uint32_t> answers(events);
    std::size_t count = 0;
    const double begin = processor_seconds();
    while (count < events && (count < 10 || count % 64 != 0 || processor_seconds() - begin < seconds)) {
        answers[count] = decide(count);
        ++count;
    }
    std::ofstream out(answers_path, std::ios::binary);
    for (std::size_t i = 0; i < count; ++i)
        for (unsigned b = 0; b < 4; ++b) out.put(static_cast<char>(answers[i] >> (8 * b)));
    if (!out.flush()) std::exit(2);
    std::printf(R"({"events": %zu, "prepare_seconds": %.6f, "ns": [)", count, prepared);
    const double start = processor_seconds();
    const char* comma = "";
    double least = 0;
    do {
        const double from = processor_seconds();
        for (std::size_t i = 0; i < count; ++i) answers[i] = decide(i);
        const double each = (processor_seconds() - from) * 1e9 / static_cast<double>(count);
        std::printf("%s%.2f", comma, each);
        least = *comma == '\0' ? each : std::min(least, each);
        comma = ", ";
    } while (processor_seconds() - start < seconds);
    std::printf("]");
    if (least > 1000) print_percentiles(count, decide);
    std::printf("}\n");
}

}  // namespace peers
