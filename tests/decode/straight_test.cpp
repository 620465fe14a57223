// Lines in the usual form go the short way; what is said of them is compared with the oracle in bytes_test.cpp.
#include "runtime/decode/straight.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "runtime/decode/decoder.hpp"
#include "runtime/vm/evaluator_state.hpp"
#include "tests/decode/sample/sample.hpp"

using namespace ordain;
using decode_sample::difference;
using decode_sample::full_line;
using decode_sample::plain_line;
using decode_sample::sample;

namespace {

struct Reader {
    const program::Image& image = sample().bundle->loaded().image();
    decode::Plan plan{image};
    decode::Straight straight{image, plan};

    bool read(const std::string& line) {
        EventStore store;
        Decoder::reserve(image, store);
        std::string padded = line + std::string(decode::Straight::padding, '\0');
        padded[line.size() + 1] = '"';
        return straight.read(padded.data(), padded.data() + line.size(), false, store);
    }
};

std::string replaced(std::string text, std::string_view what, std::string_view by) {
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}

}  // namespace

TEST_CASE("the usual form is read straight, whatever stood before") {
    Reader reader;
    Evaluator evaluator(sample().bundle);
    const std::string& line = plain_line();
    std::string spaced;  // strings of the line have neither a comma before a quote nor a colon behind one
    for (std::size_t i = 0; i < line.size(); ++i) {
        spaced += line[i];
        const bool behind_name = line[i] == ':' && line[i - 1] == '"', before_name = line[i] == ',' && line[i + 1] == '"';
        if (behind_name || before_name) spaced += ' ';
    }
    const std::string lines[] = {line, replaced(line, R"("flag":true,"count":12)", R"("count":12,"flag":false)"),
                                 replaced(line, R"("grade":5.25,)", ""), replaced(line, R"("SO-1")", "\"\xc3\xa9\""),
                                 replaced(line, R"("risk":"high")", "\"\xc3\xa9\":\"\xc3\xa9\",\"risk\":\"low\"")};
    CHECK(Reader().read(spaced));
    CHECK(difference(evaluator, spaced).value_or("") == "");
    for (int again = 0; again < 2; ++again)
        for (const std::string& one : lines) {
            INFO(one);
            CHECK(reader.read(one));
            CHECK(difference(evaluator, one).value_or("") == "");
            CHECK(evaluator.decide(one).fault_code().empty());
        }
}
