#!/usr/bin/env bash
# What one outcome costs to record, how long a run of an hour is judged, what looking at a run costs while it lasts, and
# how much memory a long run takes.
#   run.sh [recording] [judging] [live] [day]
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mvn -B -q -f ../../pom.xml -pl chaos-core -am test-compile dependency:build-classpath \
    -Dmdep.outputFile="$work/classpath" -Dmdep.includeScope=test
classes=../../chaos-core/target/classes:../../chaos-core/target/test-classes:$(cat "$work/classpath")
javac -d "$work/classes" -cp "$classes" ./*.java
run() { java -Xmx2g -XX:+UseSerialGC -cp "$work/classes:$classes" "dev.holograph.chaos.slo.$1" "${@:2}"; }

echo "$(nproc) CPUs, load average $(cut -d' ' -f1 /proc/loadavg) before; $(java -version 2>&1 | head -1)"
for part in "${@:-recording judging live}"; do
  for one in $part; do
    case $one in
      recording) run RecordingBenchmark ;;
      judging)
        for case in latency metrics many busy; do
          for _ in 1 2 3; do run JudgingBenchmark "$case" 1; done
          run JudgingBenchmark "$case" 12
        done
        ;;
      live) run LiveBenchmark ;;
      day) run DayBenchmark 240 ;;
    esac
  done
done
