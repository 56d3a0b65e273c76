package dev.cortado.backend.nd4j;

import dev.cortado.api.CortadoException;
import dev.cortado.api.backend.Usability;

/** Puts into words what goes wrong between this backend and ND4J. */
final class Nd4jFailure {

    private static final String WHERE = "backend '" + Nd4jProvider.NAME + "'";

    private Nd4jFailure() {}

    static CortadoException absent(Usability usability) {
        return CortadoException.user("backend-unusable", WHERE, usability.reason(), usability.remedy());
    }

    static CortadoException start(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return new CortadoException(
                CortadoException.Category.BACKEND,
                "backend-start-failed",
                WHERE,
                "ND4J could not be started: " + root,
                fix(root),
                cause);
    }

    private static String fix(Throwable root) {
        if (root instanceof UnsatisfiedLinkError) {
            return "the native library needs Linux on x86-64 with glibc and the instructions its classifier names: use"
                    + " -onednn-avx2 where there is no AVX-512, and see that java.io.tmpdir or ~/.javacpp is writable";
        }
        if (root instanceof LinkageError || root instanceof ReflectiveOperationException) {
            return "jars of several versions of ND4J are mixed: " + Nd4jPresence.REMEDY;
        }
        return Nd4jPresence.REMEDY;
    }

    static CortadoException memory(String what, Throwable cause) {
        return CortadoException.resource("out-of-memory", WHERE, "no memory for " + what, "use a smaller batch", cause);
    }
}
