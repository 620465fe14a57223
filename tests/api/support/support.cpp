#include "tests/api/support/support.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "compiler/driver/compile.hpp"
#include "compiler/driver/load.hpp"
#include "runtime/program/bundle_file.hpp"
#include "tests/conformance/bundle.hpp"
#include "tests/conformance/markdown.hpp"

namespace ordain::test {

namespace {

std::shared_ptr<const Bundle> loaded(const typed::Program& program) {
    const auto image = driver::compile(program);
    REQUIRE(image.ok());
    const auto bundle = Bundle::from_bytes(program::serialize(*image));
    REQUIRE(bundle.ok());
    return *bundle;
}

}  // namespace

std::shared_ptr<const Bundle> compiled_folder(const std::string& folder) {
    const auto sources = driver::load_bundle(std::string(ORDAIN_SOURCE_DIR "/") + folder);
    REQUIRE(sources.ok());
    REQUIRE_FALSE((*sources)->diagnostics.has_errors());
    return loaded((*sources)->program);
}

Taste taste() {
    conformance::Files files;
    Taste result;
    for (const auto& block : conformance::fenced_blocks(conformance::read_file(ORDAIN_SOURCE_DIR "/grammar/LANGUAGE.md"))) {
        const auto& attributes = block.attributes;
        if (attributes.count("bundle") == 0 || attributes.at("bundle") != "taste") continue;
        if (attributes.count("file") != 0) files[attributes.at("file")] = block.text;
        if (attributes.count("event") != 0) result.event = block.text.substr(0, block.text.find('\n'));
    }
    const conformance::Bundle checked = conformance::check_files(files);
    REQUIRE(checked.good());
    result.bundle = loaded(checked.program);
    return result;
}

std::vector<std::string> superstore_events() {
    std::ifstream in(ORDAIN_SOURCE_DIR "/policies/superstore/data/superstore-events.jsonl");
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    REQUIRE(lines.size() > 6000);
    return lines;
}

std::vector<std::string> broken(const std::vector<std::string>& lines) {
    std::vector<std::string> result;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        std::string line = lines[i];
        const std::size_t at = i * 7919 % line.size();
        if (i % 4 == 0) line.resize(at);
        if (i % 4 == 1) line[at] = static_cast<char>(i);
        if (i % 4 == 2) line.replace(line.find("\"data\""), 6, "\"date\"");
        if (const std::size_t digit = line.find_first_of("0123456789", at); i % 4 == 3 && digit != std::string::npos) line[digit] = '"';
        result.push_back(line);
    }
    return result;
}

}  // namespace ordain::test
