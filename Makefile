# `make help` lists what there is.
BUILD := build/release
ORDAIN := $(BUILD)/bin/ordain
JOBS ?= $(shell nproc)
MUTATIONS ?= 1000000
FUZZ_SECONDS ?= 15

.PHONY: help setup configure build test check hardened fuzz threads format format-check opcodes demo bench bench-peers clean

help:
	@echo "make setup    install what the build needs (Debian or Ubuntu)"
	@echo "make build    build everything into $(BUILD)"
	@echo "make test     build, then run all tests"
	@echo "make check    what CI runs: formatting, layers, build with warnings as errors, tests, README.md followed step by step, make hardened, make fuzz, make threads"
	@echo "make hardened tests of the runtime and MUTATIONS (1 000 000) damaged bundles under address and undefined-behaviour sanitizers"
	@echo "make fuzz     run each fuzzer for FUZZ_SECONDS (15) or FUZZ_RUNS inputs (3 000), beginning with its corpus"
	@echo "make threads  the tests with threads under the thread sanitizer"
	@echo "make demo     decide the 6 634 events of policies/superstore, explain one"
	@echo "make bench    run the benchmarks"
	@echo "make bench-peers  install peers under build/peers and compare with them"
	@echo "make format   format all C++ sources"
	@echo "make opcodes  write the reference page of the instructions"
	@echo "make clean    remove build/"

setup:
	tools/setup.sh

configure:
	cmake --preset release

build: configure
	cmake --build $(BUILD) -j $(JOBS)

test: build
	ctest --test-dir $(BUILD) --output-on-failure -j $(JOBS)

check: format-check test hardened fuzz threads

# what reads bytes it doesn't trust, under the sanitizers; a night's run is `make hardened MUTATIONS=20000000`
hardened: build
	cmake --preset asan-ubsan
	cmake --build build/asan-ubsan -j $(JOBS) --target test_program test_vm test_value ordain_mutate
	build/asan-ubsan/bin/test_program && build/asan-ubsan/bin/test_vm && build/asan-ubsan/bin/test_value
	tests/fuzz/hammer.sh $(ORDAIN) build/asan-ubsan/bin/ordain_mutate $(MUTATIONS) $(JOBS)

# short runs: a night's run is `FUZZ_RUNS=-1 FUZZ_SEED=7 make fuzz FUZZ_SECONDS=7200`
fuzz: build
	cmake --preset fuzz
	cmake --build build/fuzz -j $(JOBS) --target fuzzers
	tests/fuzz/short.sh build/fuzz/bin $(ORDAIN) $(FUZZ_SECONDS) $(JOBS)

threads:
	cmake --preset tsan
	cmake --build build/tsan -j $(JOBS) --target test_vm
	build/tsan/bin/test_vm

format:
	git ls-files -z '*.cpp' '*.hpp' | xargs -0 clang-format -i

format-check:
	git ls-files -z '*.cpp' '*.hpp' | xargs -0 clang-format --dry-run -Werror

opcodes: build
	$(BUILD)/bin/ordain_opcodes > runtime/program/OPCODES.md

demo: build
	$(ORDAIN) compile policies/superstore -o $(BUILD)/superstore.ordb
	$(ORDAIN) decide $(BUILD)/superstore.ordb policies/superstore/data/superstore-events.jsonl --summary
	$(ORDAIN) explain $(BUILD)/superstore.ordb policies/superstore/data/superstore-events.jsonl --event CA-2014-112326/created

bench: build
	@found=0; for program in $(BUILD)/bin/bench_*; do \
	    if [ -x "$$program" ]; then found=1; "$$program"; fi; \
	done; [ $$found = 1 ] || echo "no benchmarks are built"

# peers are installed and built under build/peers, in the versions that bench/peers/ names; WORKLOADS="w2-1000 …" runs those alone
PEERS := build/peers
ROUNDS ?= 3
SECONDS ?= 0.2
WORKLOADS ?=
bench-peers: build
	bench/peers/setup.sh $(PEERS)
	python3 bench/peers/workloads.py $(PEERS)/inputs $(WORKLOADS)
	python3 bench/peers/run.py $(PEERS) $(ROUNDS) $(SECONDS) $(WORKLOADS)
	for results in bench/results/*.json; do python3 bench/graph.py $$results > $${results%.json}.svg; done

clean:
	rm -rf build
