#!/usr/bin/env bash
# Compares `recto check` with hyperlink on one folder of built HTML, in alternating runs.
#
# usage: benches/links.sh FOLDER [RUNS]     (RECTO and HYPERLINK name the programs; `cargo install hyperlink`)
#
# Prints user and system time in seconds and the peak memory in MB of each run. Both programs follow all links and
# fragments; recto also finds the places and suggestions of all findings.
set -euo pipefail
folder=${1:?a folder of built HTML}
runs=${2:-3}
recto=${RECTO:-target/release/recto}
hyperlink=${HYPERLINK:-hyperlink}

measure() {
    local name=$1
    shift
    /usr/bin/time -f "$name %U %S %M" "$@" 2>&1 >/dev/null | tail -1 |
        awk '{ printf "%-10s %6.2f s CPU  %6.0f MB\n", $1, $2 + $3, $4 / 1024 }'
}

for _ in $(seq "$runs"); do
    measure recto "$recto" check "$folder" -q -f json || true
    command -v "$hyperlink" >/dev/null && { measure hyperlink "$hyperlink" --check-anchors "$folder" || true; }
done
