package dev.cortado.runtime;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a session shall be made of.
 *
 * @param backend the name of the backend; null lets {@link BackendChooser} choose
 * @param threads how many threads the backend may use, at least 1; never changes a result
 * @param floatType the type of parameters and images
 * @param seed where all random numbers come from
 * @param properties further settings for the backend, by name
 * @param strict whether a backend without a kernel for an operation of a network is an error
 */
public record Selection(
        String backend, int threads, DType floatType, long seed, Map<String, String> properties, boolean strict) {

    /** Creates a selection that allows decompositions. */
    public Selection(String backend, int threads, DType floatType, long seed, Map<String, String> properties) {
        this(backend, threads, floatType, seed, properties, false);
    }

    /** Creates a selection; the map is copied. */
    public Selection {
        if (threads < 1) {
            throw CortadoException.user(
                    "threads-out-of-range",
                    null,
                    "threads is " + threads,
                    "use at least 1; this machine has " + Runtime.getRuntime().availableProcessors() + " processors");
        }
        if (!floatType.isFloating()) {
            throw CortadoException.user(
                    "not-a-float-type", null, "the session's floating type is " + floatType, "use FLOAT32 or FLOAT64");
        }
        properties = Map.copyOf(properties);
    }

    /** Returns the defaults: backend by settings and priority, all processors, float32, seed 42. */
    public static Selection defaults() {
        return new Selection(null, Runtime.getRuntime().availableProcessors(), DType.FLOAT32, 42, Map.of(), false);
    }

    /** Returns this selection with a backend named. */
    public Selection withBackend(String name) {
        return new Selection(name, threads, floatType, seed, properties, strict);
    }

    /** Returns this selection with another number of threads. */
    public Selection withThreads(int count) {
        return new Selection(backend, count, floatType, seed, properties, strict);
    }

    /** Returns this selection with another floating type. */
    public Selection withFloatType(DType type) {
        return new Selection(backend, threads, type, seed, properties, strict);
    }

    /** Returns this selection with another seed. */
    public Selection withSeed(long value) {
        return new Selection(backend, threads, floatType, value, properties, strict);
    }

    /** Returns this selection with one more setting for the backend. */
    public Selection withProperty(String name, String value) {
        Map<String, String> copy = new LinkedHashMap<>(properties);
        copy.put(name, value);
        return new Selection(backend, threads, floatType, seed, copy, strict);
    }

    /** Returns this selection with decompositions refused, or allowed. */
    public Selection withStrict(boolean refused) {
        return new Selection(backend, threads, floatType, seed, properties, refused);
    }
}
