// `ordain table`: rows go out as CSV and come back; nothing else of the source changes.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/cli/support/program.hpp"

using namespace ordain::test;

namespace {

void copy_library() {
    static const bool copied = [] {
        (void)run("true");
        (void)run("cp -r '" ORDAIN_SOURCE_DIR "/policies/distribution' library && cp -r '" ORDAIN_SOURCE_DIR "/tests/cli/grids' .");
        return true;
    }();
    (void)copied;
}

/// Runs and wants that exit status and these words.
void check(const std::string& line, int status, const std::string& words = "") {
    copy_library();
    const Ended ended = run(line);
    INFO(line << "\n" << ended.out << ended.err);
    CHECK(ended.status == status);
    CHECK((ended.out + ended.err).find(words) != std::string::npos);
}

const std::string source = "grids/bundle.ord";

}  // namespace

TEST_CASE("the rows of every grid come back as they went, and not a byte of the source changes") {
    copy_library();
    for (const char* name : {"credit", "floors", "limits"}) {
        const std::string before = read(source);
        check(std::string("ordain table export grids ") + name + " -o rows.csv", 0);
        check(std::string("ordain table import grids ") + name + " rows.csv", 0);
        CHECK(read(source) == before);
    }
    check("ordain fmt --check grids", 0);
}

TEST_CASE("what is exported") {
    copy_library();
    CHECK(run("ordain table export grids floors").out ==
          "category,quantity,floor,approver\n\"\"\"chairs, big\"\"\",1..9,10%,-\n\"\"\"chairs\"\"\",-,20%,\"\"\"u-1\"\"\"\n-,-,5%,-\n");
    CHECK(run("ordain table export grids limits").out == "scope,buyer,director\n\"\"\"DE\"\"\",1_000 EUR,unlimited\n-,100 EUR,500 EUR\n");
    CHECK(run("ordain table export grids licences").out == "country,licence\nDE,true\n");
}

TEST_CASE("rows change, comments stay with theirs, the layout is that of fmt") {
    copy_library();
    const std::string before = read(source);
    write("new.csv",
          "category,quantity,floor,approver\n"
          "\"chairs, big\",1..9,12.5%,\"a \"\"quoted\"\" name\"\n"
          "tables,,20%,\n"
          "-,-,5%,-\n");
    check("ordain table import grids floors new.csv", 0, "this comment went with its row: # the old price list");
    const std::string after = read(source);
    CHECK(after.find("| \"chairs, big\" | 1..9     || 12.5% | \"a \\\"quoted\\\" name\" |") != std::string::npos);
    CHECK(after.find("  # everything else\n  | -             | -        || 5%    | -  ") != std::string::npos);
    check("ordain fmt --check grids", 0);
    check("ordain check grids", 0);
    // the same but for the grid
    CHECK(after.substr(0, after.find("| category")) == before.substr(0, before.find("| category")));
    const std::string behind = "table credit";
    CHECK(after.substr(after.find(behind)) == before.substr(before.find(behind)));
    write(source, before);
}

TEST_CASE("rows of a file go to that file") {
    copy_library();
    write("new.csv", "licence,country\nfalse,FR\n");
    check("ordain table import grids licences new.csv", 0);
    CHECK(read("grids/licences.csv") == "licence,country\nfalse,FR\n");
    write("new.csv", "licence,country\nperhaps,FR\n");
    check("ordain table import grids licences new.csv", 1, "perhaps");
    CHECK(read("grids/licences.csv") == "licence,country\nfalse,FR\n");
    write("grids/licences.csv", "country,licence\nDE,true\n");
}

TEST_CASE("what is wrong with a file is said with its row and column, and nothing is written") {
    copy_library();
    const std::string before = read(source);
    const auto wrong = [&](const std::string& csv, const std::string& words) {
        write("wrong.csv", csv);
        check("ordain table import grids floors wrong.csv", 1, words);
        CHECK(read(source) == before);
    };
    const std::string head = "category,quantity,floor,approver\n";
    wrong("category,quantity,floor\n", "wrong.csv:1: there is no column `approver`");
    wrong("category,quantity,floor,approver,more\n", "wrong.csv:1: the grid has no column `more`");
    wrong(head + "a,1\n", "this row has 2 cells");
    wrong(head + "a,1,5%,-\nb,2,5 EUR,-\n", "wrong.csv:3: column `floor`");
    wrong(head + "a,1,5% | 6%,-\n", "wrong.csv:2:");
    wrong(head + "a,\"1\n2\",5%,-\n", "wrong.csv:2: column `quantity`: a cell stands on one line");
    wrong(head + "a,\"1 || 2\",5%,-\n", "wrong.csv:2:");
    wrong(head + "\"\xff\",1,5%,-\n", "not UTF-8");
    wrong("", "the file is empty");
}

TEST_CASE("rows of a bundle that is one file") {
    (void)run("true");
    write("one.ord",
          "module a\nbundle a { edition 1  default on * release  fault in q }\nqueue q\nevent order.created { net int in 0..100 }\n"
          "table t on order.created {\n  owner \"a@b.example\"\n  | net   || decide    |\n  | ----- || --------- |\n  | >= 50 || hold in q "
          "|\n  | -     || release   "
          "|\n}\n");
    check("ordain table export one.ord t -o rows.csv", 0);
    (void)run("sed -i s/50/60/ rows.csv");
    check("ordain table import one.ord t rows.csv", 0);
    CHECK(run("grep -c '>= 60' one.ord").out == "1\n");
}

TEST_CASE("what can't be found") {
    check("ordain table export grids florps", 2, "no table, data or ladder `florps`");
    check("ordain table export grids plain", 2, "its rungs are the same for every scope");
    check("ordain table import grids floors nowhere.csv", 2, "nowhere.csv");
    check("ordain table export nowhere floors", 2, "nowhere");
    check("ordain table export grids credit --output nowhere/rows.csv", 2, "cannot write");
    check("ordain table exprt grids floors", 2, "did you mean `export`?");
}

TEST_CASE("the library's tables come back and decide as before") {
    copy_library();
    const std::string before = run("ordain decide library library/samples/events.jsonl").out;
    REQUIRE(before.size() > 10'000);
    const std::string names = run("grep -rhoE '^(table|data) [a-z_]+' library --include=*.ord | cut -d' ' -f2").out;
    std::size_t count = 0;
    for (std::size_t begin = 0; begin < names.size(); ++count) {
        const std::size_t end = names.find('\n', begin);
        const std::string name = names.substr(begin, end - begin);
        check("ordain table export library " + name + " -o rows.csv", 0);
        check("ordain table import library " + name + " rows.csv", 0);
        begin = end + 1;
    }
    CHECK(count > 3);
    CHECK(run("ordain decide library library/samples/events.jsonl").out == before);
    check("diff -r '" ORDAIN_SOURCE_DIR "/policies/distribution' library", 0);
}
