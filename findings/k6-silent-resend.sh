#!/usr/bin/env bash
# k6 sends a request again, without a trace in its metrics, when a kept-alive connection is lost before the answer.
#
# Behaviour: Go's http.Transport, which k6 uses, repeats idempotent requests that were lost on a reused connection. k6
#   counts one request, one success and one duration. Only data_sent, which counts bytes on the wire, shows it.
# Seen with k6 v2.2.0 (go.k6.io/k6/v2, linux/amd64): of a server that drops every tenth request on a reused connection,
#     server: 222 requests, 22 dropped; k6: http_reqs 200, http_req_failed 0; data_sent is 222 times one request
# Matters: a load test reports 0 % errors of a system that loses 10 % of what it is asked.
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
import os, socket, threading

seen = dropped = 0
lock = threading.Lock()

def report():
    with open("counts.tmp", "w") as file:
        file.write(f"{seen} {dropped} {size}\n")
    os.replace("counts.tmp", "counts")

size = 0

def serve(client):
    global seen, dropped, size
    on_connection, rest = 0, b""
    while True:
        while b"\r\n\r\n" not in rest:
            more = client.recv(65536)
            if not more:
                return
            rest += more
        head, _, rest = rest.partition(b"\r\n\r\n")
        on_connection += 1
        with lock:
            seen += 1
            size = len(head) + 4
            drop = on_connection > 1 and seen % 10 == 0
            dropped += drop
            report()
        if drop:
            client.close()
            return
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
export const options = { vus: 1, iterations: 200 };
export default function () {
  http.get(`http://127.0.0.1:${__ENV.PORT}/`);
}
JS

python3 server.py &
server_pid=$!
for _ in $(seq 100); do [ -s port ] && break; sleep 0.1; done
[ -s port ] || exit 2

K6_NO_USAGE_REPORT=true "$K6" run --quiet --no-color -e "PORT=$(cat port)" --out csv=samples.csv load.js >k6.log 2>&1 || {
  cat k6.log >&2
  exit 2
}
read -r seen dropped size <counts
column() { awk -F, -v name="$1" '$1 == name { n++; sum += $3 } END { printf "%d %d", n, sum }' samples.csv; }
read -r requests _ <<<"$(column http_reqs)"
read -r _ failed <<<"$(column http_req_failed)"
read -r _ sent <<<"$(column data_sent)"
echo "server: $seen requests of $size bytes, $dropped dropped; k6: http_reqs $requests, failed $failed, data_sent $sent"

if [ "$dropped" -gt 0 ] && [ "$requests" -eq 200 ] && [ "$failed" -eq 0 ] &&
  [ "$seen" -eq $((requests + dropped)) ] && [ "$sent" -eq $((seen * size)) ]; then
  echo "confirmed: $dropped requests were sent again, and only data_sent shows it"
else
  echo "no longer so" >&2
  exit 1
fi
