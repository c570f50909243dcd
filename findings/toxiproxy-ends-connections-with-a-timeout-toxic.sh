#!/usr/bin/env bash
# Toxiproxy closes every connection that lived through a timeout toxic of 0 when the toxic is removed, idle ones as well.
#
# Behaviour: the README says of "timeout": 0 that the connection won't close, and that data is dropped until the toxic is
#   removed. While the toxic is on that is so. Its removal then ends the connections that it acted on, in both directions
#   and with an ordinary end of stream (no reset), also one that had nothing to send meanwhile. Connections opened after
#   the removal work. A latency toxic that is removed leaves its connections alone. (The source means it so: what was
#   dropped would leave a hole in the stream.)
# Seen with github.com/Shopify/toxiproxy/v2 v2.12.0, linux/amd64; an echo server behind the proxy:
#     timeout downstream, a byte sent meanwhile    silence while it is on; client and server read the end when it is removed
#     timeout upstream, a byte sent meanwhile      the same
#     timeout downstream, nothing sent meanwhile   the same
#     latency downstream                           the byte comes late; the connection goes on
# Matters: a test that plays "the network was away for 10 s" by this toxic tests pools that get all connections closed at its
#   end. A real partition leaves them open on both sides, and a client that waits on one of them for ever passes the test.
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
import json, socket, sys, threading, urllib.request

api = "http://127.0.0.1:" + sys.argv[1]
listener = socket.create_server(("127.0.0.1", 0))

class Echo(threading.Thread):
    """One connection of the server: sends back what it gets, and knows whether its end came."""

    def __init__(self, client):
        super().__init__(daemon=True)
        self.client = client
        self.ended = threading.Event()
        self.start()

    def run(self):
        try:
            while data := self.client.recv(64):
                self.client.sendall(data)
        except ConnectionError:
            pass
        self.ended.set()

def call(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(api + path, data=data, method=method)) as answer:
        return answer.read()

upstream = "127.0.0.1:%d" % listener.getsockname()[1]
made = call("POST", "/proxies", {"name": "p", "listen": "127.0.0.1:0", "upstream": upstream})
host, port = json.loads(made)["listen"].rsplit(":", 1)

def heard(connection):
    try:
        return {b"": "end"}.get(data := connection.recv(8), data.decode())
    except socket.timeout:
        return "silence"
    except ConnectionResetError:
        return "reset"

def open_one():
    connection = socket.create_connection((host, int(port)))
    connection.settimeout(2)
    server = Echo(listener.accept()[0])
    connection.sendall(b"a")
    assert heard(connection) == "a"
    return connection, server

def try_toxic(what, toxic, sends):
    connection, server = open_one()
    with connection:
        call("POST", "/proxies/p/toxics", dict(toxic, name="t"))
        if sends:
            connection.sendall(b"b")
        meanwhile = heard(connection)
        call("DELETE", "/proxies/p/toxics/t")
        if "latency" in toxic["type"]:
            connection.sendall(b"c")
        after = heard(connection)
        server_ended = server.ended.wait(2)
    fresh, _ = open_one()
    fresh.close()
    print(what, "| meanwhile:", meanwhile, "| then:", after, "| the server's side ended:", server_ended, flush=True)

forever = {"type": "timeout", "attributes": {"timeout": 0}}
try_toxic("downstream", dict(forever, stream="downstream"), True)
try_toxic("upstream", dict(forever, stream="upstream"), True)
try_toxic("downstream, idle", dict(forever, stream="downstream"), False)
try_toxic("latency", {"type": "latency", "stream": "downstream", "attributes": {"latency": 300}}, True)
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
downstream | meanwhile: silence | then: end | the server's side ended: True
upstream | meanwhile: silence | then: end | the server's side ended: True
downstream, idle | meanwhile: silence | then: end | the server's side ended: True
latency | meanwhile: b | then: c | the server's side ended: False
TXT
if cmp -s seen wanted; then
  echo 'as described: connections end when the toxic does'
else
  echo 'Toxiproxy behaves in another way now'
  exit 1
fi
