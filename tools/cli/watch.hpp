// Doing something again whenever the files of a bundle change.
#pragma once

#include <functional>
#include <set>
#include <string>

#include "compiler/driver/load.hpp"

namespace ordain::cli {

/// The CSV files that sources name, relative to the bundle's folder, whether they are there or not.
[[nodiscard]] std::set<std::string> data_files(const driver::Loaded& bundle);

/// What came of one look at a bundle.
struct Look {
    int status = 0;
    std::string report;          // empty: nothing to be said
    std::set<std::string> data;  // see data_files(); the files that are watched besides the sources
};

/// Calls `look` at once and after every change: a source or data file of `folder` is written, comes or goes. Shows each report on standard
/// output, on a terminal in place of the one before, and a line with the time. Files are asked for several times a second. Returns the
/// last status when the process is told to end (SIGINT, SIGTERM), which it is not during a look.
[[nodiscard]] int watch(const std::string& folder, const std::function<Look()>& look);

}  // namespace ordain::cli
