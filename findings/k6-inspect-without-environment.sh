#!/usr/bin/env bash
# `k6 inspect` leaves the environment out of __ENV, which `k6 run` puts into it.
#
# Behaviour: options that a script takes from __ENV have one value for `k6 inspect`, with which tools look at a test before
#   it runs, and another one for `k6 run` in the same shell. --include-system-env-vars is on by default for the latter alone.
# Seen with k6 v2.2.0 (go.k6.io/k6/v2, linux/amd64), with LENGTH=55s in the environment and 10s as the script's default:
#     k6 inspect --execution-requirements                               totalDuration 10s
#     k6 inspect --execution-requirements --include-system-env-vars     totalDuration 55s
#     k6 run                                                            55s (told by its own first lines)
# Matters: a tool that refuses a test as too short, or plans its resources, by `k6 inspect` looks at another test than the
#   one that runs.
# Needs: bash, Go 1.25 or newer (some minutes for the build). Works in a temporary folder and asks no server.
#   K6=/path/to/k6 saves the build.
#
# Ends with 0 while k6 behaves so, with 1 when it no longer does, with 2 when it could not be tried.
set -euo pipefail

VERSION=2.2.0
folder=$(mktemp -d)
cleanup() {
  rm -rf "$folder"
}
trap cleanup EXIT
cd "$folder"

if [ -z "${K6:-}" ]; then
  mkdir build
  printf 'module build\n\ngo 1.25\n\nrequire go.k6.io/k6/v2 v%s\n' "$VERSION" >build/go.mod
  printf 'package main\n\nimport "go.k6.io/k6/v2/cmd"\n\nfunc main() { cmd.Execute() }\n' >build/main.go
  (cd build && go mod tidy && go build -o ../k6 .) >build.log 2>&1 || { cat build.log >&2; exit 2; }
  K6=$folder/k6
fi
"$K6" version

cat >script.js <<'JS'
export const options = {
  scenarios: { one: { executor: 'constant-vus', vus: 1, duration: __ENV.LENGTH || '10s', gracefulStop: '0s' } },
};
export default function () {}
JS

export LENGTH=55s
length() { "$K6" inspect --execution-requirements "$@" script.js | sed -n 's/.*"totalDuration": "\([^"]*\)".*/\1/p'; }
plain=$(length)
with=$(length --include-system-env-vars)
# Ended at once: its first lines say how long it would take.
timeout 5 "$K6" run script.js >run.log 2>&1 || true
run=$(grep -o 'one: 1 looping VUs for [0-9a-z]*' run.log | sed 's/.* for //')
echo "inspect: $plain; inspect --include-system-env-vars: $with; run: $run"
[ "$plain" = 10s ] && [ "$with" = 55s ] && [ "$run" = 55s ]
