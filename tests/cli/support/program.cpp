#include "tests/cli/support/program.hpp"

#include <fmt/format.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

namespace ordain::test {

namespace {

namespace fs = std::filesystem;

fs::path in_scratch(const std::string& name) {
    return fs::path(ORDAIN_BINARY_DIR) / "cli-scratch" / name;
}

Ended execute(const std::string& line) {
    const std::string all =
        fmt::format("cd '{}'\nordain() {{ '{}' \"$@\"; }}\n{}\n", in_scratch("").string(), ORDAIN_BINARY_DIR "/bin/ordain", line);
    write(".line", all);
    const std::string path = in_scratch(".line").string();
    const int raw = std::system(fmt::format("bash '{0}' > '{0}.out' 2> '{0}.err'", path).c_str());
    return {WIFEXITED(raw) ? WEXITSTATUS(raw) : -1, read(".line.out"), read(".line.err")};
}

void prepare() {
    fs::remove_all(in_scratch(""));
    fs::create_directories(in_scratch(""));
    for (const char* folder : {"bundle", "mistakes"})
        fs::copy(fs::path(ORDAIN_SOURCE_DIR "/tests/cli") / folder, in_scratch(folder), fs::copy_options::recursive);
    write("one.jsonl", event("E-1", "5000") + "\n");
    std::string unknown = event("E-4", "9000");
    unknown.replace(unknown.find("order.created"), 13, "order.dropped");
    write("events.jsonl", event("E-1", "5000") + "\n" + event("E-2", "12500") + "\n" + event("E-3", "150000") + "\n" + unknown + "\n");
    write("payloads.jsonl",
          R"({"no":4711,"at":"2026-11-23T08:15:30Z","order":{"id":"S","amount_untaxed":12500,"ship":"Express","lines":[]}})"
          "\n"
          R"({"at":"2026-11-23T08:15:30Z","order":{"id":"S","amount_untaxed":1,"ship":"Express","lines":[]}})"
          "\n");
    (void)execute("ordain compile bundle -o bundle.ordb");
}

}  // namespace

std::vector<std::string> Ended::lines() const {
    std::vector<std::string> found;
    std::istringstream in(out);
    for (std::string line; std::getline(in, line);) found.push_back(line);
    return found;
}

Ended run(const std::string& line) {
    static const bool prepared = (prepare(), true);
    (void)prepared;
    return execute(line);
}

void write(const std::string& name, const std::string& bytes) {
    std::ofstream(in_scratch(name), std::ios::binary) << bytes;
}

std::string read(const std::string& name) {
    std::ifstream in(in_scratch(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::string event(const std::string& id, const std::string& total) {
    return fmt::format(
        R"({{"specversion":"1.0","id":"{}","source":"/t","type":"order.created","time":"2026-11-23T08:15:30Z",)"
        R"("data":{{"order":{{"id":"S-1","amount_untaxed":{},"ship":"Standard Class","lines":[{{"sku":"A","price":20}}]}}}}}})",
        id, total);
}

}  // namespace ordain::test
