package dev.cortado.conformance.kit;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.backend.Behaviour;
import dev.cortado.conformance.Tolerance;
import dev.cortado.conformance.oracle.Expected;
import java.util.Optional;
import java.util.Set;

/**
 * Compares a result with what it should be.
 *
 * @param subnormals whether numbers below the smallest normal one must be told apart from 0
 * @param specials whether NaN, infinities and the signs of zeros must be as specified
 */
record Comparison(boolean subnormals, boolean specials) {

    /** How exactly non-finite results and zeros are compared. */
    enum Strictness {
        /** Kind and sign. */
        BITS,
        /** Kind, and the sign of infinities. */
        KINDS,
        /** Not finite where the oracle is not finite; products may also be elsewhere, since 0 x infinity is NaN. */
        NON_FINITE
    }

    /**
     * What was found.
     *
     * @param worst the largest error, as a part of what is allowed
     * @param problem the first element that is wrong
     */
    record Verdict(double worst, Optional<String> problem) {}

    static Comparison of(Set<Behaviour> lacks) {
        return new Comparison(!lacks.contains(Behaviour.SUBNORMALS), !lacks.contains(Behaviour.SPECIAL_VALUES));
    }

    /**
     * Returns a comparison for what has several steps.
     *
     * <p>The bounds hold as long as no step leaves the range of normal numbers (Higham 2002, section 2.1). Where one does, as
     * the exponential in a sigmoid of -100, what is lost lies below the smallest normal number.
     */
    Comparison ofSeveralSteps() {
        return new Comparison(false, specials);
    }

    Verdict compare(HostTensor found, Expected expected, Strictness strictness) {
        if (!found.spec().equals(expected.spec())) {
            return new Verdict(0, Optional.of("is " + found.spec() + ", expected " + expected.spec()));
        }
        DType dtype = found.dtype();
        double tiny = tiny(dtype);
        double worst = 0;
        for (int i = 0; i < found.spec().elements(); i++) {
            double y = found.get(i);
            double z = expected.wide().get(i);
            if (dtype == DType.INT64
                    && expected.wide().dtype() == DType.INT64
                    && found.longs()[i] != expected.wide().longs()[i]) {
                // a float64 does not hold every one of them
                String exactly = "element " + i + " is " + found.longs()[i] + ", expected "
                        + expected.wide().longs()[i] + " exactly";
                return new Verdict(worst, Optional.of(exactly));
            }
            double narrow = dtype == DType.FLOAT32 ? (float) z : z;
            double slack = expected.slack(i);
            if (!Double.isFinite(narrow)) {
                if (specials && !agrees(y, narrow, strictness)) {
                    return wrong(worst, i, y, narrow, "");
                }
                continue;
            }
            if (strictness == Strictness.NON_FINITE && !Double.isFinite(y)) {
                continue;
            }
            double bound = slack == 0 ? 0 : slack * Tolerance.epsilon(dtype) + tiny;
            double error = Math.abs(y - (slack == 0 ? narrow : z));
            boolean sign = slack != 0 || y != 0 || !specials || strictness != Strictness.BITS;
            if (error > bound && error <= tiny && !subnormals) {
                continue;
            }
            if (!(error <= bound) || !(sign || Double.compare(y, narrow) == 0)) {
                return wrong(worst, i, y, z, slack == 0 ? " exactly" : ", error " + error + ", bound " + bound);
            }
            worst = Math.max(worst, bound == 0 ? 0 : error / bound);
        }
        return new Verdict(worst, Optional.empty());
    }

    private static boolean agrees(double y, double z, Strictness strictness) {
        return strictness == Strictness.NON_FINITE ? !Double.isFinite(y) : Double.compare(y, z) == 0;
    }

    private double tiny(DType dtype) {
        if (dtype == DType.FLOAT32) {
            return subnormals ? Float.MIN_VALUE : Float.MIN_NORMAL;
        }
        return subnormals ? Double.MIN_VALUE : Double.MIN_NORMAL;
    }

    private static Verdict wrong(double worst, int index, double found, double expected, String bound) {
        return new Verdict(worst, Optional.of("element " + index + " is " + found + ", expected " + expected + bound));
    }
}
