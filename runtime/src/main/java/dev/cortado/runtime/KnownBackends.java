package dev.cortado.runtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The backends of this project, so that one that was not found can still be named together with the way to get it. */
final class KnownBackends {

    private static final String ARTIFACT = "dev.cortado:cortado-backend-";

    private static final Map<String, String> HOW = new LinkedHashMap<>();

    static {
        HOW.put("cpu", library("cpu"));
        HOW.put("reference", library("reference"));
        HOW.put("opencl", library("opencl") + "; it needs an OpenCL driver too");
        HOW.put(
                "nd4j",
                "it is not shipped, because it brings 130 MB of native libraries. In a clone, './cortado COMMAND --backend"
                        + " nd4j' fetches it once; in a program, " + library("nd4j"));
    }

    private KnownBackends() {}

    private static String library(String name) {
        return "put " + ARTIFACT + name + " on the class path";
    }

    /** Returns the names, those that any machine can run first. */
    static List<String> names() {
        return List.copyOf(HOW.keySet());
    }

    /** Returns what to do to get a backend, known or not. */
    static String howToGet(String name) {
        String how = HOW.get(name);
        return how == null
                ? "A backend of somebody else is found when the jar of its plug-in is on the class path"
                : "To get '" + name + "': " + how;
    }
}
