#!/usr/bin/env bash
# How long the JSON Schemas of chaos:schema take, shipped and made: three times the first round of a JVM, then a hundred
# rounds in one.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mvn -B -q -f ../../pom.xml -pl chaos-application -am compile dependency:build-classpath \
    -Dmdep.outputFile="$work/classpath" -Dmdep.includeScope=runtime
classes=../../chaos-application/target/classes:$(cat "$work/classpath")
javac -d "$work/classes" -cp "$classes" SchemaBenchmark.java
run() { java -XX:+UseSerialGC -cp "$work/classes:$classes" dev.holograph.chaos.application.SchemaBenchmark "$@"; }

echo "$(nproc) CPUs, load average $(cut -d' ' -f1 /proc/loadavg) before; $(java -version 2>&1 | head -1)"
for way in shipped made; do
  for _ in 1 2 3; do run "$way" 1 | head -1; done
  run "$way" 100 | grep -E 'round +(1|2|10|50|99|100):|bytes'
done
