#!/usr/bin/env bash
# Installs the Debian packages that the build and its tests use. Does nothing when all of them are there.
set -euo pipefail

packages=(
    g++ cmake ninja-build ccache pkg-config git
    tao-pegtl-dev libfmt-dev nlohmann-json3-dev libboost-dev zlib1g-dev libzstd-dev libsimdjson-dev libcli11-dev libsodium-dev libhowardhinnant-date-dev libdtl-dev
    catch2 libbenchmark-dev librapidcheck-dev clang clang-format tzdata
    libclang-rt-14-dev zstd
    python3 python3-jsonschema python3-sarif-python-om python3-yaml
)

missing=()
for package in "${packages[@]}"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

root=()
[ "$(id -u)" = 0 ] || root=(sudo)
"${root[@]}" apt-get update -q
"${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"
