#!/bin/sh
# Builds whole sites and prints wall seconds, CPU seconds and peak memory of each run, then ratios.
#
#   benches/site.sh SITE…            each SITE a source folder (with `override.yml` beside it, if any)
#   SIZES="100 1000 10000" GEN=gen_site.py benches/site.sh    sites of these sizes from that generator
#
# RECTO names the binary (default target/release/recto), RUNS the number of runs (default 5), THREADS a list of
# RAYON_NUM_THREADS to compare (default: all cores). Every build is cold: a fresh destination, no cache.
set -eu

recto=${RECTO:-target/release/recto}
runs=${RUNS:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# measure NAME COMMAND…: the medians of `runs` runs, as "NAME wall cpu MiB".
measure() {
    name=$1
    shift
    i=0
    : >"$work/times"
    while [ "$i" -lt "$runs" ]; do
        rm -rf "$work/out"
        /usr/bin/time -a -o "$work/times" -f '%e %U %S %M' "$@" -d "$work/out" >/dev/null 2>"$work/err" || {
            cat "$work/err" >&2
            return 1
        }
        i=$((i + 1))
    done
    python3 - "$name" "$work/times" <<'PY'
import statistics, sys
rows = [[float(x) for x in line.split()] for line in open(sys.argv[2]) if line[0].isdigit()]
wall = statistics.median(r[0] for r in rows)
cpu = statistics.median(r[1] + r[2] for r in rows)
peak = statistics.median(r[3] for r in rows) / 1024
print(f"{sys.argv[1]:<32} {wall:8.2f} s wall {cpu:8.2f} s CPU {peak:8.0f} MiB")
PY
}

# build NAME SOURCE: with the configuration beside the source, at each number of threads.
build() {
    config=$2/_config.yml
    [ -f "$2/../override.yml" ] && config=$config,$2/../override.yml
    for threads in ${THREADS:-0}; do
        RAYON_NUM_THREADS=$threads measure "$1 (threads: $threads)" "$recto" build -q -s "$2" --config "$config"
    done
}

for site in "$@"; do
    build "$site" "$site"
done
for size in ${SIZES:-}; do
    python3 "${GEN:?GEN names the generator}" --engine jekyll --pages "$size" --out "$work/site-$size"
    build "$size pages" "$work/site-$size"
    for peer in hugo zola; do
        command -v "$peer" >/dev/null || continue
        python3 "$GEN" --engine "$peer" --pages "$size" --out "$work/$peer-$size"
        (cd "$work/$peer-$size" && case $peer in
            hugo) measure "$size pages, hugo" hugo --quiet ;;
            zola) measure "$size pages, zola" sh -c 'zola build -o "$2" >/dev/null' zola ;;
        esac)
    done
done
