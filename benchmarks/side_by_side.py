"""Cortado beside its peers, each in a process of its own, in turn: prints a table of medians, spreads and ratios.

    python benchmarks/side_by_side.py [--models lenet,vgg-small,resnet-18,mobilenet-v2] [--cases train:64,infer:64,infer:1]
        [--rounds 3] [--seconds 4] [--java HOME_OF_JDK_25 --java HOME_OF_JDK_17] [--fetch]
        [--only cortado,pytorch,pytorch-compiled,onnxruntime,djl,dl4j] [--json FILE]

Our side is `./cortado bench`, once for each --java. Python needs torch for the two PyTorchs, and onnx and onnxruntime for ONNX
Runtime; --fetch lets Maven fetch DJL with libtorch (120 MB) and Deeplearning4j with oneDNN (160 MB). Who cannot run is left
out, and it is said why. Training of the last two networks takes batches of 32.
"""
import argparse
import json
import os
import statistics
import sys

from contenders import contenders
from measuring import Failure, build, disturbed, machine, once, spread

parser = argparse.ArgumentParser()
parser.add_argument("--models", default="lenet,vgg-small,resnet-18,mobilenet-v2")
parser.add_argument("--cases", default="train:64,infer:64,infer:1")
parser.add_argument("--rounds", type=int, default=3)
parser.add_argument("--seconds", type=float, default=4)
parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--java", action="append", metavar="HOME")
parser.add_argument("--only", metavar="NAMES")
parser.add_argument("--fetch", action="store_true")
parser.add_argument("--json", metavar="FILE")
args = parser.parse_args()

javas = args.java or [os.environ.get("JAVA_HOME")]
ours, peers = contenders(javas)
only = args.only.split(",") if args.only else ["cortado"] + [peer.name for peer in peers]
unknown = set(only) - {"cortado"} - {peer.name for peer in peers}
if unknown:
    sys.exit(f"--only: there is no {', '.join(sorted(unknown))}; there are cortado, {', '.join(peer.name for peer in peers)}")
if "cortado" in only:
    build(javas[0])
else:
    ours = []
able = []
for peer in peers:
    reason = peer.why_not(args.fetch) if peer.name in only else None
    if reason:
        print(f"left out: {peer.name}, since {reason}", file=sys.stderr)
    elif peer.name in only:
        able.append(peer)


def measure(model, mode, batch):
    """Returns the lines of each contender, in the order of the table; all take part in each round."""
    lines = {each.name: [] for each in ours + able if mode in each.modes}
    for _ in range(args.rounds):
        for each in ours + able:
            if each.name not in lines:
                continue
            try:
                line = once(*each.command(model, mode, batch, args.threads, args.seconds))
            except Failure as e:
                print(f"left out: {each.name}, {model}, {mode}, batch {batch}: {e}", file=sys.stderr)
                del lines[each.name]
                continue
            line["who"] = each.who(line)
            lines[each.name].append(line)
    return lines


def speeds(lines):
    return [line["images_per_s"] for line in lines]


def ratio(mine, theirs):
    """The ratio of medians, and the least and the most that a round gave."""
    rounds = [a / b for a, b in zip(mine, theirs)]
    return f"{statistics.median(mine) / statistics.median(theirs):.2f} ({min(rounds):.2f} to {max(rounds):.2f})"


def best(lines, names):
    """The fastest of some contenders, by medians; None if none of them ran."""
    there = [name for name in names if name in lines]
    return max(there, key=lambda name: statistics.median(speeds(lines[name]))) if there else None


rows, goals = [], []
print(f"{machine()}\nrounds {args.rounds}, {args.threads} threads; images/s: median (least to most); ratio: Cortado to the peer, of"
      " medians (least to most, by rounds)\n")
head = [mine.column() for mine in ours] or ["ratio"]
print(f"| network | mode | batch | who | images/s | {' | '.join(head)} |\n|---|---|---|---|---|{'---|' * len(head)}")
for model in args.models.split(","):
    for case in args.cases.split(","):
        mode, batch = case.split(":")
        batch = int(batch)
        if mode == "train" and model in ("resnet-18", "mobilenet-v2"):
            batch = min(batch, 32)
        lines = measure(model, mode, batch)
        if any(each.name not in lines for each in ours):
            sys.exit("Cortado itself failed")
        for name, measured in lines.items():
            ratios = [ratio(speeds(lines[mine.name]), speeds(measured)) for mine in ours]
            if measured[0].get("percent_of_peak"):
                ratios = [f"{statistics.median(line['percent_of_peak'] for line in measured):.0f}% of peak", *[""] * (len(ours) - 1)]
            marks = sum(map(disturbed, measured))
            print(f"| {model} | {mode} | {batch} | {measured[0]['who']} | {spread(speeds(measured), marks)} | "
                  f"{' | '.join(ratios or [''])} |", flush=True)
            rows.append({"model": model, "mode": mode, "batch": batch, "who": measured[0]["who"], "images_per_s": speeds(measured),
                         "percent_of_peak": [line.get("percent_of_peak") for line in measured],
                         "others": [line["others"] for line in measured]})
        rival = best(lines, ["pytorch", "pytorch-compiled"] if mode == "train" else ["onnxruntime"])
        if rival and ours:
            goals.append(f"| {model} | {mode} | {batch} | {lines[rival][0]['who']} | "
                         + " | ".join(ratio(speeds(lines[mine.name]), speeds(lines[rival])) for mine in ours) + " |")
if goals:
    print("\nTraining against the fastest PyTorch, inference against ONNX Runtime:\n\n"
          f"| network | mode | batch | rival | {' | '.join(head)} |\n|---|---|---|---|{'---|' * len(head)}")
    print("\n".join(goals))
if args.json:
    with open(args.json, "w") as file:
        json.dump({"machine": machine(), "threads": args.threads, "rows": rows}, file, indent=1)
