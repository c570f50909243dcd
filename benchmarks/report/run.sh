#!/usr/bin/env bash
# How long the reports of a run of one hour with 20 metrics take, beside ChaosReport.md alone; each in a cold JVM, three
# times, and ten rounds in one.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mvn -B -q -f ../../pom.xml -pl chaos-adapters -am test-compile dependency:build-classpath \
    -Dmdep.outputFile="$work/classpath" -Dmdep.includeScope=test
classes=../../chaos-adapters/target/classes:../../chaos-core/target/classes:../../chaos-core/target/test-classes:$(cat "$work/classpath")
javac -d "$work/classes" -cp "$classes" ./*.java
run() { java -Xmx1g -XX:+UseSerialGC -cp "$work/classes:$classes" dev.holograph.chaos.slo.ReportBenchmark "$@"; }

echo "$(nproc) CPUs, load average $(cut -d' ' -f1 /proc/loadavg) before; $(java -version 2>&1 | head -1)"
for _ in 1 2 3; do
  run markdown 1
  run all 1
done
run all 10
