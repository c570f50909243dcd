#!/usr/bin/env bash
# k6's CSV output joins a sample's own tags by & and = and escapes neither, so samples with different tags look alike.
#
# Behaviour: tags that have no column of their own stand in the column extra_tags as name=value&name=value. A value that
#   holds & or =, as the query of a URL does, is written as it is. No reader can tell one such tag from several, while
#   --out json writes the same samples unambiguously.
# Seen with k6 v2.2.0 (go.k6.io/k6/v2, linux/amd64):
#     { query: 'page=1&size=9' }              extra_tags is query=page=1&size=9
#     { query: 'page=1', size: '9' }          extra_tags is query=page=1&size=9, or in the other order
# Matters: who groups CSV rows by tag sees a tag "size" that no script has set, and loses half of the value of "query".
# Needs: bash, python3, Go 1.25 or newer (some minutes for the build). Works in a temporary folder and asks no server.
#   K6=/path/to/k6 saves the build.
#
# Ends with 0 while k6 behaves so, with 1 when it no longer does, with 2 when it could not be tried.
set -euo pipefail

VERSION=2.2.0
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

if [ -z "${K6:-}" ]; then
  mkdir build
  printf 'module build\n\ngo 1.25\n\nrequire go.k6.io/k6/v2 v%s\n' "$VERSION" >build/go.mod
  printf 'package main\n\nimport "go.k6.io/k6/v2/cmd"\n\nfunc main() { cmd.Execute() }\n' >build/main.go
  (cd build && go mod tidy && go build -o ../k6 .) >build.log 2>&1 || { cat build.log >&2; exit 2; }
  K6=$folder/k6
fi
"$K6" version

cat >tags.js <<'JS'
import { Counter } from 'k6/metrics';
const one = new Counter('one_tag');
const two = new Counter('two_tags');
export default function () {
  one.add(1, { query: 'page=1&size=9' });
  two.add(1, { query: 'page=1', size: '9' });
}
JS
"$K6" run --quiet --out csv=samples.csv tags.js >k6.log 2>&1 || { cat k6.log >&2; exit 2; }

python3 - <<'PY' >seen
import csv
for row in csv.DictReader(open("samples.csv", newline="")):
    if row["metric_name"] in ("one_tag", "two_tags"):
        print(row["metric_name"], " ".join(sorted(row["extra_tags"].split("&"))))
PY
cat seen
cat >wanted <<'TXT'
one_tag query=page=1 size=9
two_tags query=page=1 size=9
TXT
if cmp -s <(sort seen) wanted; then
  echo 'as described: one tag and two tags, told apart by nothing'
else
  echo 'k6 behaves in another way now'
  exit 1
fi
