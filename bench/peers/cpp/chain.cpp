// The rules as a chain of `if`s in C++, which chain.py wrote.
#include "bench/peers/harness.hpp"

std::uint32_t decide_by_chain(const std::int64_t* event);

int main(int argc, char** argv) {
    if (argc != 4) return 2;
    const peers::Workload work = peers::read_workload(argv[1]);
    peers::measure(work.events(), argv[2], std::atof(argv[3]), 0, [&](std::size_t i) { return decide_by_chain(work.event(i)); });
}
