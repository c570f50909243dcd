#!/usr/bin/env bash
# k6 does not say that teardown() was cut off by teardownTimeout when the run was ended by a signal.
#
# Behaviour: after the planned end, a teardown() that takes longer than teardownTimeout is an error message and exit code
#   101. After SIGTERM teardown() is run as well and cut off after the same time, but there is no message of it, and the
#   exit code is 105, the same as with a teardown() that ran to its end.
# Seen with k6 v2.2.0 (go.k6.io/k6/v2, linux/amd64):
#     planned end, too slow:   exit 101, "teardown() execution timed out after 1 seconds"
#     SIGTERM, fast enough:    exit 105, teardown() ran to its end
#     SIGTERM, too slow:       exit 105, teardown() did not end, nothing is said of it
# Matters: whoever ends k6 by a signal (a CI service, a pod's deletion) does not learn that test data was left behind.
# Needs: bash, Go 1.25 or newer (some minutes for the build). Works in a temporary folder and asks no server.
#   K6=/path/to/k6 saves the build.
#
# Ends with 0 while k6 behaves so, with 1 when it no longer does, with 2 when it could not be tried.
set -euo pipefail

VERSION=2.2.0
folder=$(mktemp -d)
k6_pid=
cleanup() {
  [ -z "$k6_pid" ] || kill "$k6_pid" 2>/dev/null || true
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

# script LENGTH TEARDOWN_SECONDS
script() {
  cat <<JS
import { sleep } from 'k6';
export const options = { vus: 1, duration: '$1', teardownTimeout: '1s' };
export default function () {
  if (__ITER === 0) { console.log('load runs'); }
  sleep(0.1);
}
export function teardown() {
  console.log('teardown begins');
  sleep($2);
  console.log('teardown ends');
}
JS
}

# run NAME: k6 with NAME.js, ended by SIGTERM once its load runs where a second argument is given
run() {
  "$K6" run --quiet "$1.js" >"$1.log" 2>&1 &
  k6_pid=$!
  if [ -n "${2:-}" ]; then
    for _ in $(seq 300); do
      if grep -q 'load runs' "$1.log"; then break; fi
      sleep 0.1
    done
    kill -TERM "$k6_pid"
  fi
  code=0
  wait "$k6_pid" || code=$?
  k6_pid=
  begun=no ended=no told=no
  if grep -q 'teardown begins' "$1.log"; then begun=yes; fi
  if grep -q 'teardown ends' "$1.log"; then ended=yes; fi
  if grep -q 'teardown() execution timed out' "$1.log"; then told=yes; fi
  echo "$1: exit $code, teardown() begun: $begun, ended: $ended, the cut is told: $told"
}

script 1s 5 >planned-slow.js
script 60s 0.1 >signal-fast.js
script 60s 5 >signal-slow.js
{
  run planned-slow
  run signal-fast signal
  run signal-slow signal
} >seen
cat seen

cat >wanted <<'TXT'
planned-slow: exit 101, teardown() begun: yes, ended: no, the cut is told: yes
signal-fast: exit 105, teardown() begun: yes, ended: yes, the cut is told: no
signal-slow: exit 105, teardown() begun: yes, ended: no, the cut is told: no
TXT
if cmp -s seen wanted; then
  echo 'as described'
else
  echo 'k6 behaves in another way now'
  exit 1
fi
