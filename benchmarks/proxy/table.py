"""Medians of compare.sh's rounds, as a Markdown table. Ratios are of the medians."""

import collections
import statistics
import sys

rounds = collections.defaultdict(list)
for line in sys.stdin:
    op, size, pipeline, peer, rps, p99, cpu = line.strip().split(",")
    rounds[(op, int(size), int(pipeline)), peer].append((float(rps), float(p99), float(cpu)))

cases = list(dict.fromkeys(case for case, _ in rounds))
peers = list(dict.fromkeys(peer for _, peer in rounds))


def median(case, peer, what):
    return statistics.median(one[what] for one in rounds[case, peer])


print("| | " + " | ".join(peers) + " | proxy to HAProxy | proxy to Toxiproxy |")
print("|---" * (len(peers) + 3) + "|")
for case in cases:
    cells = []
    for peer in peers:
        spread = [one[0] for one in rounds[case, peer]]
        cpu = median(case, peer, 2)
        cells.append(
            f"{median(case, peer, 0):,.0f}/s ({min(spread):,.0f}–{max(spread):,.0f}), p99 {median(case, peer, 1):.2f} ms"
            + (f", CPU {cpu:.1f} µs" if cpu else "")
        )
    for other in ("haproxy", "toxiproxy"):
        if other in peers:
            cells.append(
                f"{median(case, 'proxy', 0) / median(case, other, 0):.2f} × rps,"
                f" {median(case, 'proxy', 1) / median(case, other, 1):.2f} × p99"
            )
        else:
            cells.append("not measured")
    op, size, pipeline = case
    print(f"| {op.upper()} {size} B, -P {pipeline} | " + " | ".join(cells) + " |")
