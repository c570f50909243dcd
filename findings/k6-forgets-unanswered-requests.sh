#!/usr/bin/env bash
# k6 leaves requests out of all its metrics that have no answer when the test ends, and its thresholds pass.
#
# Behaviour: at the end of a test k6 waits for iterations up to gracefulStop (30 s by default; a request times out after
#   60 s), then interrupts those that go on. What was under way in them is in no metric: not in http_reqs, not in
#   http_req_failed, not in a check. Only the progress line has a count of interrupted iterations, and --quiet has no such
#   line; the exit code is 0.
# Seen with k6 v2.2.0 (go.k6.io/k6/v2, linux/amd64), constant-arrival-rate of 20/s for 4 s, a server that takes each request
#   and answers none from the second 2 on, with gracefulStop 1s:
#     server: 81 requests taken, 40 never answered
#     k6:     http_reqs 41, http_req_failed 0.00%, checks 100.00%, all thresholds ticked, exit code 0
# Matters: a system that hangs, the worst that a fault can do to it, looks like one without a failure.
# Needs: bash, python3, Go 1.25 or newer (some minutes for the build). Works in a temporary folder, and on 127.0.0.1
#   only. K6=/path/to/k6 saves the build.
#
# Ends with 0 while k6 behaves so, with 1 when it no longer does, with 2 when it could not be tried.
set -euo pipefail

VERSION=2.2.0
folder=$(mktemp -d)
server_pid=
cleanup() {
  [ -z "$server_pid" ] || kill "$server_pid" 2>/dev/null || true
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

cat >server.py <<'PY'
import os, socket, threading, time

begin = None
lock = threading.Lock()

def serve(client):
    global begin
    rest = b""
    while True:
        while b"\r\n\r\n" not in rest:
            more = client.recv(65536)
            if not more:
                return
            rest += more
        _, _, rest = rest.partition(b"\r\n\r\n")
        with lock:
            begin = begin or time.monotonic()
            hangs = time.monotonic() - begin > 2
            with open("taken", "a") as file:
                print("hangs" if hangs else "answered", file=file)
        if hangs:
            time.sleep(600)
        client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")

listening = socket.create_server(("127.0.0.1", 0))
with open("port.tmp", "w") as file:
    file.write(str(listening.getsockname()[1]))
os.replace("port.tmp", "port")
while True:
    client, _ = listening.accept()
    threading.Thread(target=serve, args=(client,), daemon=True).start()
PY
cat >load.js <<'JS'
import http from 'k6/http';
import { check } from 'k6';
export const options = {
  scenarios: {
    load: {
      executor: 'constant-arrival-rate',
      rate: 20,
      timeUnit: '1s',
      duration: '4s',
      preAllocatedVUs: 60,
      gracefulStop: '1s',
    },
  },
  thresholds: { http_req_failed: ['rate<0.01'], checks: ['rate>0.99'], http_req_duration: ['p(95)<500'] },
};
export default function () {
  check(http.get(`http://127.0.0.1:${__ENV.PORT}/`), { ok: (answer) => answer.status === 200 });
}
JS

python3 server.py 2>server.log &
server_pid=$!
for _ in $(seq 100); do [ -s port ] && break; sleep 0.1; done
[ -s port ] || { cat server.log >&2; exit 2; }
code=0
"$K6" run --quiet -e "PORT=$(cat port)" load.js >k6.log 2>&1 || code=$?
answered=$(grep -c answered taken || true)
hung=$(grep -c hangs taken || true)
counted=$(sed -n 's/^ *http_reqs\.*: *\([0-9]*\).*/\1/p' k6.log)
crossed=$(grep -c '✗' k6.log || true)
echo "server: $((answered + hung)) taken, $hung never answered; k6: http_reqs $counted, thresholds crossed $crossed, exit code $code"
grep -E 'http_req_failed\.|checks_succeeded' k6.log
if [ "$hung" -ge 30 ] && [ "$counted" -eq "$answered" ] && [ "$crossed" -eq 0 ] && [ "$code" -eq 0 ]; then
  echo 'as described: k6 knows nothing of what had no answer'
else
  echo 'k6 behaves in another way now'
  exit 1
fi
