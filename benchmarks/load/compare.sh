#!/usr/bin/env bash
# The built-in load engine beside k6 on the same nginx: requests for each CPU second of the generator's process, and how
# well the engine keeps its schedule. Needs nginx and k6 on the PATH, and takes wrk with it where that is there: it writes no
# series, and is what a generator in C can do. Rounds alternate, so that noise meets all.
# compare.sh [users|tls|schedule]: only one of them; tls is users over TLS 1.3, by HTTP/1.1 and by HTTP/2. SECONDS_EACH,
# ROUNDS, RATE and PORT may be set.
set -euo pipefail
what=${1:-all}
cd "$(dirname "$0")"
seconds=${SECONDS_EACH:-15} rounds=${ROUNDS:-3} rate=${RATE:-5000} port=${PORT:-18080}
secure=$((port + 1))
work=$(mktemp -d)
nginx=
trap '[ -z "$nginx" ] || { kill "$nginx"; wait "$nginx" || true; }; rm -rf "$work"' EXIT

mvn -B -q -f ../../pom.xml -pl chaos-adapters -am compile dependency:build-classpath \
    -Dmdep.outputFile="$work/classpath" -Dmdep.includeScope=runtime
classes=../../chaos-adapters/target/classes:../../chaos-core/target/classes:$(cat "$work/classpath")
javac -d "$work/classes" -cp "$classes" LoadBenchmark.java
java=(java -Xmx128m -cp "$work/classes:$classes" LoadBenchmark)

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost \
    -addext subjectAltName=DNS:localhost -keyout "$work/server.key" -out "$work/server.pem" 2> "$work/openssl"
sed -e "s|DIR|$work|; s|PORT|$port|; s|SECURE|$secure|" nginx.conf > "$work/nginx.conf"
nginx -p "$work" -c "$work/nginx.conf" & nginx=$!
until curl -sf "http://127.0.0.1:$port/" > "$work/hello"; do kill -0 "$nginx"; sleep 0.1; done

served() { curl -sf "http://127.0.0.1:$port/status" | awk 'NR == 3 { print $3 }'; }

# measure NAME COMMAND...: what nginx served, over user and system time of the command and all of its threads.
measure() {
    local name=$1 before after cpu
    shift
    before=$(served)
    TIMEFORMAT='%U %S'
    cpu=$( { time "$@" > "$work/$name.out" 2>&1; } 2>&1 ) || { cat "$work/$name.out"; exit 1; }
    after=$(served)
    awk -v name="$name" -v n=$((after - before - 1)) -v s="$seconds" -v cpu="$cpu" 'BEGIN {
        split(cpu, t, " "); c = t[1] + t[2]
        printf "%-12s %8.0f requests/s, %5.1f CPU s, %8.0f requests for each CPU second\n", name, n / s, c, n / c }'
}

echo "$(nproc) CPUs, load average $(cut -d' ' -f1 /proc/loadavg) before; $(java -version 2>&1 | head -1); $(k6 version)"
# users_over_tls VERSION GODEBUG
users_over_tls() {
    measure "k6-$1" env SECONDS="$seconds" URL="https://localhost:$secure/" K6_NO_USAGE_REPORT=true GODEBUG="$2" \
        SSL_CERT_FILE="$work/server.pem" k6 run --quiet --no-thresholds --summary-mode=disabled users.js
    measure "built-in-$1" "${java[@]}" "users-$1" "$secure" "$seconds" "$work/server.pem"
}
[ "$what" != all ] && [ "$what" != tls ] || for _ in $(seq "$rounds"); do
    users_over_tls 1.1 http2client=0
    users_over_tls 2 ''
done
[ "$what" != all ] && [ "$what" != users ] || for _ in $(seq "$rounds"); do
    measure k6 env SECONDS="$seconds" URL="http://127.0.0.1:$port/" K6_NO_USAGE_REPORT=true \
        k6 run --quiet --no-thresholds --summary-mode=disabled users.js
    measure built-in "${java[@]}" users "$port" "$seconds"
    ! command -v wrk > /dev/null || measure wrk wrk -t 1 -c 20 -d "${seconds}s" "http://127.0.0.1:$port/"
done
[ "$what" != all ] && [ "$what" != schedule ] || echo "open model, $rate/s for $seconds s:"
[ "$what" != all ] && [ "$what" != schedule ] || for _ in $(seq "$rounds"); do "${java[@]}" schedule "$rate" "$seconds"; done
