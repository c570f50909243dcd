#!/usr/bin/env bash
# Prometheus answers an instant query with the last value of a dead target for five minutes, if its samples are stamped.
#
# Behaviour: when a scrape fails, the target's series end at once, and a query has an empty answer. Not those whose samples
#   came with a timestamp in the exposition, as cAdvisor's container_* do: for them the last value stands until it is older
#   than the lookback (5 min), while up is 0. So container_memory_working_set_bytes of a pod that was killed is as good as
#   ever. Documented in Prometheus' "Querying basics" under Staleness. What helps: last_over_time(metric[30s]) in place of
#   metric, or honor_timestamps: false in the scrape's configuration.
# Seen with Debian's package prometheus 2.42.0+ds-5+deb12u1, linux/amd64; two targets scraped each second, then both ended,
#   and 20 s later:
#     memory_bytes of the target without timestamps        no value
#     memory_bytes of the target with timestamps           42
#     the same target scraped with honor_timestamps false  no value
#     last_over_time(memory_bytes[5s])                     no value
# Matters: a chaos test that watches a gauge of the container it kills measures the time before the fault.
# Needs: bash, curl, python3; Debian 12 with apt-get and dpkg-deb, or PROMETHEUS=/path/to/prometheus. Works in a temporary
#   folder, and on 127.0.0.1 only.
#
# Ends with 0 while Prometheus behaves so, with 1 when it no longer does, with 2 when it could not be tried.
set -euo pipefail

VERSION=2.42.0+ds-5+deb12u1
folder=$(mktemp -d)
pids=
cleanup() {
  # shellcheck disable=SC2086  # one word for each process
  [ -z "$pids" ] || kill $pids 2>/dev/null || true
  wait
  rm -rf "$folder"
}
trap cleanup EXIT
cd "$folder"

if [ -z "${PROMETHEUS:-}" ]; then
  (apt-get download "prometheus=$VERSION" && dpkg-deb -x prometheus_*.deb unpacked) >install.log 2>&1 ||
    { cat install.log >&2; exit 2; }
  PROMETHEUS=$folder/unpacked/usr/bin/prometheus
fi

cat >target.py <<'PY'
import http.server, sys, time

class Metrics(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        stamp = " %d" % (time.time() * 1000) if sys.argv[2] == "stamped" else ""
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; version=0.0.4")
        self.end_headers()
        self.wfile.write(("memory_bytes 42%s\n" % stamp).encode())

    def log_message(self, *arguments):
        pass

http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Metrics).serve_forever()
PY
free_port() { python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
plain=$(free_port) stamped=$(free_port) port=$(free_port)
python3 target.py "$plain" plain & targets=$!
python3 target.py "$stamped" stamped & targets="$targets $!"
pids=$targets

cat >prometheus.yml <<YAML
global: { scrape_interval: 1s }
scrape_configs:
  - { job_name: plain, static_configs: [{ targets: ["127.0.0.1:$plain"] }] }
  - { job_name: stamped, static_configs: [{ targets: ["127.0.0.1:$stamped"] }] }
  - { job_name: stamp-ignored, honor_timestamps: false, static_configs: [{ targets: ["127.0.0.1:$stamped"] }] }
YAML
"$PROMETHEUS" --config.file=prometheus.yml --storage.tsdb.path=data --web.listen-address="127.0.0.1:$port" \
  >prometheus.log 2>&1 & pids="$pids $!"

value() {
  curl -s "http://127.0.0.1:$port/api/v1/query" --data-urlencode "query=$1" | python3 -c '
import json, sys
found = json.load(sys.stdin)["data"]["result"]
print(found[0]["value"][1] if found else "none")'
}
for _ in $(seq 150); do
  [ "$(value 'count(memory_bytes)' 2>/dev/null)" = 3 ] && break
  sleep 0.2
done
[ "$(value 'count(memory_bytes)')" = 3 ] || { cat prometheus.log >&2; exit 2; }
# shellcheck disable=SC2086  # two processes
kill $targets
sleep 20

for job in plain stamped stamp-ignored; do
  echo "$job $(value "memory_bytes{job=\"$job\"}") up $(value "up{job=\"$job\"}")"
done | tee seen
echo "stamped within 5s $(value 'last_over_time(memory_bytes{job="stamped"}[5s])')" | tee -a seen

cat >wanted <<'TXT'
plain none up 0
stamped 42 up 0
stamp-ignored none up 0
stamped within 5s none
TXT
if cmp -s seen wanted; then
  echo 'as described: the last value of a dead target is answered on, where its samples are stamped'
else
  echo 'Prometheus behaves in another way now'
  exit 1
fi
