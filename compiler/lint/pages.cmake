# The code of all rules, and their pages as one source file of string literals.
file(GLOB rule_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/rules/*/rule.cpp)
file(GLOB rule_pages CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/rules/*/page.md)

set(table "")
foreach(page ${rule_pages})
  get_filename_component(folder ${page} DIRECTORY)
  get_filename_component(name ${folder} NAME)
  file(READ ${page} text)
  string(APPEND table "    {\"${name}\", R\"page(${text})page\"},\n")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${page})
endforeach()
file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/lint_pages.cpp CONTENT
"#include \"compiler/lint/pages.hpp\"

namespace ordain::lint {

const std::vector<Page>& pages() {
    static const std::vector<Page> all{
@table@    };
    return all;
}

}  // namespace ordain::lint
" @ONLY)
target_sources(ordain_lint PRIVATE ${rule_sources} ${CMAKE_CURRENT_BINARY_DIR}/lint_pages.cpp)
