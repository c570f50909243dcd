#!/usr/bin/env bash
# The 95th percentile of each second from one file of k6's CSV: this project's reader and recorder beside DuckDB with one
# thread, in turns. Maven fetches DuckDB, 76 MB. ROWS (of the file) and ROUNDS may be set. Needs python3.
set -euo pipefail
cd "$(dirname "$0")"
rows=${ROWS:-3000000} rounds=${ROUNDS:-5} duckdb=1.3.2.0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mvn -B -q -f ../../pom.xml org.apache.maven.plugins:maven-dependency-plugin:copy -N \
    -Dartifact=org.duckdb:duckdb_jdbc:$duckdb -DoutputDirectory="$work"
mvn -B -q -f ../../pom.xml -pl chaos-adapters -am compile dependency:build-classpath \
    -Dmdep.outputFile="$work/classpath" -Dmdep.includeScope=runtime
classes=../../chaos-adapters/target/classes:../../chaos-core/target/classes:$(cat "$work/classpath")
classes=$classes:$work/duckdb_jdbc-$duckdb.jar
javac -d "$work/classes" -cp "$classes" DuckDbBenchmark.java
python3 rows.py "$rows" > "$work/samples.csv"

echo "$(nproc) CPUs, load average $(cut -d' ' -f1 /proc/loadavg) before; $(java -version 2>&1 | head -1)"
java -Xmx512m -XX:+UseSerialGC -cp "$work/classes:$classes" dev.holograph.chaos.adapters.load.k6.DuckDbBenchmark \
    "$work/samples.csv" "$rows" "$rounds"
