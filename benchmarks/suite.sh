#!/usr/bin/env bash
# The weekly scenarios of this repository in the local environment with k6: one after the other at full pace, side by
# side (chaos.parallel=auto), and one scenario at quick pace; and one after the other by the commit BEFORE. In turns,
# ROUNDS times. For each: wall time, CPU time with all children, and the verdicts. Needs k6 on the PATH.
#
#   benchmarks/suite.sh            takes about a quarter of an hour for each round
#   benchmarks/suite.sh smoke      one scenario with phases of a few seconds, without BEFORE: shows that the script works
#
# BEFORE (489fef2) is built in a worktree of its own. MAVEN_ARGS is given to Maven; where it has -Dmaven.repo.local, the
# plugins are installed there, each under the version of its commit, BEFORE in a second repository beside it.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
mode=${1:-full}
rounds=${ROUNDS:-1}
before=${BEFORE:-489fef2}
work=$(mktemp -d)
trap 'git -C "$here" worktree remove --force "$work/before" 2> /dev/null || true; rm -rf "$work"' EXIT
read -ra arguments <<< "${MAVEN_ARGS:-}"
unset MAVEN_ARGS

# One call of chaos:run in a folder: what it took, by the shell's own count of all children.
measure() { # name, folder, repository or empty, options
  local name=$1 folder=$2 repository=$3 log status=0
  shift 3
  log="$work/$name.log"
  local own=("${arguments[@]}")
  [ -z "$repository" ] || own+=("-Dmaven.repo.local=$repository")
  TIMEFORMAT='%R %U %S'
  { time (cd "$folder" && mvn "${own[@]}" -B -N chaos:run "$@" \
    "-Dchaos.stateDirectory=$work/state" "-Dchaos.history=$work/$name.ndjson" -Dchaos.html=false \
    "-Dchaos.report=target/chaos/ChaosReport.md" -Dchaos.sendMessages=false > "$log" 2>&1) || status=$?; } 2> "$work/time"
  read -r wall user system < "$work/time"
  printf '| %s | %.0f s | %.0f s | %s | %s |\n' "$name" "$wall" \
    "$(awk -v u="$user" -v s="$system" 'BEGIN { print u + s }')" \
    "$(cut -d ' ' -f 1-2 /proc/loadavg 2> /dev/null || echo '?')" "$(verdicts "$log" "$status")"
}

verdicts() { # log, exit code
  local told
  told=$(sed -n 's/^\[[A-Z]*\]   \(PASS\|WARN\|NOT PROVEN\|BREACH\|ERROR\|INTERRUPTED\|NOT UNDONE\) *\([^ ]*\).*/\2 \1/p' "$1" | paste -sd ';' | sed 's/;/; /g')
  local again
  again=$(grep -c "is run again, alone" "$1" || true)
  echo "${told:-none, exit code $2}$([ "$again" = 0 ] || echo " ($again run again alone)")"
}

command -v k6 > /dev/null || { echo "k6 is not on the PATH" >&2; exit 1; }
(cd "$here" && mvn "${arguments[@]}" -q install -DskipTests -pl chaos-maven-plugin,holograph-renderer -am)
echo "commit $(git -C "$here" rev-parse --short HEAD), $(nproc) processors, load average $(cut -d ' ' -f 1-3 /proc/loadavg)"
echo
echo '| run | wall | CPU, with children | load average after it | verdicts |'
echo '|---|--:|--:|---|---|'
if [ "$mode" = smoke ]; then
  measure 'smoke' "$here" '' -Dscenario=pod-kill,redis-flush -Dchaos.parallel=2 -Dchaos.pace=quick \
    -Dchaos.warmup=1s -Dchaos.baseline=10s -Dchaos.fault=15s -Dchaos.recovery=25s
  exit
fi
old="$work/m2"
git -C "$here" worktree add -q --detach "$work/before" "$before"
mkdir -p "$old"
# By a file: some builds of Maven write the code that ends a colour to the output, whoever reads it.
(cd "$here" && mvn "${arguments[@]}" -q -N help:evaluate -Dexpression=settings.localRepository -Doutput="$work/repository" > "$work/out" 2>&1) ||
  echo ~/.m2/repository > "$work/repository"
repository=$(cat "$work/repository")
cp -al "$repository/." "$old" 2> /dev/null || cp -r "$repository/." "$old"
rm -rf "$old/dev/holograph"
(cd "$work/before" && mvn "${arguments[@]}" "-Dmaven.repo.local=$old" -q install -DskipTests -pl chaos-maven-plugin,holograph-renderer -am)
for ((round = 1; round <= rounds; round++)); do
  measure "$before, one after the other" "$work/before" "$old" -Dchaos.tags=weekly
  measure 'one after the other' "$here" '' -Dchaos.tags=weekly
  measure 'chaos.parallel=auto' "$here" '' -Dchaos.tags=weekly -Dchaos.parallel=auto
  measure "$before, latency alone" "$work/before" "$old" -Dscenario=latency
  measure 'latency alone, chaos.pace=quick' "$here" '' -Dscenario=latency -Dchaos.pace=quick
done
