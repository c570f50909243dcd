#!/usr/bin/env bash
# k6 resumes no TLS session: each new connection is a full handshake, and no option changes that.
#
# Behaviour: browsers, curl and the JDK keep the tickets that a server gives them, and resume the session on their next
#   connection. k6 keeps none, neither between the connections of one virtual user nor between those of several.
# Seen with k6 v2.2.0 (go.k6.io/k6/v2, linux/amd64), of a TLS 1.3 and of a TLS 1.2 server that gives tickets, five GETs on a
#   connection each (noConnectionReuse):
#     k6                                        5 full handshakes, 0 resumed
#     a client of Python that keeps its ticket  1 full handshake, 4 resumed
# Matters: what such a test costs a server in signatures is what its first visitors cost it, and not what those cost who come
#   back; and how a system behaves that resumes (tickets that one node of two cannot read, after a restart) is not seen.
# Needs: bash, openssl, python3, Go 1.25 or newer (some minutes for the build). Works in a temporary folder, and on 127.0.0.1
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
openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=127.0.0.1 \
  -addext subjectAltName=IP:127.0.0.1 2>openssl.log || { cat openssl.log >&2; exit 2; }

cat >server.py <<'PY'
import os, socket, ssl, sys

context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("cert.pem", "key.pem")
context.minimum_version = context.maximum_version = getattr(ssl.TLSVersion, sys.argv[1])
listening = socket.create_server(("127.0.0.1", 0))
with open("port.tmp", "w") as file:
    file.write(str(listening.getsockname()[1]))
os.replace("port.tmp", "port")
while True:
    raw, _ = listening.accept()
    with context.wrap_socket(raw, server_side=True) as client:
        with open("handshakes", "a") as file:
            print("resumed" if client.session_reused else "full", file=file)
        while b"\r\n\r\n" not in client.recv(65536):
            pass
        client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
PY
cat >client.py <<'PY'
import socket, ssl, sys

context = ssl.create_default_context(cafile="cert.pem")
session = None
for _ in range(5):
    raw = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
    with context.wrap_socket(raw, server_hostname="127.0.0.1", session=session) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        while client.recv(65536):
            pass
        session = client.session
PY
cat >load.js <<'JS'
import http from 'k6/http';
export const options = { vus: 1, iterations: 5, noConnectionReuse: true, insecureSkipTLSVerify: true };
export default function () {
  http.get(`https://127.0.0.1:${__ENV.PORT}/`);
}
JS

for tls in TLSv1_3 TLSv1_2; do
  rm -f port handshakes
  python3 server.py "$tls" 2>server.log &
  server_pid=$!
  for _ in $(seq 100); do [ -s port ] && break; sleep 0.1; done
  [ -s port ] || { cat server.log >&2; exit 2; }
  port=$(cat port)
  for client in k6 python; do
    : >handshakes
    if [ "$client" = k6 ]; then
      "$K6" run --quiet -e "PORT=$port" load.js >k6.log 2>&1 || { cat k6.log >&2; exit 2; }
    else
      python3 client.py "$port"
    fi
    echo "$tls $client: full $(grep -c full handshakes || true), resumed $(grep -c resumed handshakes || true)"
  done
  kill "$server_pid"
  server_pid=
done >seen
cat seen

cat >wanted <<'TXT'
TLSv1_3 k6: full 5, resumed 0
TLSv1_3 python: full 1, resumed 4
TLSv1_2 k6: full 5, resumed 0
TLSv1_2 python: full 1, resumed 4
TXT
if cmp -s seen wanted; then
  echo 'as described: k6 begins anew each time'
else
  echo 'k6 behaves in another way now'
  exit 1
fi
