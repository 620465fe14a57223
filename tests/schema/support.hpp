// Proposed schemas, checked and used to decide the samples they came from.
#pragma once

#include <memory>
#include <ordain/ordain.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace ordain::test {

/// The module that is proposed for the samples; fails the test if none is. `type`: as in schema::Samples.
[[nodiscard]] std::string proposed(const std::string& samples, const std::string& type = "");
/// Why no schema is proposed; fails the test if one is.
[[nodiscard]] std::string refused(const std::string& samples, const std::string& type = "");

/// A bundle of that module which releases everything. Fails the test, with the module, if it has mistakes.
[[nodiscard]] std::shared_ptr<const Bundle> bundle_of(const std::string& module);

/// The decision of one line; fails the test if it is a fault.
void must_decide(const std::shared_ptr<const Bundle>& bundle, const std::vector<std::string>& lines, const std::string& module);

/// A CloudEvent of one line.
[[nodiscard]] std::string envelope(const std::string& type, const std::string& data);

/// A file below tests/schema.
[[nodiscard]] std::string file(const std::string& name);

}  // namespace ordain::test
