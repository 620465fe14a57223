// The event lines of tests: a fixture's file, with what a test puts into it.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "compiler/diag/source.hpp"
#include "compiler/sema/typed.hpp"
#include "compiler/testing/json.hpp"
#include "runtime/base/result.hpp"

namespace ordain::testing {

/// Borrows program and sources. Files are read once. Not thread-safe.
class GivenEvents {
public:
    /// `folder`: the bundle's.
    GivenEvents(const typed::Program& program, const SourceSet& sources, std::string folder)
        : program_(program), sources_(sources), folder_(std::move(folder)) {}

    /// The line of a test's event. A file that nothing is put into is given byte for byte, whatever it holds. Errors: the file can't be
    /// read; it is to be changed, and is no JSON object, or is of another type; a place is not there.
    [[nodiscard]] Result<std::string> line(const typed::TestEvent& event);

private:
    struct File {
        std::string text;
        Result<Json> json;
    };
    const typed::Program& program_;
    const SourceSet& sources_;
    std::string folder_;
    std::map<std::string, Result<File>> files_;  // by path

    [[nodiscard]] const Result<File>& file(const typed::TestEvent& event);
};

/// The event that a test changes if it names no file: all of the envelope, `data` empty.
[[nodiscard]] Json bare_event(std::string_view type);
/// Puts one value into an event, making objects that are not there. Errors: a place leads through something without members, or to an
/// element that is not there.
[[nodiscard]] Result<void> put(const typed::Program& program, Json& event, const typed::TestAssign& assign);
/// The JSON pointer of a place in an event line ("/data/order/lines/3"), as decisions write it. Errors: as put().
[[nodiscard]] Result<std::string> pointer_to(const typed::Program& program, const typed::TestPlace& place, std::string_view line);
/// A scalar as an event carries it.
[[nodiscard]] Json scalar_json(const typed::Program& program, Type type, const typed::Value& value);

}  // namespace ordain::testing
