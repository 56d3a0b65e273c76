package dev.cortado.cli;

import dev.cortado.api.CortadoException;
import dev.cortado.runtime.BackendSettings;
import dev.cortado.runtime.Cortado;
import dev.cortado.runtime.Plugins;
import dev.cortado.runtime.Selection;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A backend with its settings in one word, such as {@code cpu}, {@code cpu:threads=1,fusion=off} or {@code opencl:device=1}.
 *
 * @param name the backend
 * @param threads threads that compute; null for all processors
 * @param properties further settings
 */
record BackendSide(String name, Integer threads, Map<String, String> properties) {

    private static final String THREADS = "threads";

    static BackendSide parse(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        Map<String, String> properties = new LinkedHashMap<>();
        if (colon >= 0) {
            for (String setting : text.substring(colon + 1).split(",", -1)) {
                int equals = setting.indexOf('=');
                if (equals < 1) {
                    throw malformed(text, "'" + setting + "' is no setting");
                }
                properties.put(setting.substring(0, equals), setting.substring(equals + 1));
            }
        }
        String count = properties.remove(THREADS);
        if (name.isEmpty()) {
            throw malformed(text, "it names no backend");
        }
        if (count != null && !count.matches("[1-9][0-9]{0,4}")) {
            throw malformed(text, "'" + count + "' is no number of threads");
        }
        return new BackendSide(name, count == null ? null : Integer.valueOf(count), properties);
    }

    private static CortadoException malformed(String text, String what) {
        return CortadoException.user(
                "backend-malformed",
                text,
                what,
                "write NAME or NAME:KEY=VALUE,..., such as cpu:threads=1 or opencl:device=0");
    }

    /** Opens Cortado with this backend; settings of the environment do not count, since two backends are at work. */
    Cortado open(Plugins plugins, long seed) {
        Selection selection = Selection.defaults().withSeed(seed).withBackend(name);
        for (Map.Entry<String, String> property : properties.entrySet()) {
            selection = selection.withProperty(property.getKey(), property.getValue());
        }
        if (threads != null) {
            selection = selection.withThreads(threads);
        }
        return Cortado.builder()
                .plugins(plugins)
                .selection(selection)
                .settings(new BackendSettings(null, null, Path.of("")))
                .build();
    }
}
