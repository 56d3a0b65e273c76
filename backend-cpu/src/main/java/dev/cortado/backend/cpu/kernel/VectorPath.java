package dev.cortado.backend.cpu.kernel;

import dev.cortado.api.CortadoException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Which kind of kernels runs in this process: vectors of one width, or scalar twins of equal bits.
 *
 * <p>The width is the one that the processor prefers, unless the system property {@value #PROPERTY} names another. Where
 * the module {@code jdk.incubator.vector} is missing, kernels are scalar.
 */
public final class VectorPath {

    /** The system property that chooses: 128, 256, 512 or scalar. */
    public static final String PROPERTY = "cortado.cpu.vector";

    /** Elements behind the end of every array that may be read: a vector of the widest kind with the smallest elements. */
    public static final int SLACK = 64;

    /** How to get vector kernels where the module is missing. */
    public static final String REMEDY = "start Java with --add-modules jdk.incubator.vector";

    private static final List<String> CHOICES = List.of("128", "256", "512", "scalar");
    private static final int PREFERRED = preferred();
    private static final int BITS = choose(System.getProperty(PROPERTY));

    /** Whether vector kernels run; a constant for the JIT, which leaves the other twin out. */
    public static final boolean VECTOR = BITS > 0;

    private static final AtomicBoolean ANNOUNCED = new AtomicBoolean();

    private VectorPath() {}

    /** Returns the width of vectors in bits; 0 if kernels are scalar. */
    public static int bits() {
        return BITS;
    }

    /** Tells whether the JVM was started with the Vector API. */
    public static boolean isModulePresent() {
        return PREFERRED > 0;
    }

    /** Returns words such as {@code 512-bit vectors}. */
    public static String describe() {
        return VECTOR ? BITS + "-bit vectors" : "scalar kernels";
    }

    /** Checks the system property. */
    public static void check() {
        String wish = System.getProperty(PROPERTY);
        if (wish != null && !CHOICES.contains(wish)) {
            throw CortadoException.user(
                    "invalid-vector-path",
                    "-D" + PROPERTY,
                    "there is no '" + wish + "'",
                    "use one of " + String.join(", ", CHOICES));
        }
    }

    /** Prints one line, once per process, if kernels are slower than they could be. */
    public static void announce() {
        String slow = null;
        if (!isModulePresent() && !"scalar".equals(System.getProperty(PROPERTY))) {
            slow = "the Vector API is not enabled, kernels are scalar (same results, slower); " + REMEDY;
        } else if (BITS > PREFERRED) {
            slow = BITS + "-bit vectors are emulated on this processor (same results, very slow); leave out -D"
                    + PROPERTY;
        }
        if (slow != null && ANNOUNCED.compareAndSet(false, true)) {
            System.err.println("cortado cpu: " + slow);
        }
    }

    private static int choose(String wish) {
        if (PREFERRED == 0 || "scalar".equals(wish)) {
            return 0;
        }
        return wish == null || !CHOICES.contains(wish) ? PREFERRED : Integer.parseInt(wish);
    }

    private static int preferred() {
        try {
            return Math.min(512, Math.max(128, PreferredWidth.bits()));
        } catch (LinkageError e) {
            return 0;
        }
    }
}
