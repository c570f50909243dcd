# Brings what k6 measures in this pod to the log of this container while it is measured, each row with its number, so that
# a row that is lost on the way is missed. k6 writes into a named pipe: nothing of it is on a disk, and its end is seen.
#   $1  the metrics whose rows are needed, with spaces between them; of all others k6's rows are dropped here
# After the rows: "N end", and "N summary JSON" with k6's own counts, unless k6 was killed.
ended=
trap 'ended=1' TERM # comes when k6's container has ended; until then this one must not end, or it would be started again

awk -v wanted="$1" '
  BEGIN {
    count = split(wanted, names, " ")
    for (i = 1; i <= count; i++) needed[names[i]] = 1
  }
  {
    name = substr($0, 1, index($0, ",") - 1)
    if (NR == 1 || name in needed) print ++sent " " $0
    if (name == "vus") fflush() # once a second
  }
  END { print ++sent " end"; print sent > "/results/sent" }
' /results/samples.csv

while [ -z "$ended" ]; do sleep 0.2; done
if [ -s /results/summary.json ]; then
  echo "$(($(cat /results/sent) + 1)) summary $(tr -d '\n' < /results/summary.json)"
fi
