"""Runs a measuring program in a process of its own, and tells whether something else used the processors meanwhile."""
import json
import os
import resource
import statistics
import subprocess
import time

HERE = os.path.dirname(os.path.abspath(__file__))
HOME = os.path.dirname(HERE)

# Work of others, in processors, above which a run counts as disturbed.
QUIET = 0.1


class Failure(Exception):
    """A program that ended without a figure; the text says why."""


def busy():
    """Seconds that all processors were busy or taken away by the host since the machine started; None if nobody tells."""
    try:
        with open("/proc/stat") as file:
            user, nice, system, _, _, irq, softirq, steal = map(int, file.readline().split()[1:9])
    except (OSError, ValueError):
        return None
    return (user + nice + system + irq + softirq + steal) / os.sysconf("SC_CLK_TCK")


def own():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def once(command, environment=None, limit=900):
    """Returns the JSON that a program printed; "others" in it is how many processors others kept busy, None if unknown."""
    before, mine, start = busy(), own(), time.monotonic()
    try:
        result = subprocess.run(command, capture_output=True, text=True, timeout=limit, env={**os.environ, **(environment or {})})
    except subprocess.TimeoutExpired:
        raise Failure(f"took over {limit:g} s")
    except OSError as e:
        raise Failure(str(e))
    seconds = time.monotonic() - start
    opening = result.stdout.find("{")
    if result.returncode or opening < 0:
        lines = (result.stderr + result.stdout).strip().splitlines() or ["no output"]
        raise Failure(f"exit code {result.returncode}: " + " / ".join(lines[-3:]))
    # what follows the first object, such as a farewell of an engine, is no figure
    line, _ = json.JSONDecoder().raw_decode(result.stdout, opening)
    line["others"] = None if before is None else max(0.0, busy() - before - (own() - mine)) / seconds
    return line


def disturbed(line):
    return line["others"] is not None and line["others"] > QUIET


def cortado(java, model, mode, batch, threads, seconds, *more):
    """The command and environment that measure our side; java is a JDK's folder, or None for the launcher's choice."""
    command = [os.path.join(HOME, "cortado"), "bench", "--backend", "cpu", "--model", model, "--mode", mode, "--batch", str(batch), "--threads",
               str(threads), "--seconds", f"{seconds:g}", "--no-layers", "--json", *more]
    return command, home(java)


def home(java):
    return {"JAVA_HOME": java} if java else {}


def build(java):
    """Builds the program if that is due, so that no measurement waits for it."""
    subprocess.run([os.path.join(HOME, "cortado"), "--version"], check=True, stdout=subprocess.DEVNULL,
                   env={**os.environ, **home(java)})


def spread(values, marks=0):
    """A median with the least and the most, and how many of the values were disturbed."""
    text = f"{statistics.median(values):,.0f} ({min(values):,.0f} to {max(values):,.0f})"
    return text + (f", {marks} of {len(values)} disturbed" if marks else "")


def machine():
    name = "unknown processor"
    try:
        with open("/proc/cpuinfo") as file:
            name = next(line.split(":")[1].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    watched = f"disturbed: others kept more than {QUIET:g} processors busy" if busy() is not None else (
        "disturbance is not watched, since there is no /proc/stat")
    return f"{os.cpu_count()} processors, {name}; {time.strftime('%Y-%m-%d')}; {watched}"
