// `ordain replay`: the same counts as `decide --summary`, from packed files, on several threads; what another bundle decides otherwise.
#include <catch2/catch.hpp>

#include "tests/cli/support/program.hpp"

using namespace ordain::test;

namespace {

/// Without its first line, which names a rate.
std::string counts(const std::string& line) {
    const Ended ended = run(line);
    INFO(line << "\n" << ended.err);
    CHECK(ended.status == 0);
    return ended.out.substr(ended.out.find('\n'));
}

/// Number of events that were counted.
std::string events(const Ended& ended) {
    return ended.out.substr(0, ended.out.find(' '));
}

}  // namespace

TEST_CASE("a replay counts what decide counts") {
    REQUIRE(run("for i in $(seq 500); do cat events.jsonl; done > many.jsonl; gzip -kf many.jsonl; zstd -qf many.jsonl").status == 0);
    const std::string expected = counts("ordain decide bundle many.jsonl --summary");
    for (const char* from :
         {"many.jsonl", "many.jsonl.gz", "many.jsonl.zst", "- < many.jsonl", "- < many.jsonl.gz", "many.jsonl --threads 3"})
        CHECK(counts(std::string("ordain replay bundle.ordb ") + from) == expected);
    CHECK(events(run("ordain replay bundle events.jsonl many.jsonl.gz many.jsonl")) == "4004");
    CHECK(run("ordain replay bundle many.jsonl").err.empty());  // no progress where nobody looks
}

TEST_CASE("lines that are no events are counted as faults, and the replay goes on") {
    REQUIRE(run("true").status == 0);  // the folder is there
    write("odd.jsonl", "nonsense\n\n" + event("a", "5000") + "\n" + std::string(17 << 20, 'x') + "\n" + event("b", "5000"));
    const Ended ended = run("ordain replay bundle odd.jsonl");
    CHECK(ended.status == 0);
    CHECK(events(ended) == "5");
    CHECK(ended.out.find("  release                           2   40.0 %") != std::string::npos);
    CHECK(ended.out.find("  INVALID_JSON                      2   40.0 %") != std::string::npos);
    CHECK(ended.out.find("  EVENT_TOO_LONG                    1   20.0 %") != std::string::npos);
}

TEST_CASE("files that can't be read are named") {
    CHECK(run("ordain replay bundle nowhere.jsonl").err == "ordain: cannot read `nowhere.jsonl`: No such file or directory\n");
    CHECK(run("ordain replay bundle nowhere.jsonl").status == 2);
    REQUIRE(run("for i in $(seq 3000); do cat events.jsonl; done | gzip > whole.gz; head -c 2000 whole.gz > short.gz").status == 0);
    const Ended ended = run("ordain replay bundle short.gz");
    CHECK(ended.status == 2);
    CHECK(ended.err == "ordain: cannot read `short.gz` further: what it packs is damaged or cut short\n");
}

TEST_CASE("of a packed file that is cut short or damaged, whole lines before that are counted, and it is said") {
    REQUIRE(run("cp events.jsonl first; gzip -nf first; zstd -qf events.jsonl -o first.zst; head -c 60 first.zst > short.zst;"
                "(cat first.gz; printf garbage) > behind.gz; head -c 4 first.zst > head.zst")
                .status == 0);
    for (const auto& [file, counted] : {std::pair{"short.zst", "0"}, {"behind.gz", "4"}, {"head.zst", "0"}}) {
        const Ended ended = run(std::string("ordain replay bundle ") + file);
        INFO(file << "\n" << ended.out);
        CHECK(ended.status == 2);
        CHECK(ended.err == std::string("ordain: cannot read `") + file + "` further: what it packs is damaged or cut short\n");
        CHECK(events(ended) == counted);
        CHECK(ended.out.find("INVALID_JSON") == std::string::npos);
    }
}

TEST_CASE("more files are replayed than can be open at one time, and pipes in their order") {
    CHECK(events(run("mkdir -p many; for i in $(seq 60); do cp events.jsonl many/$i; done; ulimit -n 32; ordain replay bundle many/*")) ==
          "240");
    CHECK(events(run("mkfifo a b; (cat events.jsonl > a; cat events.jsonl > b) & ordain replay bundle a b")) == "8");
}

TEST_CASE("an interrupted replay does not wait for more input") {
    const Ended ended =
        run("(cat events.jsonl; sleep 30) | " ORDAIN_BINARY_DIR "/bin/ordain replay bundle & sleep 1; kill -INT $!; wait $!");
    CHECK(ended.status == 130);
    CHECK(events(ended) == "4");
}

TEST_CASE("what another bundle decides otherwise is counted by kind") {
    REQUIRE(run("cp -r bundle other; sed -i 's/10_000 EUR/4_000 EUR/g' other/*.ord").status == 0);
    const Ended same = run("ordain replay bundle events.jsonl --against bundle.ordb");
    CHECK(same.out.find("\n0 of 4 decisions differ\n") != std::string::npos);
    const Ended ended = run("ordain replay other events.jsonl --against bundle");
    INFO(ended.out << ended.err);
    CHECK(ended.status == 0);
    CHECK(ended.out.find("\n1 of 4 decisions differ\n  release -> require                1   such as ") != std::string::npos);
}

TEST_CASE("an interrupted replay says what it has counted") {
    const Ended ended =
        run("(cat events.jsonl; sleep 2; yes x) | " ORDAIN_BINARY_DIR "/bin/ordain replay bundle & sleep 1; kill -INT $!; wait $!");
    CHECK(ended.status == 130);
    CHECK(ended.out.find(" events, ") != std::string::npos);
    CHECK(ended.err == "ordain: interrupted: the events up to there are counted\n");
}
