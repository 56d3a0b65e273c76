package dev.cortado.cli;

import dev.cortado.api.backend.Usability;
import dev.cortado.interop.Json;
import dev.cortado.runtime.Diagnosis;
import dev.cortado.runtime.Doctor;
import dev.cortado.runtime.JavaFacts;
import dev.cortado.runtime.PluginDiscovery;
import dev.cortado.runtime.PluginFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what can compute here, what would, and what the rest lacks. */
@Command(
        name = "doctor",
        header = "Says what can compute here, which backend is used and why, and what to install.",
        description = {"", "Exit code 0 if a backend can be chosen and starts, otherwise 1."},
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./cortado doctor",
            "  ./cortado doctor --backend opencl --device 0",
            "  ./cortado doctor --no-start --json"
        })
final class DoctorCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private CommonFlags common;

    @Mixin
    private BackendFlags backend;

    @Option(names = "--no-start", description = "Do not start the backends that are usable to see their devices.")
    private boolean noStart;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Doctor doctor = Doctor.ofThisProcess();
        Diagnosis diagnosis;
        if (json) {
            diagnosis = doctor.examine(PluginDiscovery::discover, backend.selection(), !noStart);
            console.line(Json.writePretty(tree(diagnosis)).stripTrailing());
        } else {
            // what is known already stands there while a backend takes its time
            print(doctor.java(), doctor.api());
            diagnosis = doctor.examine(PluginDiscovery::discover, backend.selection(), !noStart, this::print);
            print(diagnosis);
        }
        return diagnosis.healthy() ? 0 : Failures.OURS;
    }

    private void print(JavaFacts java, String api) {
        console.line("cortado   api " + orUnknown(api));
        console.line("java      " + java.version() + " (" + java.vendor() + ") in " + java.home());
        console.line("machine   " + java.system() + ", " + java.processors() + " processors, heap up to "
                + Quantities.bytes(java.heapBytes()) + ", Vector API " + (java.vectorModule() ? "on" : "off"));
    }

    private void print(Diagnosis diagnosis) {
        for (PluginFailure failure : diagnosis.failedPlugins()) {
            console.line();
            console.line(failure.message());
        }
        if (!diagnosis.absent().isEmpty()) {
            console.line();
            diagnosis.absent().forEach((name, how) -> console.line(name + ": not found. " + how));
        }
        if (!diagnosis.advice().isEmpty()) {
            console.line();
            diagnosis.advice().forEach(line -> console.line("advice: " + line));
        }
        console.line();
        console.line(diagnosis
                .choice()
                .map(choice -> "used: " + choice.name() + " (" + choice.reason() + ")"
                        + (diagnosis.healthy() ? "" : ", but it does not start"))
                .orElse("used: none. " + diagnosis.problem()));
    }

    private void print(Diagnosis.Examined each) {
        console.line();
        Usability usability = each.found().usability();
        console.line(each.found().name() + ": " + each.found().provider().summary());
        console.line("  usable    " + (usability.usable() ? "yes: " : "no: ") + usability.reason());
        each.device()
                .ifPresent(device -> console.line("  device    " + device.name()
                        + (device.version().isBlank() ? "" : " (" + device.version() + ")")));
        if (!each.failure().isEmpty()) {
            console.line("  starts    no: " + each.failure());
        }
        console.line("  priority  " + each.found().provider().priority());
        console.line("  from      " + each.jar().place() + ", version "
                + orUnknown(each.jar().version()) + ", for api "
                + orUnknown(each.jar().api()));
    }

    private static String orUnknown(String text) {
        return text.isEmpty() ? "unknown" : text;
    }

    private static Map<String, Object> tree(Diagnosis diagnosis) {
        JavaFacts java = diagnosis.java();
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("version", java.version());
        machine.put("vendor", java.vendor());
        machine.put("home", java.home());
        machine.put("on_path", java.onPath());
        machine.put("java_home", java.javaHome());
        machine.put("system", java.system());
        machine.put("processors", java.processors());
        machine.put("heap_bytes", java.heapBytes());
        machine.put("vector_api", java.vectorModule());
        List<Object> backends = new ArrayList<>();
        diagnosis.backends().forEach(each -> backends.add(tree(each)));
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("api", diagnosis.api());
        tree.put("java", machine);
        tree.put("backends", backends);
        tree.put("absent", diagnosis.absent());
        tree.put(
                "failed_plugins",
                diagnosis.failedPlugins().stream().map(PluginFailure::message).toList());
        tree.put("used", diagnosis.choice().map(choice -> choice.name()).orElse(null));
        tree.put("why", diagnosis.choice().map(choice -> choice.reason()).orElse(diagnosis.problem()));
        tree.put("healthy", diagnosis.healthy());
        tree.put("advice", diagnosis.advice());
        return tree;
    }

    private static Map<String, Object> tree(Diagnosis.Examined each) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", each.found().name());
        tree.put("summary", each.found().provider().summary());
        tree.put("plugin", each.found().plugin());
        tree.put("jar", each.jar().place());
        tree.put("version", each.jar().version());
        tree.put("api", each.jar().api());
        tree.put("priority", each.found().provider().priority());
        tree.put("usable", each.found().usability().usable());
        tree.put("reason", each.found().usability().reason());
        tree.put("remedy", each.found().usability().remedy());
        tree.put("device", each.device().map(device -> device.name()).orElse(null));
        tree.put("device_version", each.device().map(device -> device.version()).orElse(null));
        tree.put("failure", each.failure());
        return tree;
    }
}
