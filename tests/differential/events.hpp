// Random events for any checked program, aimed at its constants.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "compiler/sema/typed.hpp"
#include "tests/differential/random.hpp"
#include "tests/oracle/json.hpp"

namespace ordain::differential {

/// The values a program compares with, by kind; each also stands for its neighbours.
struct Edges {
    std::map<TypeKind, std::vector<std::int64_t>> numbers;
    std::vector<std::string> texts;
};
[[nodiscard]] Edges edges_of(const typed::Program& program);

class Events {
public:
    Events(const typed::Program& program, Random& random) : program_(program), edges_(edges_of(program)), random_(random) {}

    /// One event line. Nearly always valid; sometimes one thing about it is not.
    std::string line();

    /// A line of the first event type that has one field at a boundary or one unit beside it. Steps 0, 1, … go through the fields of the
    /// event, then through the values that the program compares with, one unit below, at, and above each.
    std::string line_at(std::uint64_t step);

private:
    using Json = oracle::Json;

    Json envelope(const typed::Event& event, Json data);
    Json payload(const typed::Event& event);
    void fill_record(const typed::Record& record, Json& object);
    Json field_value(const typed::Field& field, Type type, Json& object);
    Json scalar(const typed::Field& field, Type type, std::int64_t number);
    Json list(const typed::ListType& type);
    Json advice(const typed::Field& field, Json& object);
    Json amount(const typed::Field& field, Type type, Json& object);
    std::string text_value(std::size_t most);
    std::int64_t number(Type type, const std::optional<typed::Range>& range);
    std::string time_text(const typed::Field& field, std::int64_t ns);
    Json spelled(std::int64_t number, int digits, bool may_be_text);

    const typed::Program& program_;
    Edges edges_;
    Random& random_;
};

/// Puts `value` where a pointer says, making objects, or arrays for tokens that are numbers, on the way.
void put_at(oracle::Json& object, const std::vector<std::string>& pointer, oracle::Json value);

/// The first event with one value of its payload taken from the second: an edit that a person might make.
[[nodiscard]] std::string edited(std::string_view event, std::string_view other, Random& random);

/// Breaks one thing in a line: a value, a member, the form.
[[nodiscard]] std::string mutate(const oracle::Json& line, Random& random);

}  // namespace ordain::differential
