// The JSON Schemas of what the verbs write as JSON, as they were when this was built.
#pragma once

#include <string_view>

namespace ordain::cli {

// Each is a file of that name.
[[nodiscard]] std::string_view check_schema();  // compiler/diag/check.schema.json
[[nodiscard]] std::string_view test_schema();   // compiler/testing/test.schema.json
[[nodiscard]] std::string_view list_schema();   // tools/cli/list.schema.json

}  // namespace ordain::cli
