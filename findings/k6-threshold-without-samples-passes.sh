#!/usr/bin/env bash
# k6 ticks a threshold on tags that no sample carries, and ends with 0.
#
# Behaviour: a threshold may name tags, "errors{kind:timeout}". k6 makes that part of the metric when it starts, and judges
#   it at the end like any other: where no sample came, by the values of an empty one, 0. A misspelt tag is neither refused
#   nor warned of. A metric that does not exist is refused, at the start.
# Seen with k6 v2.2.0 (go.k6.io/k6/v2, linux/amd64), of a script in which each iteration fails:
#     'failed': rate<0.01                  crossed, exit code 99
#     'failed{part:tpyo}': rate<0.01       ticked, "rate=0.00%", "0 out of 0", exit code 0
#     'answer_time{part:tpyo}': p(95)<300  ticked, "p(95)=0", exit code 0
#     'fialed': rate<0.01                  refused, exit code 104
# Matters: a build that thresholds guard stays green when a tag is renamed in the script and not in the threshold, or when
#   the part of the test that carries it is no longer run at all.
# Needs: bash, Go 1.25 or newer (some minutes for the build). Works in a temporary folder and asks no server.
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

cat >thresholds.js <<'JS'
import { Rate, Trend } from 'k6/metrics';
const failed = new Rate('failed');
const time = new Trend('answer_time');
export const options = { iterations: 5, thresholds: { [__ENV.METRIC]: [__ENV.BOUND] } };
export default function () {
  failed.add(true, { part: 'typo' });
  time.add(900, { part: 'typo' });
}
JS

try() {
  code=0
  "$K6" run --quiet -e "METRIC=$1" -e "BOUND=$2" thresholds.js >k6.log 2>&1 || code=$?
  mark=$(grep -oE '(✓|✗) .*' k6.log | head -n 1 || true)
  echo "$1 $2: exit $code ${mark:-no threshold was judged}"
}
{
  try 'failed' 'rate<0.01'
  try 'failed{part:tpyo}' 'rate<0.01'
  try 'answer_time{part:tpyo}' 'p(95)<300'
  try 'fialed' 'rate<0.01'
} | tee seen

cat >wanted <<'TXT'
failed rate<0.01: exit 99 ✗ 'rate<0.01' rate=100.00%
failed{part:tpyo} rate<0.01: exit 0 ✓ 'rate<0.01' rate=0.00%
answer_time{part:tpyo} p(95)<300: exit 0 ✓ 'p(95)<300' p(95)=0
fialed rate<0.01: exit 104 no threshold was judged
TXT
if cmp -s seen wanted; then
  echo 'as described: no sample, no complaint'
else
  echo 'k6 behaves in another way now'
  exit 1
fi
