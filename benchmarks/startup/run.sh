#!/usr/bin/env bash
# What the goals that start nothing cost beside `mvn validate`: CPU time of the whole process (user + system, children
# included) in a small project that uses the installed plugin, offline; the median of ROUNDS, taken in turns. What costs
# it: jars in the plugin's realm, POMs of its tree, classes loaded. REPOSITORY (a local repository) and SCENARIOS (how many
# files the project has, 1) may be set.
set -euo pipefail
rounds=${ROUNDS:-7}
version=${VERSION:-0.1.0-SNAPSHOT}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# By a file: some builds of Maven write the code that ends a colour to the output, whoever reads it.
mvn -q -N help:evaluate -Dexpression=settings.localRepository -Doutput="$work/repository" > "$work/out" 2>&1 || echo ~/.m2/repository > "$work/repository"
repository=${REPOSITORY:-$(cat "$work/repository")}
mkdir -p "$work/project/scenarios" "$work/project/environments"
cd "$work/project"
cat > pom.xml << POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>org.example</groupId>
  <artifactId>startup</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <build>
    <plugins>
      <plugin>
        <groupId>dev.holograph.chaos</groupId>
        <artifactId>chaos-maven-plugin</artifactId>
        <version>$version</version>
      </plugin>
    </plugins>
  </build>
</project>
POM
cat > scenarios/slow.yaml << 'YAML'
load: { http: { target: web, path: / }, rate: 400/s }
duration: { warmup: 1s, baseline: 1m, fault: 1m, recovery: 1m }
fault: { type: latency, target: web, delay: 20ms }
steadyState: [error_rate < 1%]
slo: [error_rate < 5%, p95(latency) < 250ms]
YAML
for more in $(seq 2 "${SCENARIOS:-1}"); do cp scenarios/slow.yaml "scenarios/slow-$more.yaml"; done
cat > environments/local.yaml << 'YAML'
targets: { web: { url: "http://127.0.0.1:8080", through: proxy } }
drivers: { latency: proxy }
YAML

maven() { mvn -o -B -q "-Dmaven.repo.local=$repository" "-Dchaos.stateDirectory=$work/state" "$@"; }

cpu() { # of one call, in milliseconds
  local TIMEFORMAT='%U %S' times
  times=$({ time maven "$1" > "$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }; } 2>&1)
  awk '{ printf "%d\n", ($1 + $2) * 1000 }' <<< "$times"
}

middle() { sort -n "$1" | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }

echo "$(nproc) CPUs, load average $(cut -d' ' -f1 /proc/loadavg) before; $(mvn -v | sed 's/\x1b\[[0-9;]*m//g' | head -1); rounds: $rounds"
goals='validate chaos:list chaos:validate chaos:plan'
for goal in $goals; do cpu "$goal" > "$work/warm"; done # once before it counts: files come from the disk
for round in $(seq "$rounds"); do
  for goal in $goals; do cpu "$goal" >> "$work/${goal//:/-}"; done
done
base=$(middle "$work/validate")
for goal in $goals; do
  took=$(middle "$work/${goal//:/-}")
  classes=$(MAVEN_OPTS="-Xlog:class+load:file=$work/classes" maven "$goal" > "$work/out" && grep -c 'source:' "$work/classes")
  awk -v goal="$goal" -v took="$took" -v base="$base" -v classes="$classes" -v all="$(sort -n "$work/${goal//:/-}" | xargs)" \
    'BEGIN { printf "%-15s CPU %5d ms  %.2f x  %6d classes   (%s)\n", goal, took, took / base, classes, all }'
  case $goal in chaos:*) cp "$work/classes" "$work/classes-${goal//:/-}" ;; esac
done
mvn -o -B -X "-Dmaven.repo.local=$repository" chaos:list > "$work/debug" 2>&1
echo "jars in the plugin's realm: $(grep -c 'Included: ' "$work/debug")"
grep 'Dependency collection stats' "$work/debug" | grep -o '[A-Za-z]*\.\(nodeCount\|collectTime\|transformTime\)=[0-9]*' || true
if command -v strace > /dev/null; then
  strace -f -e trace=openat,open -o "$work/files" mvn -o -B -q "-Dmaven.repo.local=$repository" chaos:list > "$work/out" 2>&1
  echo "POMs read: $(grep -o "$repository/[^\"]*\.pom\"" "$work/files" | sort -u | wc -l)"
fi
for goal in chaos-list chaos-validate chaos-plan; do
  echo "classes of Fabric8, Lettuce, Vert.x and Netty in ${goal/-/:}: $(grep -cE '\] io\.(fabric8|lettuce|vertx|netty)\.' "$work/classes-$goal" || true)"
done
