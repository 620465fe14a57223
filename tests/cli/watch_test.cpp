// `ordain check --watch`: what changes is checked again, and Ctrl-C ends it with the last status.
#include <catch2/catch.hpp>

#include "tests/cli/support/program.hpp"

using namespace ordain::test;

namespace {

/// Starts it on a copy of tests/cli/grids, which names a CSV file; `wait_for WORDS` waits for a report since the last one it waited for
/// that has WORDS in it. All reports are kept in all.out.
const std::string begin = R"sh(
rm -rf watched; cp -r ')sh" ORDAIN_SOURCE_DIR R"sh(/tests/cli/grids' watched
: > watched.out; : > all.out
')sh" ORDAIN_BINARY_DIR R"sh(/bin/ordain' check watched --watch >> watched.out 2>&1 & pid=$!
trap 'kill -9 $pid 2> /dev/null' EXIT
wait_for() {
    for i in $(seq 300); do
        if grep -q -e "$1" watched.out && tail -n 2 watched.out | grep -q 'Ctrl-C ends'; then
            cat watched.out >> all.out
            : > watched.out
            return
        fi
        sleep 0.1
    done
    echo "never: $1"; cat watched.out; exit 9
}
)sh";

Ended watched(const std::string& script) {
    return run(begin + script);
}

}  // namespace

TEST_CASE("a changed, a new and a removed file are checked again") {
    const Ended ended = watched(R"(
wait_for '2 files watched, Ctrl-C ends'
echo 'role clerk above nobody' >> watched/bundle.ord
wait_for 'error\[ORD0201\].*nobody'
sed -i '$d' watched/bundle.ord
wait_for '2 files watched'
mkdir watched/more; echo 'module more rubbish' > watched/more/new.ord
wait_for 'more/new.ord:1:'
grep -q '3 files watched' all.out && echo 'three files'
rm -r watched/more
wait_for '2 files watched'
kill -INT $pid; wait $pid; echo "status $?"
)");
    INFO(ended.out << ended.err);
    CHECK(ended.out == "three files\nstatus 0\n");
}

TEST_CASE("data files are watched, there or not") {
    const Ended ended = watched(R"(
wait_for '2 files watched'
cp watched/licences.csv kept.csv; echo 'rubbish' > watched/licences.csv
wait_for 'error\[ORD060'
rm watched/licences.csv
wait_for 'error\[ORD0601\]'
cp kept.csv watched/licences.csv
wait_for '2 files watched'
rm watched/bundle.ord
wait_for 'no `.ord` file'
kill -TERM $pid; wait $pid; echo "status $?"
)");
    INFO(ended.out << ended.err);
    CHECK(ended.out == "status 2\n");
}

TEST_CASE("the last status is that of the program") {
    const Ended ended = watched(R"(
wait_for '2 files watched'
echo 'role clerk above nobody' >> watched/bundle.ord
wait_for 'error\[ORD0201\]'
kill -INT $pid; wait $pid; echo "status $?"
grep -c $'\x1b' all.out
)");
    INFO(ended.out << ended.err);
    CHECK(ended.out == "status 1\n0\n");  // and no screen is cleared that is none
}

TEST_CASE("watching is for people") {
    CHECK(run("ordain check bundle --watch --fix").status == 2);
    CHECK(run("ordain check bundle --watch --format json").status == 2);
    CHECK(run("ordain check bundle --watch --format json").err.find("--format text") != std::string::npos);
}
