#!/usr/bin/env bash
# How fast the samples of four runners are merged in one thread, and whether memory grows with the load's length. SECONDS_EACH
# (of load in a pass, 10,000 requests a second) and PASSES may be set.
set -euo pipefail
cd "$(dirname "$0")"
seconds=${SECONDS_EACH:-20} passes=${PASSES:-15}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mvn -B -q -f ../../pom.xml -pl chaos-adapters -am compile dependency:build-classpath \
    -Dmdep.outputFile="$work/classpath" -Dmdep.includeScope=runtime
classes=../../chaos-adapters/target/classes:../../chaos-core/target/classes:$(cat "$work/classpath")
javac -d "$work/classes" -cp "$classes" MergeBenchmark.java PassMeter.java CountingSink.java

echo "$(nproc) CPUs, load average $(cut -d' ' -f1 /proc/loadavg) before; $(java -version 2>&1 | head -1); heap of 256 MB"
for sink in counting recording; do
  echo "$sink:"
  java -Xmx256m -XX:+UseSerialGC -cp "$work/classes:$classes" dev.holograph.chaos.adapters.load.k6.MergeBenchmark \
      "$sink" "$seconds" "$passes"
done
