// Texts in XML and HTML: XML 1.0, 2.2 (characters), 2.11 (line ends), 3.3.3 (attributes); HTML, 13.2.3.5 (control characters).
#include "compiler/diag/markup.hpp"

#include <catch2/catch.hpp>

#include "compiler/diag/columns.hpp"

using namespace ordain;

TEST_CASE("what has a meaning in markup is escaped") {
    CHECK(markup_text("a<b>&\"c'd") == "a&lt;b&gt;&amp;&quot;c&#39;d");
    CHECK(markup_attribute("a<b>&\"c'd") == "a&lt;b&gt;&amp;&quot;c&#39;d");
    CHECK(markup_text("]]>") == "]]&gt;");
    CHECK(markup_text("größer → 漢字 😀") == "größer → 漢字 😀");
}

TEST_CASE("a line ends with LF, and an attribute keeps its lines and tabs") {
    CHECK(markup_text("a\nb\r\nc\rd\r\r\ne\r") == "a\nb\nc\nd\n\ne\n");
    CHECK(markup_text("a\tb") == "a\tb");
    CHECK(markup_attribute("a\nb\r\nc\rd\te") == "a&#10;b&#10;c&#10;d&#9;e");
}

TEST_CASE("what has no place in XML or HTML is shown as U+FFFD") {
    CHECK(markup_text(std::string_view("\0a\x01\x1f\x7f", 5)) ==
          "\uFFFD"
          "a\uFFFD\uFFFD\uFFFD");
    CHECK(markup_text("\xC2\x80\xC2\x9F\xC2\xA0") == "\uFFFD\uFFFD\u00A0");
    CHECK(markup_text("\xEF\xBF\xBE\xEF\xBF\xBF\xEF\xBF\xBD") == "\uFFFD\uFFFD\uFFFD");
    // not UTF-8: a lone byte, a too long form, a surrogate, above U+10FFFF, cut off
    CHECK(markup_text("\xFF|\xC0\xAF|\xED\xA0\x80|\xF4\x90\x80\x80|\xE2\x82") ==
          "\uFFFD|\uFFFD\uFFFD|\uFFFD\uFFFD\uFFFD|\uFFFD\uFFFD\uFFFD\uFFFD|\uFFFD\uFFFD");
}

TEST_CASE("columns of texts") {
    CHECK(columns_of("abc") == 3);
    CHECK(columns_of("größe") == 5);
    CHECK(columns_of("e\xCC\x81") == 1);
    CHECK(columns_of("漢字") == 4);
    CHECK(padded("größe", 7) == "größe  ");
    CHECK(padded("größe", 3) == "größe");
}
