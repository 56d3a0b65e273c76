"""How training scales from one thread to two: each in a process of its own, in turn.

    python3 benchmarks/scaling.py [--models vgg-small:64,resnet-18:32] [--rounds 3] [--seconds 4] [--java HOME]
"""
import argparse
import os
import statistics

from measuring import build, cortado, disturbed, machine, once, spread

parser = argparse.ArgumentParser()
parser.add_argument("--models", default="vgg-small:64,resnet-18:32")
parser.add_argument("--rounds", type=int, default=3)
parser.add_argument("--seconds", type=float, default=4)
parser.add_argument("--java", default=os.environ.get("JAVA_HOME"), metavar="HOME")
args = parser.parse_args()

build(args.java)
print(f"{machine()}\nimages/s of training: median (least to most) of {args.rounds} rounds; ratio: of medians (least to most, by rounds)\n")
print("| network | batch | 1 thread | 2 threads | ratio |\n|---|---|---|---|---|")
for model in args.models.split(","):
    name, batch = model.split(":")
    lines = {1: [], 2: []}
    for _ in range(args.rounds):
        for threads, measured in lines.items():
            measured.append(once(*cortado(args.java, name, "train", int(batch), threads, args.seconds)))
    speeds = {threads: [line["images_per_s"] for line in measured] for threads, measured in lines.items()}
    # One thread leaves a processor free, and what runs there hardly disturbs it; it counts all the same.
    cells = [spread(speeds[threads], sum(map(disturbed, lines[threads]))) for threads in lines]
    ratios = [two / one for one, two in zip(speeds[1], speeds[2])]
    print(f"| {name} | {batch} | {' | '.join(cells)} | {statistics.median(speeds[2]) / statistics.median(speeds[1]):.2f}"
          f" ({min(ratios):.2f} to {max(ratios):.2f}) |", flush=True)
