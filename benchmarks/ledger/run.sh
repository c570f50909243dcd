#!/usr/bin/env bash
# How long a million acknowledged writes are looked for, and in how much memory. Arguments: redis, sql or http; WRITES may
# be set. Needs redis-server for redis and nginx for http; the database is H2, over TCP in a process of its own.
set -euo pipefail
cd "$(dirname "$0")"
writes=${WRITES:-1000000} heap=${HEAP:-96m}
work=$(mktemp -d)
server=
trap 'if [ -n "$server" ]; then kill "$server" && wait "$server" || true; fi; rm -rf "$work"' EXIT

mvn -B -q -f ../../pom.xml -pl chaos-adapters -am compile dependency:build-classpath \
    -Dmdep.outputFile="$work/classpath" -Dmdep.includeScope=test
classes=../../chaos-adapters/target/classes:../../chaos-core/target/classes:$(cat "$work/classpath")
javac -d "$work/classes" -cp "$classes" LedgerBenchmark.java

for way in "${@:-redis}"; do
    case $way in
        redis) redis-server --port 6399 --bind 127.0.0.1 --save "" --dir "$work" > "$work/log" & ;;
        http)
            mkdir -p "$work/logs"
            cat > "$work/nginx.conf" <<NGINX
worker_processes 1; daemon off; pid $work/pid; error_log $work/error.log;
events {}
http { access_log off; keepalive_requests 1000000000; server { listen 127.0.0.1:6399;
  location ~ 999\$ { return 404; }
  location / { return 200 'frame'; } } }
NGINX
            nginx -p "$work" -c "$work/nginx.conf" & ;;
        sql) java -cp "$classes" org.h2.tools.Server -tcp -tcpPort 6399 -ifNotExists > "$work/log" & ;;
    esac
    server=$!
    until (exec 3<> /dev/tcp/127.0.0.1/6399) 2> "$work/refused"; do sleep 0.1; done
    if [ "$way" = sql ]; then
        java -cp "$work/classes:$classes" dev.holograph.chaos.adapters.ledger.LedgerBenchmark fill-sql "$writes"
    fi
    echo "$(nproc) CPUs, load average $(cut -d' ' -f1 /proc/loadavg) before; heap of at most $heap"
    java -Xmx"$heap" -XX:+UseSerialGC -cp "$work/classes:$classes" \
        dev.holograph.chaos.adapters.ledger.LedgerBenchmark "$way" "$writes"
    kill "$server"
    wait "$server" || true
    server=
done
