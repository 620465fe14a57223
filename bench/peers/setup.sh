#!/usr/bin/env bash
# Installs and builds what the peers need: setup.sh BUILD_FOLDER. What cannot be had is left out, and BUILD_FOLDER/missing/PEER says why.
# Compilers of Go and Rust are not installed: those of Debian 12 are too old for these peers.
set -uo pipefail

here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
build=$(cd "$1" && pwd)
mkdir -p "$build"/{bin,cpp,logs,missing,node,python,rust,java/drools,java/sapl}

has() { command -v "$1" > /dev/null; }

packages=()
has luajit || packages+=(luajit)
python3 -m pip --version > /dev/null 2>&1 || packages+=(python3-pip)
has npm || packages+=(nodejs npm)
has javac || packages+=(openjdk-17-jdk-headless)
has mvn || packages+=(maven)
if [ ${#packages[@]} -gt 0 ] && has apt-get; then
    root=()
    [ "$(id -u)" = 0 ] || root=(sudo)
    { "${root[@]}" apt-get update -q &&
        "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${packages[@]}"; } > "$build/logs/packages" 2>&1 ||
        echo "not installed: ${packages[*]}; see $1/logs/packages"
fi

# provide PEER TOOL ITS_NAME COMMAND…: runs COMMAND if there is TOOL; else, and if it fails, the peer is missing
provide() {
    local peer=$1 tool=$2 named=$3 why=""
    shift 3
    if ! has "$tool"; then
        why="not run: no $named"
    elif ! "$@" > "$build/logs/$peer" 2>&1; then
        why="not built: $(grep -iE -m1 'error|failed|cannot' "$build/logs/$peer" | sed 's|/[^ ]*/||g' | cut -c1-160)"
    fi
    rm -f "$build/missing/$peer"
    [ -z "$why" ] || { echo "$why" > "$build/missing/$peer"; echo "$peer: $why"; }
}

python_peer() { python3 -m pip install -q --target "$build/python" --upgrade duckdb==2.0.0 numpy==2.2.6; }
node_peer() { cp "$here"/json-rules-engine/package*.json "$build/node/" && cd "$build/node" && npm ci --no-audit --no-fund --silent; }
go_peer() { cd "$here/go" && nice go build -p 1 -o "$build/bin/$1" "./$1"; }
# the sources are copied: cargo writes its lock file beside them
rust_peer() {
    cp -r "$here/rust/." "$build/rust/" && cd "$build/rust/$1" &&
        CARGO_TARGET_DIR="$build/rust/target" nice cargo build -q --release -j 1 && cp "$build/rust/target/release/peer-$1" "$build/bin/"
}
java_peer() {
    mvn -q -B -f "$here/java/$1/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
        -DoutputDirectory="$build/java/$1/lib" &&
        find "$here/java/$1" -name '*.java' -exec javac -cp "$build/java/$1/lib/*" -d "$build/java/$1/classes" "$here/java/Harness.java" {} +
}
python_installed() { [ -d "$build/python/duckdb" ] || python_peer; }

provide luajit luajit "LuaJIT" true
provide duckdb python3 "Python" python_installed
provide json-rules-engine npm "Node.js" node_peer
for peer in expr cel opa; do provide $peer go "go compiler" go_peer $peer; done
for peer in regorus cedar zen; do provide $peer cargo "Rust compiler" rust_peer $peer; done
for peer in drools sapl; do provide $peer mvn "Maven" java_peer $peer; done
"${CXX:-g++}" -std=c++20 -O3 -march=native "$here/cpp/roof.cpp" -o "$build/bin/roof"
