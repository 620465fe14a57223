# The schemas of the reports as one source file of string literals; they are installed as files, too.
set(schemas
  ${CMAKE_SOURCE_DIR}/compiler/diag/check.schema.json
  ${CMAKE_SOURCE_DIR}/compiler/testing/test.schema.json
  ${CMAKE_SOURCE_DIR}/tools/cli/list.schema.json)
set(functions "")
foreach(schema ${schemas})
  get_filename_component(name ${schema} NAME_WE)
  file(READ ${schema} text)
  string(APPEND functions "std::string_view ${name}_schema() {\n    return R\"schema(${text})schema\";\n}\n")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${schema})
endforeach()
file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/report_schemas.cpp CONTENT
"#include \"tools/cli/report_schemas.hpp\"

namespace ordain::cli {

@functions@
}  // namespace ordain::cli
" @ONLY)
target_sources(ordain PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/report_schemas.cpp)
install(FILES ${schemas} DESTINATION share/ordain/schemas COMPONENT tools)
