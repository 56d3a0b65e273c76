package dev.cortado.core.violation;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Breaks rules on purpose: vectors outside the kernel package, a transcendental lanewise operation, serialization. */
public final class CoreUsesVectors {

    FloatVector exponential(FloatVector x) {
        return x.lanewise(VectorOperators.EXP);
    }

    Object read(InputStream in) throws IOException, ClassNotFoundException {
        return new ObjectInputStream(in).readObject();
    }
}
