package dev.cortado.backend.cpu.kernel;

import jdk.incubator.vector.VectorShape;

/** Asks the Vector API how wide the processor's vectors are; apart, since the API may be missing. */
final class PreferredWidth {

    private PreferredWidth() {}

    /**
     * Returns the width in bits.
     *
     * @throws NoClassDefFoundError if the JVM was started without the Vector API
     */
    static int bits() {
        return VectorShape.preferredShape().vectorBitSize();
    }
}
