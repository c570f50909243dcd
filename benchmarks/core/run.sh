#!/usr/bin/env bash
# What one outcome costs to record, and how long a run of an hour is judged.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mvn -B -q -f ../../pom.xml -pl chaos-core -am test-compile dependency:build-classpath \
    -Dmdep.outputFile="$work/classpath" -Dmdep.includeScope=test
classes=../../chaos-core/target/classes:../../chaos-core/target/test-classes:$(cat "$work/classpath")
javac -d "$work/classes" -cp "$classes" CoreBenchmark.java

echo "$(nproc) CPUs, load average $(cut -d' ' -f1 /proc/loadavg) before; $(java -version 2>&1 | head -1)"
java -Xmx1g -XX:+UseSerialGC -cp "$work/classes:$classes" dev.holograph.chaos.slo.CoreBenchmark
