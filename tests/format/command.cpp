// The verb `ordain fmt` as people run it.
#include <sys/stat.h>
#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <fmt/format.h>

namespace fs = std::filesystem;

namespace {

struct Ended {
    int status = -1;
    std::string out, err;
};

std::string content(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// A folder that is empty before each test.
class Scratch {
public:
    Scratch() {
        fs::remove_all(folder_);
        fs::create_directories(folder_);
    }
    void write(const std::string& name, const std::string& text) const {
        fs::create_directories((folder_ / name).parent_path());
        std::ofstream(folder_ / name, std::ios::binary) << text;
    }
    [[nodiscard]] std::string read(const std::string& name) const { return content(folder_ / name); }
    [[nodiscard]] fs::path path(const std::string& name) const { return folder_ / name; }
    /// `ordain fmt ARGUMENTS` in the folder.
    [[nodiscard]] Ended run(const std::string& arguments, const std::string& input = "") const {
        const fs::path aside = folder_.string() + ".streams";
        fs::create_directories(aside);
        std::ofstream(aside / "in", std::ios::binary) << input;
        const std::string line = fmt::format("cd '{}' && '{}/bin/ordain' fmt {} < '{}/in' > '{}/out' 2> '{}/err'", folder_.string(),
                                             ORDAIN_BINARY_DIR, arguments, aside.string(), aside.string(), aside.string());
        const int raw = std::system(line.c_str());
        return {WIFEXITED(raw) ? WEXITSTATUS(raw) : -1, content(aside / "out"), content(aside / "err")};
    }

private:
    fs::path folder_ = fs::path(ORDAIN_BINARY_DIR) / "format_command";
};

const std::string ugly = "module m\r\nqueue   q";
const std::string pretty = "module m\nqueue q\n";

}  // namespace

TEST_CASE("fmt rewrites files, and those below folders") {
    const Scratch scratch;
    scratch.write("a.ord", ugly);
    scratch.write("folder/deep/b.ord", ugly);
    scratch.write("folder/.hidden/c.ord", ugly);
    scratch.write("folder/.d.ord", ugly);
    scratch.write("folder/e.txt", ugly);
    const Ended ended = scratch.run("a.ord folder");
    CHECK(ended.status == 0);
    CHECK(ended.out + ended.err == "");
    CHECK(scratch.read("a.ord") == pretty);
    CHECK(scratch.read("folder/deep/b.ord") == pretty);
    for (const char* untouched : {"folder/.hidden/c.ord", "folder/.d.ord", "folder/e.txt"}) CHECK(scratch.read(untouched) == ugly);
    std::size_t files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(scratch.path("."))) files += entry.is_regular_file() ? 1 : 0;
    CHECK(files == 5);  // nothing is left over from writing
}

TEST_CASE("fmt keeps permissions and links, and does not write what is right already") {
    const Scratch scratch;
    scratch.write("a.ord", ugly);
    REQUIRE(chmod(scratch.path("a.ord").c_str(), 0640) == 0);
    fs::create_symlink("a.ord", scratch.path("link.ord"));
    CHECK(scratch.run("link.ord").status == 0);
    CHECK(fs::is_symlink(scratch.path("link.ord")));
    CHECK(scratch.read("a.ord") == pretty);
    CHECK(fs::status(scratch.path("a.ord")).permissions() == fs::perms(0640));
    const auto written = fs::last_write_time(scratch.path("a.ord"));
    CHECK(scratch.run("a.ord").status == 0);
    CHECK(fs::last_write_time(scratch.path("a.ord")) == written);
}

TEST_CASE("fmt - reads standard input and writes standard output") {
    const Scratch scratch;
    const Ended ended = scratch.run("-", ugly);
    CHECK(ended.status == 0);
    CHECK(ended.out == pretty);
    CHECK(scratch.run("-", pretty).out == pretty);
}

TEST_CASE("fmt --check names what would change") {
    const Scratch scratch;
    scratch.write("good.ord", pretty);
    scratch.write("bad.ord", ugly);
    const Ended both = scratch.run("--check .");
    CHECK(both.status == 1);
    CHECK(both.out == "./bad.ord\n");
    CHECK(scratch.read("bad.ord") == ugly);
    CHECK(scratch.run("--check good.ord").status == 0);
    CHECK(scratch.run("--check -", ugly).status == 1);
}

TEST_CASE("fmt --diff shows what would change") {
    const Scratch scratch;
    scratch.write("a.ord", "module m\nqueue a\nqueue  b\nqueue c");
    const Ended ended = scratch.run("--diff a.ord");
    CHECK(ended.status == 0);
    CHECK(ended.out ==
          "--- a.ord\n+++ a.ord\n@@ -1,4 +1,4 @@\n module m\n queue a\n-queue  b\n-queue c\n\\ No newline at end of file\n+queue b\n+queue "
          "c\n");
    CHECK(scratch.read("a.ord") == "module m\nqueue a\nqueue  b\nqueue c");
    CHECK(scratch.run("--check --diff a.ord").status == 1);
    scratch.write("a.ord", pretty);
    CHECK(scratch.run("--diff a.ord").out == "");
}

TEST_CASE("a file with errors is left as it is, and the others are formatted") {
    const Scratch scratch;
    scratch.write("a.ord", "module m\nqueue\nqueue  b\n");
    scratch.write("b.ord", "module m\nqueue \xFF");
    scratch.write("c.ord", ugly);
    const Ended ended = scratch.run(".");
    CHECK(ended.status == 1);
    CHECK(ended.err.find("./a.ord:2") != std::string::npos);
    CHECK(ended.err.find("not UTF-8") != std::string::npos);
    CHECK(scratch.read("a.ord") == "module m\nqueue\nqueue  b\n");
    CHECK(scratch.read("c.ord") == pretty);
    const Ended piped = scratch.run("-", "queue");
    CHECK(piped.status == 1);
    CHECK(piped.out == "");
}

TEST_CASE("what can't be read is wrong usage") {
    const Scratch scratch;
    CHECK(scratch.run("").status == 2);
    CHECK(scratch.run("nothing.ord").status == 2);
    fs::create_directories(scratch.path("empty"));
    const Ended empty = scratch.run("empty");
    CHECK(empty.status == 2);
    CHECK(empty.err == "ordain: no `.ord` file is in `empty`\n");
}
