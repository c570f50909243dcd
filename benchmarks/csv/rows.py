"""The rows that k6 writes for frames over a WebSocket, one a millisecond, whose latencies differ. Argument: how many rows."""

import random
import sys

random.seed(1)
write = sys.stdout.write
write("metric_name,timestamp,metric_value,scenario,extra_tags,metadata\n")
for i in range(int(sys.argv[1]) // 6):
    due = 1755781200000000 + i * 1000
    latency = random.expovariate(1 / 20.0)
    answered = due + int(latency * 1000)
    metadata = f"due={due // 1000}.000"
    one = f",1.000000,chaos,,{metadata}"
    write(f"chaos_due,{due + 400}{one}\n")
    write(f"ws_msgs_sent,{due + 500}{one}\n")
    write(f"ws_msgs_received,{answered}{one}\n")
    write(f"chaos_acked,{answered}{one}&id=20260101-120000-ab12-1-{i}\n")
    write(f"chaos_latency,{answered},{latency:.6f},chaos,,{metadata}&outcome=ok\n")
    write(f"chaos_failed,{answered},0.000000,chaos,,{metadata}&outcome=ok\n")
