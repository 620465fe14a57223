// Texts as XML and HTML have them.
//
// Both take any bytes: what is no UTF-8, and every code point that XML 1.0 has no place for, not even escaped, becomes U+FFFD; so do
// U+007F to U+009F, which HTML refuses. Cost: linear.
#pragma once

#include <string>
#include <string_view>

namespace ordain {

/// Between tags. A line ends with LF: CR LF and CR become LF, as every reader of XML or HTML would make of them.
[[nodiscard]] std::string markup_text(std::string_view text);

/// The value of an attribute, to stand between `"` or `'`. Line ends, as above, and tabs are escaped: a reader of XML would make blanks of
/// them.
[[nodiscard]] std::string markup_attribute(std::string_view text);

}  // namespace ordain
