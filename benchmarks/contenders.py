"""Who is measured, how, and why not where that is the case."""
import importlib.util
import os
import shutil
import subprocess
import sys

from measuring import HERE, HOME, cortado

PEERS = os.path.join(HERE, "peers")


class Contender:
    modes = ("train", "infer")

    def __init__(self, name):
        self.name = name

    def why_not(self, fetch):
        """Returns why it cannot run here; None if it can."""
        return None

    def command(self, model, mode, batch, threads, seconds):
        """Returns the command, and what the environment must hold."""
        raise NotImplementedError


class Cortado(Contender):
    def __init__(self, name, java):
        super().__init__(name)
        self.java = java

    def column(self):
        """Returns the head of the column with its ratios."""
        try:
            with open(os.path.join(self.java or "", "release")) as file:
                return next("ratio, Java " + line.split('"')[1].split(".")[0] for line in file if line.startswith("JAVA_VERSION="))
        except (OSError, StopIteration):
            return f"ratio, {self.java}" if self.java else "ratio"

    def command(self, *case):
        return cortado(self.java, *case)

    def who(self, line):
        return f"Cortado {line['backend']}, Java {line['java'].split('.')[0]}"


class Script(Contender):
    """A script for this Python, which must have certain modules."""

    def __init__(self, name, script, modules, *flags, modes=("train", "infer")):
        super().__init__(name)
        self.script, self.modules, self.flags, self.modes = script, modules, flags, modes

    def why_not(self, fetch):
        missing = [module for module in self.modules if importlib.util.find_spec(module) is None]
        return f"this Python has no {', '.join(missing)}" if missing else None

    def command(self, model, mode, batch, threads, seconds):
        return [sys.executable, os.path.join(PEERS, self.script), model, mode, str(batch), "--threads", str(threads),
                "--seconds", str(seconds), *self.flags], {}

    def who(self, line):
        return line["who"]


class Compiled(Script):
    """torch.compile writes C++ and calls a compiler."""

    def why_not(self, fetch):
        compilers = [os.environ["CXX"]] if "CXX" in os.environ else ["g++", "clang++"]
        return super().why_not(fetch) or (
            None if any(map(shutil.which, compilers)) else f"there is no C++ compiler ({' or '.join(compilers)})")


class Maven(Contender):
    """A program for the JVM whose libraries Maven fetches."""

    def __init__(self, name, java, main, size):
        super().__init__(name)
        self.folder = os.path.join(PEERS, name)
        self.java = os.path.join(java, "bin", "java") if java else "java"
        self.main, self.size = main, size

    def why_not(self, fetch):
        if not shutil.which(self.java):
            return f"there is no {self.java}"
        lib = os.path.join(self.folder, "target", "lib")
        if os.path.isdir(lib):
            return None
        build = f"./mvnw -q -f benchmarks/peers/{self.name}/pom.xml package"
        if not fetch:
            return f"it is not built: --fetch does it, or {build} (fetches {self.size} MB)"
        built = subprocess.run(build.split(), cwd=HOME, capture_output=True, text=True)
        return f"its build failed: {(built.stdout + built.stderr).strip()[-300:]}" if built.returncode else None

    def start(self):
        target = os.path.join(self.folder, "target")
        return [self.java, "-cp", f"{target}/classes{os.pathsep}{target}/lib/*", self.main]

    def who(self, line):
        return line["who"]


class Dl4j(Maven):
    def command(self, model, mode, batch, threads, seconds):
        return self.start() + [model, mode, str(batch), str(seconds)], {"OMP_NUM_THREADS": str(threads)}


class Djl(Maven):
    def command(self, model, mode, batch, threads, seconds):
        script = self.torchscript(model) if mode == "infer" else []
        # libtorch is unpacked beside its jar instead of into the home folder
        return self.start() + [model, mode, str(batch), str(threads), str(seconds), *script], {
            "DJL_CACHE_DIR": os.path.join(self.folder, "target", "cache")}

    def torchscript(self, model):
        """Returns the exported network; nothing where Python has no PyTorch, and then DJL infers with its own blocks."""
        if importlib.util.find_spec("torch") is None:
            return []
        file = os.path.join(self.folder, "target", "scripts", model + ".pt")
        if not os.path.exists(file):
            os.makedirs(os.path.dirname(file), exist_ok=True)
            subprocess.run([sys.executable, os.path.join(PEERS, "torchscript.py"), model, file], check=True,
                           stderr=subprocess.DEVNULL)
        return [file]


def contenders(javas):
    """All of them; one Cortado for each JDK. Peers on the JVM run on the first."""
    ours = [Cortado("cortado" if i == 0 else f"cortado-{i + 1}", java) for i, java in enumerate(javas)]
    return ours, [
        Script("pytorch", "pytorch.py", ["torch"]),
        Compiled("pytorch-compiled", "pytorch.py", ["torch"], "--compile"),
        Script("onnxruntime", "onnx_runtime.py", ["torch", "onnx", "onnxruntime"], modes=("infer",)),
        Djl("djl", javas[0], "peers.DjlPeer", 120),
        Dl4j("dl4j", javas[0], "peers.Dl4jPeer", 160),
    ]
