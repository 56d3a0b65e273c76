package dev.cortado.conformance.broken;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.op.ArgMax;
import dev.cortado.api.op.GatherAlong;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Reverse;
import dev.cortado.api.op.Softmax;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/** Functions, reductions and moves that go wrong. */
final class ArithmeticMutants {

    private ArithmeticMutants() {}

    static List<Mutant> all() {
        return List.of(
                corrupted(
                        "ceil instead of floor",
                        "cortado.floor",
                        (op, x, y) -> each(y.get(0), i -> {
                            if (x.get(0).dtype().isFloating()) {
                                y.get(0).set(i, Math.ceil(x.get(0).get(i)));
                            }
                        })),
                corrupted(
                        "NaN swallowed by the maximum",
                        "cortado.maximum",
                        (op, x, y) -> each(y.get(0), i -> {
                            if (Double.isNaN(x.get(0).get(i))) {
                                y.get(0).set(i, x.get(1).get(i));
                            }
                        })),
                corrupted(
                        "NaN swallowed by a reduction",
                        "cortado.reduce_max",
                        (op, x, y) -> each(y.get(0), i -> {
                            if (Double.isNaN(y.get(0).get(i))) {
                                y.get(0).set(i, 1);
                            }
                        })),
                corrupted(
                        "rectifier turns NaN into 0",
                        "cortado.scalar_maximum",
                        (op, x, y) -> each(y.get(0), i -> {
                            if (Double.isNaN(y.get(0).get(i))) {
                                y.get(0).set(i, 0);
                            }
                        })),
                corrupted(
                        "sign of zero lost",
                        "cortado.multiply",
                        (op, x, y) -> each(y.get(0), i -> {
                            if (y.get(0).get(i) == 0) {
                                y.get(0).set(i, 0);
                            }
                        })),
                corrupted(
                        "products rounded to eight bits",
                        "cortado.matmul",
                        (op, x, y) -> each(y.get(0), i -> {
                            if (y.get(0).dtype() == DType.FLOAT32) {
                                int bits = Float.floatToRawIntBits(y.get(0).floats()[i]) & 0xffff0000;
                                y.get(0).floats()[i] = Float.intBitsToFloat(bits);
                            }
                        })),
                corrupted(
                        "exponential of too few terms",
                        "cortado.exp",
                        (op, x, y) -> each(y.get(0), i -> {
                            double exact = y.get(0).get(i);
                            y.get(0).set(i, exact * (1 + 4e-6));
                        })),
                corrupted("tail of the vector left out", "cortado.tanh", (op, x, y) -> {
                    int count = y.get(0).spec().elements();
                    for (int i = count / 16 * 16; i < count && count > 16; i++) {
                        y.get(0).set(i, 0);
                    }
                }),
                corrupted("last of equal maxima", "cortado.arg_max", ArithmeticMutants::lastOfEqual),
                corrupted("wrong word of Philox", "cortado.random_bits", (op, x, y) -> {
                    int[] words = y.get(0).ints();
                    for (int i = 0; i + 4 <= words.length; i += 4) {
                        int first = words[i];
                        words[i] = words[i + 3];
                        words[i + 3] = first;
                    }
                }),
                corrupted("unstable sort", "cortado.sort", (op, x, y) -> {
                    int[] index = y.get(1).ints();
                    for (int i = 0; i + 1 < index.length; i++) {
                        boolean row = y.get(0).shape().rank() == 1;
                        if (row && y.get(0).get(i) == y.get(0).get(i + 1) && index[i] < index[i + 1]) {
                            int first = index[i];
                            index[i] = index[i + 1];
                            index[i + 1] = first;
                        }
                    }
                }),
                corrupted(
                        "integer division rounds down",
                        "cortado.divide",
                        (op, x, y) -> each(y.get(0), i -> {
                            if (x.get(0).dtype() == DType.INT32 && x.get(1).get(i) != 0) {
                                y.get(0).ints()[i] = Math.floorDiv(
                                        x.get(0).ints()[i], x.get(1).ints()[i]);
                            }
                        })),
                corrupted("index beyond the end wraps around", "cortado.gather_along", (op, x, y) -> {
                    int size = x.get(0).shape().size(-1);
                    if (x.get(0).shape().rank() == 2 && ((GatherAlong) op).axis() == 1) {
                        int columns = y.get(0).shape().size(1);
                        each(y.get(0), i -> {
                            int at = Math.floorMod((int) x.get(1).get(i), size);
                            y.get(0).set(i, x.get(0).get(i / columns * size + at));
                        });
                    }
                }),
                Mutant.of("wrong axis", "cortado.reverse", ArithmeticMutants::wrongAxis),
                Mutant.of("softmax over the wrong axis", "cortado.softmax", ArithmeticMutants::wrongSoftmax));
    }

    private static Mutant corrupted(String name, String op, Corrupting.Corruption corruption) {
        return Mutant.of(name, op, backend -> Corrupting.op(backend, op, corruption));
    }

    private static void each(HostTensor tensor, IntConsumer change) {
        for (int i = 0; i < tensor.spec().elements(); i++) {
            change.accept(i);
        }
    }

    private static void lastOfEqual(Op op, List<HostTensor> x, List<HostTensor> y) {
        Shape shape = x.get(0).shape();
        if (shape.rank() != 1 || ((ArgMax) op).axis() != 0) {
            return;
        }
        int best = (int) y.get(0).get(0);
        for (int i = best; i < shape.size(0); i++) {
            if (x.get(0).get(i) == x.get(0).get(best)) {
                y.get(0).set(0, i);
            }
        }
    }

    private static Backend wrongAxis(Backend backend) {
        return new Replacing(backend, (b, op, in, out) -> {
            if (!(op instanceof Reverse reverse) || in.get(0).shape().rank() < 3) {
                return null;
            }
            List<Integer> axes = reverse.axes().stream()
                    .map(axis -> (axis + 1) % in.get(0).shape().rank())
                    .toList();
            return b.prepare(
                    Reverse.of(axes.stream().mapToInt(Integer::intValue).toArray()), in, out);
        });
    }

    private static Backend wrongSoftmax(Backend backend) {
        return new Replacing(backend, (b, op, in, out) -> {
            if (!(op instanceof Softmax softmax) || in.get(0).shape().rank() < 2) {
                return null;
            }
            int wrong = softmax.axis() == 0 ? 1 : 0;
            return Optional.of(Replacing.kernel(b, x -> List.of(PlainSoftmax.along(wrong, x.get(0)))));
        });
    }
}
