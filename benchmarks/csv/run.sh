#!/usr/bin/env bash
# How fast k6's CSV is read, and whether memory grows with it. ROWS (of the file) and PASSES (over it) may be set.
set -euo pipefail
cd "$(dirname "$0")"
rows=${ROWS:-1200000} passes=${PASSES:-10}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mvn -B -q -f ../../pom.xml -pl chaos-adapters -am compile dependency:build-classpath \
    -Dmdep.outputFile="$work/classpath" -Dmdep.includeScope=runtime
classes=../../chaos-adapters/target/classes:../../chaos-core/target/classes:$(cat "$work/classpath")
javac -d "$work/classes" -cp "$classes" CsvBenchmark.java PassMeter.java CountingSink.java

echo "$(nproc) CPUs, load average $(cut -d' ' -f1 /proc/loadavg) before; $(java -version 2>&1 | head -1); heap of 32 MB"
java -Xmx32m -XX:+UseSerialGC -cp "$work/classes:$classes" dev.holograph.chaos.adapters.load.k6.CsvBenchmark \
    "$work/samples.csv" "$rows" "$passes"
