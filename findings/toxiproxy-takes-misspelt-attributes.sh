#!/usr/bin/env bash
# Toxiproxy answers 200 to a toxic with a misspelt attribute, and the toxic does nothing.
#
# Behaviour: the API leaves out names it does not know, in the toxic and in its attributes, and takes 0 for what is missing.
#   Of a latency toxic with "latncy": 300, or with "latency": 300 beside "attributes" in place of in it, the answer is 200
#   and "latency":0, and bytes pass at once. "toxicty": 0.5 leaves the toxicity at 1: all connections. A wrong type or a
#   wrong value of "stream" is refused with 400; a toxicity of 5 and a latency of -300 are not.
# Seen with github.com/Shopify/toxiproxy/v2 v2.12.0, linux/amd64; round trips of one byte on one connection each:
#     {"type":"latency","attributes":{"latency":300}}                   200, 0.30 s
#     {"type":"latency","attributes":{"latncy":300}}                    200, 0.00 s
#     {"type":"latency","latency":300}                                  200, 0.00 s
#     {"type":"latency","toxicty":0.5,"attributes":{"latency":300}}     200, 0.30 s on each of 20 connections
# Matters: a chaos test whose fault is misspelt passes, and what it says is that the system bears the fault.
# Needs: bash, curl, python3, Go 1.23 or newer. Works in a temporary folder, and on 127.0.0.1 only.
#   TOXIPROXY=/path/to/toxiproxy-server saves the build.
#
# Ends with 0 while Toxiproxy behaves so, with 1 when it no longer does, with 2 when it could not be tried.
set -euo pipefail

VERSION=2.12.0
folder=$(mktemp -d)
pids=
cleanup() {
  # shellcheck disable=SC2086  # one word for each process
  [ -z "$pids" ] || kill $pids 2>/dev/null || true
  rm -rf "$folder"
}
trap cleanup EXIT
cd "$folder"

if [ -z "${TOXIPROXY:-}" ]; then
  mkdir build
  printf 'module build\n\ngo 1.23\n\nrequire github.com/Shopify/toxiproxy/v2 v%s\n' "$VERSION" >build/go.mod
  printf 'package build\n\nimport _ "github.com/Shopify/toxiproxy/v2"\n' >build/uses.go
  (cd build && go mod tidy && go build -o ../toxiproxy-server github.com/Shopify/toxiproxy/v2/cmd/server) \
    >build.log 2>&1 || { cat build.log >&2; exit 2; }
  TOXIPROXY=$folder/toxiproxy-server
fi

cat >tries.py <<'PY'
import json, socket, sys, threading, time, urllib.error, urllib.request

api = "http://127.0.0.1:" + sys.argv[1]
echo = socket.create_server(("127.0.0.1", 0))

def serve(client):
    while data := client.recv(64):
        client.sendall(data)

def accept():
    while True:
        threading.Thread(target=serve, args=(echo.accept()[0],), daemon=True).start()

threading.Thread(target=accept, daemon=True).start()

def call(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(api + path, data=data, method=method)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, b""

_, made = call("POST", "/proxies", {"name": "p", "listen": "127.0.0.1:0", "upstream": "127.0.0.1:%d" % echo.getsockname()[1]})
host, port = json.loads(made)["listen"].rsplit(":", 1)

def round_trip():
    with socket.create_connection((host, int(port))) as connection:
        start = time.monotonic()
        connection.sendall(b"x")
        connection.recv(1)
        return time.monotonic() - start

def try_toxic(what, toxic, connections=1):
    status, _ = call("POST", "/proxies/p/toxics", dict(toxic, name="t"))
    late = sum(round_trip() >= 0.25 for _ in range(connections)) if status == 200 else "-"
    print(what, status, late, "of", connections)
    call("DELETE", "/proxies/p/toxics/t")

try_toxic("right", {"type": "latency", "attributes": {"latency": 300}})
try_toxic("misspelt-attribute", {"type": "latency", "attributes": {"latncy": 300}})
try_toxic("attribute-outside", {"type": "latency", "latency": 300})
try_toxic("misspelt-toxicity", {"type": "latency", "toxicty": 0.5, "attributes": {"latency": 300}}, 20)
try_toxic("misspelt-stream", {"type": "latency", "stream": "upstraem", "attributes": {"latency": 300}})
try_toxic("toxicity-of-5", {"type": "latency", "toxicity": 5, "attributes": {"latency": 300}})
PY

port=$(python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')
"$TOXIPROXY" -host 127.0.0.1 -port "$port" >toxiproxy.log 2>&1 &
pids=$!
for _ in $(seq 100); do
  curl -sf "http://127.0.0.1:$port/version" >version && break
  sleep 0.1
done
[ -s version ] || { cat toxiproxy.log >&2; exit 2; }
python3 tries.py "$port" | tee seen

cat >wanted <<'TXT'
right 200 1 of 1
misspelt-attribute 200 0 of 1
attribute-outside 200 0 of 1
misspelt-toxicity 200 20 of 20
misspelt-stream 400 - of 1
toxicity-of-5 200 1 of 1
TXT
if cmp -s seen wanted; then
  echo 'as described: 200 for toxics that do nothing'
else
  echo 'Toxiproxy behaves in another way now'
  exit 1
fi
