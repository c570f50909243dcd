# Brings what k6 measures in this pod to the log of this container while it is measured, each row with its number, so that
# a row that is lost on the way is missed. k6 writes into a named pipe: nothing of it is on a disk, and its end is seen.
#   $1  the metrics whose rows are needed, with spaces between them; of all others k6's rows are dropped here
#   $2  the same of which a row is needed only where its tags are others than those of the last
# After the rows: "N end", and "N summary JSON" with k6's own counts, unless k6 was killed.
ended=
# TERM comes when k6's container has ended, or will never begin; until then this one must not end, or it would be started
# again. A pipe that k6 has not opened is opened for a moment, without waiting: else awk would wait for k6 for ever.
trap 'ended=1; : <> /results/samples.csv' TERM

awk -v needed="$1" -v changing="$2" '
  BEGIN {
    count = split(needed, names, " ")
    for (i = 1; i <= count; i++) isNeeded[names[i]] = 1
    count = split(changing, names, " ")
    for (i = 1; i <= count; i++) isChanging[names[i]] = 1
    isShort["chaos_due"] = isShort["chaos_failed"] = 1
  }
  NR == 1 {
    print ++sent " " $0
    next
  }
  {
    comma = index($0, ",")
    name = substr($0, 1, comma - 1)
    row = $0
    if (row !~ /"/ && (name in isChanging || name in isShort)) { # a cell in quotes may have commas
      sub(/,[^,]*$/, "", row)
      metadata = substr($0, length(row) + 1)
      sub(/,[^,]*$/, "", row) # the extra tags, in any order, which name the runner in each of the many rows
    }
    if (name in isChanging) {
      tags = substr(row, comma + 1) # without time and value
      tags = substr(tags, index(tags, ",") + 1)
      tags = substr(tags, index(tags, ",") + 1)
      if (tags == last[name]) next
      last[name] = tags
      print ++sent " " $0
    } else if (name in isShort) {
      print ++sent " " (row == $0 ? $0 : row "," metadata)
    } else if (name in isNeeded) {
      print ++sent " " $0
      if (name == "vus") fflush() # once a second
    }
  }
  END { print ++sent " end"; print sent > "/results/sent" }
' /results/samples.csv &
awk=$!
while kill -0 "$awk" 2> /dev/null; do wait "$awk"; done # TERM interrupts it

while [ -z "$ended" ]; do sleep 0.2; done
if [ -s /results/summary.json ]; then
  echo "$(($(cat /results/sent) + 1)) summary $(tr -d '\n' < /results/summary.json)"
fi
