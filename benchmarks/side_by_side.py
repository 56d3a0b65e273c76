"""Cortado beside its peers, each in a process of its own, in turn: prints a table of medians, spreads and ratios.

    python benchmarks/side_by_side.py [--models lenet,vgg-small,resnet-18,mobilenet-v2] [--cases train:64,infer:64,infer:1]
        [--rounds 3] [--seconds 4] [--java HOME] [--only cortado,pytorch,onnxruntime] [--json FILE]

Python needs torch, and onnx, onnxruntime for the second peer; what is missing is left out, and said. Training of the last two
networks takes batches of 32. A round that another process disturbed shows as a spread; the median is what counts.
"""
import argparse
import glob
import importlib.util
import json
import os
import statistics
import subprocess
import sys

here = os.path.dirname(os.path.abspath(__file__))
parser = argparse.ArgumentParser()
parser.add_argument("--models", default="lenet,vgg-small,resnet-18,mobilenet-v2")
parser.add_argument("--cases", default="train:64,infer:64,infer:1")
parser.add_argument("--rounds", type=int, default=3)
parser.add_argument("--seconds", type=float, default=4)
parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--java", default=os.environ.get("JAVA_HOME"))
parser.add_argument("--only", default="cortado,pytorch,onnxruntime")
parser.add_argument("--json")
args = parser.parse_args()


def cortado(model, mode, batch):
    java = os.path.join(args.java, "bin", "java") if args.java else "java"
    return [java, "--add-modules", "jdk.incubator.vector", "-XX:+UseParallelGC", "-cp", os.path.join(here, "target/lib/*"),
            "dev.cortado.benchmarks.StepThroughput", f"model={model}", f"mode={mode}", f"batch={batch}",
            f"threads={args.threads}", f"seconds={args.seconds:g}"]


def python(script):
    return lambda model, mode, batch: [sys.executable, os.path.join(here, "peers", script), model, mode, str(batch),
                                       "--threads", str(args.threads), "--seconds", str(args.seconds)]


contenders = {"cortado": (cortado, None, ("train", "infer")),
              "pytorch": (python("pytorch.py"), "torch", ("train", "infer")),
              "onnxruntime": (python("onnx_runtime.py"), "onnxruntime", ("infer",))}
for name in list(contenders):
    module = contenders[name][1]
    if name not in args.only.split(","):
        del contenders[name]
    elif module and importlib.util.find_spec(module) is None:
        print(f"left out: {name}, since this Python has no {module}", file=sys.stderr)
        del contenders[name]
if "cortado" in contenders and not glob.glob(os.path.join(here, "target/lib/cortado-*.jar")):
    sys.exit("benchmarks/target/lib is missing: run ./mvnw -q -DskipTests package -pl benchmarks -am")


def once(command):
    result = subprocess.run(command, capture_output=True, text=True)
    lines = [line for line in result.stdout.splitlines() if line.startswith("{")]
    if result.returncode or not lines:
        sys.exit(f"{' '.join(command)} failed:\n{result.stdout}{result.stderr}")
    return json.loads(lines[-1])


rows = []
print(f"rounds {args.rounds}, {args.threads} threads; images/s: median (least to most); ratio: Cortado to the peer, of medians")
print("| network | mode | batch | who | images/s | ratio (least to most, by rounds) |\n|---|---|---|---|---|---|")
for model in args.models.split(","):
    for case in args.cases.split(","):
        mode, batch = case.split(":")
        batch = int(batch)
        if mode == "train" and model in ("resnet-18", "mobilenet-v2"):
            batch = min(batch, 32)
        speeds, names = {}, {}
        for _ in range(args.rounds):
            for name, (command, _, modes) in contenders.items():
                if mode in modes:
                    line = once(command(model, mode, batch))
                    speeds.setdefault(name, []).append(line["images_per_s"])
                    names[name] = line["who"]
        for name, values in speeds.items():
            ratio = ""
            if name != "cortado" and "cortado" in speeds:
                ratios = [a / b for a, b in zip(speeds["cortado"], values)]
                ratio = (f"{statistics.median(speeds['cortado']) / statistics.median(values):.2f}"
                         f" ({min(ratios):.2f} to {max(ratios):.2f})")
            print(f"| {model} | {mode} | {batch} | {names[name]} | {statistics.median(values):,.0f}"
                  f" ({min(values):,.0f} to {max(values):,.0f}) | {ratio} |", flush=True)
            rows.append({"model": model, "mode": mode, "batch": batch, "who": names[name], "images_per_s": values})
if args.json:
    with open(args.json, "w") as file:
        json.dump(rows, file, indent=1)
