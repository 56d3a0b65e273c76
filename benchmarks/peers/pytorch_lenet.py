"""LeNet training and inference in PyTorch, as fast as it goes on a CPU (channels last): prints images/s as JSON lines.

    python benchmarks/peers/pytorch_lenet.py [threads]

The network, the batch size and the optimizer are those of dev.cortado.benchmarks.TrainingThroughput; the images are
random and already in memory, so PyTorch pays for no data pipeline here.
"""
import json
import sys
import time

import torch
from torch import nn

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 2
torch.set_num_threads(threads)
torch.manual_seed(0)


def lenet():
    return nn.Sequential(
        nn.Conv2d(1, 20, 5), nn.MaxPool2d(2), nn.Conv2d(20, 50, 5), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(800, 500), nn.ReLU(), nn.Linear(500, 10)).to(memory_format=torch.channels_last)


def training(batch=64, steps=400):
    network = lenet()
    optimizer = torch.optim.SGD(network.parameters(), lr=0.02, momentum=0.9)
    loss = nn.CrossEntropyLoss()
    images = torch.randn(batch, 1, 28, 28).to(memory_format=torch.channels_last)
    labels = torch.randint(0, 10, (batch,))
    for step in range(steps + 50):
        if step == 50:
            start = time.perf_counter()
        optimizer.zero_grad(set_to_none=True)
        loss(network(images), labels).backward()
        optimizer.step()
    return steps * batch / (time.perf_counter() - start)


def inference(batch, runs):
    network = lenet().eval()
    images = torch.randn(batch, 1, 28, 28).to(memory_format=torch.channels_last)
    times = []
    with torch.inference_mode():
        for _ in range(runs):
            start = time.perf_counter()
            network(images)
            times.append(time.perf_counter() - start)
    return batch / sorted(times[runs // 2:])[runs // 4]


print(json.dumps({"peer": f"PyTorch {torch.__version__}, channels last", "threads": threads,
                  "train_images_per_s": round(training()),
                  "infer_1_images_per_s": round(inference(1, 4000)),
                  "infer_64_images_per_s": round(inference(64, 400))}))
