"""Images per second of ONNX Runtime on a CPU: exports the network from PyTorch, then prints one line of JSON.

    python benchmarks/peers/onnx_runtime.py MODEL infer BATCH [--threads 2] [--seconds 5]
"""
import argparse
import json
import os
import tempfile
import time

import numpy
import onnxruntime
import torch

from networks import NETWORKS

parser = argparse.ArgumentParser()
parser.add_argument("model", choices=NETWORKS)
parser.add_argument("mode", choices=("infer",))
parser.add_argument("batch", type=int)
parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--seconds", type=float, default=5)
args = parser.parse_args()

create, image = NETWORKS[args.model]
shape = (args.batch, *image)
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "network.onnx")
    torch.onnx.export(create().eval(), (torch.zeros(shape),), path, dynamo=False, input_names=["image"])
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = args.threads
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
images = {"image": numpy.random.default_rng(0).random(shape, dtype=numpy.float32)}


def measure(seconds):
    times, end = [], time.perf_counter() + seconds
    while time.perf_counter() < end or len(times) < 3:
        start = time.perf_counter()
        session.run(None, images)
        times.append(time.perf_counter() - start)
    return sorted(times)


measure(args.seconds / 2)
times = measure(args.seconds)
print(json.dumps({"who": f"ONNX Runtime {onnxruntime.__version__}", "model": args.model, "mode": args.mode,
                  "batch": args.batch, "images_per_s": round(args.batch / times[len(times) // 2], 1)}))
