#!/usr/bin/env bash
# Redis through nothing, the built-in proxy, HAProxy and Toxiproxy: requests per second, p99 and CPU time for each
# request, interleaved in one run. Then how exactly the built-in proxy keeps a latency.
#
#   benchmarks/proxy/compare.sh [ROUNDS]        (default 5; about 40 s each, and 2 min to warm up)
#
# Needs redis-server, redis-benchmark, haproxy and toxiproxy-server on the PATH; a peer that is missing is left out and
# said so. Each peer is driven from the same redis-benchmark process in turn, so that the machine's noise falls on all.
set -euo pipefail

rounds=${1:-5}
connections=20
seconds=2 # what one measurement takes, by the peer's own speed
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
pids=()
finish() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

free_port() { python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])'; }
has() { command -v "$1" >/dev/null; }
for tool in redis-server redis-benchmark; do
  has "$tool" || { echo "compare.sh needs $tool on the PATH" >&2; exit 2; }
done

await() { # PORT WHAT
  for _ in $(seq 100); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then return; fi
    sleep 0.1
  done
  echo "$2 does not listen on $1 after 10 s" >&2
  exit 2
}

declare -A port pid
redis=$(free_port)
redis-server --port "$redis" --bind 127.0.0.1 --save '' --appendonly no >"$work/redis.log" & pids+=($!)
await "$redis" redis-server
port[direct]=$redis
peers=(direct)

echo "building …" >&2
(cd "$root" && mvn -B -q -pl chaos-adapters -am -DskipTests compile \
  org.apache.maven.plugins:maven-dependency-plugin:build-classpath -Dmdep.outputFile=target/classpath.txt >&2)
classpath=$root/chaos-adapters/target/classes:$(cat "$root/chaos-adapters/target/classpath.txt")
port[proxy]=
mkfifo "$work/stdin"
java -cp "$classpath" "$root/benchmarks/proxy/ProxyMain.java" "$redis" <"$work/stdin" >"$work/proxy" & pids+=($!)
pid[proxy]=$!
exec 9>"$work/stdin"
for _ in $(seq 100); do [ -s "$work/proxy" ] && break; sleep 0.1; done
port[proxy]=$(head -1 "$work/proxy")
peers+=(proxy)

if has haproxy; then
  port[haproxy]=$(free_port)
  cat >"$work/haproxy.cfg" <<CFG
global
  nbthread 1
  maxconn 1000
defaults
  mode tcp
  timeout connect 5s
  timeout client 60s
  timeout server 60s
listen redis
  bind 127.0.0.1:${port[haproxy]}
  server redis 127.0.0.1:$redis
CFG
  haproxy -f "$work/haproxy.cfg" >"$work/haproxy.log" 2>&1 & pids+=($!)
  pid[haproxy]=$!
  await "${port[haproxy]}" haproxy
  peers+=(haproxy)
else
  echo "left out: haproxy is not on the PATH" >&2
fi

if has toxiproxy-server; then
  port[toxiproxy]=$(free_port)
  api=$(free_port)
  toxiproxy-server -host 127.0.0.1 -port "$api" >"$work/toxiproxy.log" 2>&1 & pids+=($!)
  pid[toxiproxy]=$!
  await "$api" toxiproxy-server
  curl -sf "http://127.0.0.1:$api/proxies" -H 'Content-Type: application/json' -o /dev/null \
    -d "{\"name\":\"redis\",\"listen\":\"127.0.0.1:${port[toxiproxy]}\",\"upstream\":\"127.0.0.1:$redis\"}"
  peers+=(toxiproxy)
else
  echo "left out: toxiproxy-server is not on the PATH" >&2
fi

# What a peer has used of the processor so far, in seconds; 0 where it is not asked or /proc does not say.
cpu() {
  awk -v hz="$(getconf CLK_TCK)" '{ print ($14 + $15) / hz }' "/proc/${pid[$1]:-none}/stat" 2>/dev/null || echo 0
}

# PEER OPERATION BYTES PIPELINE REQUESTS -> rps,p99 in ms,the peer's own CPU time in microseconds for each request
measure() {
  local before after
  before=$(cpu "$1")
  redis-benchmark -h 127.0.0.1 -p "${port[$1]}" -c $connections -t "$2" -d "$3" -P "$4" -n "$5" --csv >"$work/csv"
  after=$(cpu "$1")
  tail -1 "$work/csv" | tr -d '"' |
    awk -F, -v n="$5" -v cpu="$(awk -v a="$after" -v b="$before" 'BEGIN { print a - b }')" \
      '{ printf "%s,%s,%.2f\n", $2, $7, cpu * 1e6 / n }'
}
requests() { # RPS SECONDS -> a count that takes so long
  awk -v rps="$1" -v s="$2" 'BEGIN { n = int(rps * s); print n < 2000 ? 2000 : n }'
}

cases=("get 50 1" "get 50 16" "get 65536 1" "get 65536 16" "set 65536 1")
declare -A count
for case in "${cases[@]}"; do
  read -r op bytes pipeline <<<"$case"
  measure direct set "$bytes" 1 100 >/dev/null # what get will find
  for peer in "${peers[@]}"; do
    # Twice, so that the second is measured on warmed-up code: it says how many requests take the wanted time.
    first=$(measure "$peer" "$op" "$bytes" "$pipeline" 20000)
    second=$(measure "$peer" "$op" "$bytes" "$pipeline" "$(requests "${first%%,*}" 3)")
    count[$peer,$case]=$(requests "${second%%,*}" $seconds)
  done
done

for round in $(seq "$rounds"); do
  echo "round $round of $rounds, load $(cut -d' ' -f1 /proc/loadavg 2>/dev/null || echo unknown) …" >&2
  for case in "${cases[@]}"; do
    read -r op bytes pipeline <<<"$case"
    measure direct set "$bytes" 1 100 >/dev/null
    for peer in "${peers[@]}"; do
      echo "$op,$bytes,$pipeline,$peer,$(measure "$peer" "$op" "$bytes" "$pipeline" "${count[$peer,$case]}")"
    done
  done
done >"$work/measured.csv"

python3 "$root/benchmarks/proxy/table.py" <"$work/measured.csv"
echo
java -cp "$classpath" "$root/benchmarks/proxy/LatencyAccuracy.java"
