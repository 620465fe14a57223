// Lines whose members come and go, one after the other to one decoder: what it has learned of the lines before never shows.
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "tests/decode/sample/sample.hpp"
#include "tests/differential/random.hpp"

using namespace ordain;
using decode_sample::difference;
using decode_sample::full_line;
using decode_sample::plain_line;
using decode_sample::sample;

namespace {

/// Compares with the oracle, from memory that ends with the line.
void same(Evaluator& evaluator, const std::string& line) {
    INFO(line);
    const auto exact = std::make_unique<char[]>(line.size());
    std::memcpy(exact.get(), line.data(), line.size());
    CHECK(difference(evaluator, {exact.get(), line.size()}).value_or("") == "");
}

/// What stands between the commas of an object or array, brackets not included. Its strings have neither commas nor brackets.
std::vector<std::string> parts_of(const std::string& whole) {
    std::vector<std::string> parts(1);
    int depth = 0;
    for (const char c : whole.substr(1, whole.size() - 2)) {
        depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
        if (c == ',' && depth == 0)
            parts.emplace_back();
        else
            parts.back() += c;
    }
    if (parts.size() == 1 && parts[0].empty()) parts.clear();
    return parts;
}

class Shaper {
public:
    explicit Shaper(std::uint64_t seed) : random_(seed) {}

    /// The object or array with one change somewhere in it.
    std::string changed(const std::string& whole) {
        std::vector<std::string> parts = parts_of(whole);
        const bool object = whole[0] == '{';
        if (!parts.empty() && random_.below(4) != 0) {
            std::string& part = parts[random_.below(parts.size())];
            const std::size_t value = object ? part.find(':') + 1 : 0;
            if (part[value] == '{' || part[value] == '[') {
                part = part.substr(0, value) + changed(part.substr(value));
                return joined(parts, object);
            }
        }
        change(parts, object);
        return joined(parts, object);
    }
    std::uint64_t below(std::uint64_t n) { return random_.below(n); }

private:
    differential::Random random_;

    static std::string joined(const std::vector<std::string>& parts, bool object) {
        std::string whole(1, object ? '{' : '[');
        for (const std::string& part : parts) whole += (&part == parts.data() ? "" : ",") + part;
        return whole + (object ? '}' : ']');
    }
    void change(std::vector<std::string>& parts, bool object) {
        const std::size_t at = parts.empty() ? 0 : random_.below(parts.size());
        const auto there = parts.begin() + static_cast<std::ptrdiff_t>(at);
        const auto insert = [&](std::string part) { parts.insert(there, std::move(part)); };
        if (parts.empty()) return insert(object ? R"("new":1)" : "1");
        const std::size_t colon = there->find(':');
        switch (random_.below(object ? 11 : 4)) {
            case 0: parts.erase(there); break;
            case 1: parts.push_back(*there); break;
            case 2: insert(*there); break;
            case 3: std::swap(parts[at], parts[random_.below(parts.size())]); break;
            case 4: insert(there->substr(0, colon - 1) + R"(x":1)"); break;            // the name with one letter more
            case 5: insert("\"" + there->substr(2, colon - 2) + R"(:"less")"); break;  // and with one less
            case 6:
                insert(R"("":{"":[]},"a stranger with a name that is longer than all that a decoder compares at once":[0,{"id":1}])");
                break;
            case 7: *there = there->substr(0, colon + 1) + "null"; break;
            case 8: *there = "\"\\u00" + hex((*there)[1]) + there->substr(2); break;
            case 9: *there = there->substr(0, colon) + " : " + there->substr(colon + 1); break;
            default: *there = there->substr(0, colon + 1) + R"({"amount":1,"currency":"EUR"})"; break;
        }
    }
    static std::string hex(char c) {
        constexpr char digits[] = "0123456789abcdef";
        return {digits[static_cast<unsigned char>(c) >> 4], digits[c & 15]};
    }
};

}  // namespace

TEST_CASE("lines of changing shapes, one after the other") {
    Evaluator evaluator(sample().bundle);
    Shaper shaper(17);
    for (int i = 0; i < 6'000; ++i) {
        std::string line = i % 16 == 15 ? full_line() : plain_line();
        for (std::uint64_t changes = shaper.below(4); changes > 0 && line.find('\\') == std::string::npos; --changes)
            line = shaper.changed(line);
        same(evaluator, line);
    }
}

TEST_CASE("every beginning of a line whose shape is known") {
    Evaluator evaluator(sample().bundle);
    const std::string& line = plain_line();
    for (std::size_t size = 0; size <= line.size(); ++size) {
        if (size % 16 == 0) same(evaluator, line);
        same(evaluator, line.substr(0, size));
    }
}

TEST_CASE("bytes that are not UTF-8 are found in every line, known or not") {
    Evaluator evaluator(sample().bundle);
    for (const char* bytes : {"\xff", "abc\xc3", "\xed\xa0\x80", "\xc3\xa9"}) {
        std::string line = plain_line();
        line.insert(line.find(R"("stranger":)") + 1, bytes);
        for (int i = 0; i < 3; ++i) {
            same(evaluator, line);
            CHECK((evaluator.decide(line).fault_code() == "INVALID_UTF8") == (std::string_view(bytes) != "\xc3\xa9"));
        }
    }
}

TEST_CASE("the type may stand behind the data, and be another than before") {
    Evaluator evaluator(sample().bundle);
    std::string behind = plain_line();
    const std::string type = R"("type":"e",)";
    behind.erase(behind.find(type), type.size());
    for (const char* name : {"e", "e", "f", "e", ""}) {
        std::string line = behind;
        line.insert(line.size() - 1, R"(,"type":")" + std::string(name) + "\"");
        same(evaluator, line);
    }
    same(evaluator, behind);
    same(evaluator, plain_line());
}

TEST_CASE("space of all kinds around tokens") {
    Evaluator evaluator(sample().bundle);
    for (const char* space : {" ", "\t", "\n  ", "\r\n", "\f", "\x01"}) {
        std::string spaced;
        for (const char c : plain_line())
            spaced += std::string_view("{}[],").find(c) != std::string_view::npos ? std::string(1, c) + space : std::string(1, c);
        same(evaluator, spaced);
        same(evaluator, plain_line() + space);
        same(evaluator, plain_line());
    }
}

TEST_CASE("nothing is read behind the line, though a page ends there") {
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    void* const memory = mmap(nullptr, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    REQUIRE(memory != MAP_FAILED);
    REQUIRE(mprotect(static_cast<char*>(memory) + page, page, PROT_NONE) == 0);
    Evaluator evaluator(sample().bundle);
    for (std::size_t less = 0; less < 80; ++less) {
        const std::string line = plain_line().substr(0, plain_line().size() - less);
        char* const begin = static_cast<char*>(memory) + page - line.size();
        std::memcpy(begin, line.data(), line.size());
        CHECK(difference(evaluator, {begin, line.size()}).value_or("") == "");
    }
    munmap(memory, 2 * page);
}
