"""Images per second of PyTorch on a CPU, in channels-last layout, which is its fastest: prints one line of JSON.

    python benchmarks/peers/pytorch.py MODEL train|infer BATCH [--threads 2] [--seconds 5] [--layout contiguous] [--compile] [--memory]

Training is forward, softmax cross-entropy, backward and SGD with momentum 0.9, on one batch of random images in memory. With --memory it prints instead by how much the process grew at
most in five steps, from before the network was made (Linux).
"""
import argparse
import json
import time

import torch
from torch import nn

from networks import NETWORKS

parser = argparse.ArgumentParser()
parser.add_argument("model", choices=NETWORKS)
parser.add_argument("mode", choices=("train", "infer"))
parser.add_argument("batch", type=int)
parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--seconds", type=float, default=5)
parser.add_argument("--layout", choices=("channels_last", "contiguous"), default="channels_last")
parser.add_argument("--compile", action="store_true")
parser.add_argument("--memory", action="store_true")
args = parser.parse_args()



def resident(field):
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith(field + ":"))


if args.memory:
    with open("/proc/self/clear_refs", "w") as refs:
        refs.write("5")  # forgets the peak
    before = resident("VmRSS")

torch.set_num_threads(args.threads)
torch.manual_seed(0)
layout = getattr(torch, args.layout + ("_format" if args.layout == "contiguous" else ""))
create, image = NETWORKS[args.model]
network = create().to(memory_format=layout)
images = torch.rand(args.batch, *image).to(memory_format=layout)
labels = torch.arange(args.batch) % 10
if args.mode == "infer":
    network.eval()
optimizer = torch.optim.SGD(network.parameters(), lr=0.001, momentum=0.9)
loss = nn.CrossEntropyLoss()
run = torch.compile(network) if args.compile else network


def step():
    if args.mode == "train":
        optimizer.zero_grad(set_to_none=True)
        loss(run(images), labels).backward()
        optimizer.step()
    else:
        with torch.inference_mode():
            run(images)


def measure(seconds):
    times, end = [], time.perf_counter() + seconds
    while time.perf_counter() < end or len(times) < 3:
        start = time.perf_counter()
        step()
        times.append(time.perf_counter() - start)
    return sorted(times)


who = f"PyTorch {torch.__version__}, {args.layout}" + (", compiled" if args.compile else "")
if args.memory:
    for _ in range(5):
        step()
    print(json.dumps({"who": who, "model": args.model, "batch": args.batch,
                      "resident_growth_mib": round(resident("VmHWM") - before, 1), "resident_before_mib": round(before, 1)}))
    raise SystemExit
measure(args.seconds / 2)
times = measure(args.seconds)
print(json.dumps({"who": who, "model": args.model, "mode": args.mode, "batch": args.batch,
                  "images_per_s": round(args.batch / times[len(times) // 2], 1)}))
