#!/usr/bin/env bash
# Builds what a release publishes twice, each in a clean clone of HEAD, and compares it byte by byte.
#   .github/two-builds.sh [further options of mvn, such as -o]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for build in first second; do
  git clone -q "$root" "$work/$build"
  # Another folder and another time zone: neither may be seen in what is made.
  (cd "$work/$build" && TZ=$([[ $build == first ]] && echo UTC || echo Asia/Tokyo) \
    mvn -B -q -Prelease -DskipTests -Dgpg.skip "$@" verify)
  (cd "$work/$build" && find . -path '*/target/*' -maxdepth 3 \( -name '*.jar' -o -name 'bom.json' -o -name 'bom.xml' \) \
    ! -name 'original-*' -print0 | sort -z | xargs -0 sha256sum) > "$work/$build.txt"
done
diff "$work/first.txt" "$work/second.txt"
echo "the same byte by byte: $(wc -l < "$work/first.txt") files"
