package dev.cortado.conformance.broken;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.op.ArgMax;
import dev.cortado.api.op.ConvolutionWeightGradient;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Softmax;
import dev.cortado.api.op.WindowReduce;
import dev.cortado.core.decorate.ForwardingBackend;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Backends that are right on small tensors and small numbers only, or the first time only. */
final class ScaleMutants {

    private ScaleMutants() {}

    static List<Mutant> all() {
        return List.of(
                corrupted("last partial tile of a thousand elements left out", "cortado.add", (op, x, y) -> {
                    int count = y.get(0).spec().elements();
                    for (int i = count / 256 * 256; i < count && count > 1000; i++) {
                        y.get(0).set(i, 0);
                    }
                }),
                corrupted("no more than 65,536 work items", "cortado.multiply", (op, x, y) -> {
                    for (int i = 1 << 16; i < y.get(0).spec().elements(); i++) {
                        y.get(0).set(i, 0);
                    }
                }),
                corrupted("samples beyond the 64th left out", "cortado.convolution", (op, x, y) -> {
                    HostTensor result = y.get(0);
                    int samples = result.shape().size(0);
                    int each = samples == 0 ? 0 : result.spec().elements() / samples;
                    for (int i = 64 * each; i < samples * each; i++) {
                        result.set(i, 0);
                    }
                }),
                Mutant.of(
                        "samples beyond the 64th left out of the gradient",
                        "cortado.convolution_weight_gradient",
                        ScaleMutants::forgetsSamples),
                corrupted("last partial tile of a product", "cortado.matmul", (op, x, y) -> {
                    HostTensor result = y.get(0);
                    int columns = result.shape().size(-1);
                    if (columns > 32 && result.shape().size(-2) > 32 && columns % 32 != 0) {
                        result.set(result.spec().elements() - 1, 0);
                    }
                }),
                corrupted("transposes one tile of 16 by 16", "cortado.transpose", (op, x, y) -> {
                    HostTensor result = y.get(0);
                    if (result.shape().rank() == 2
                            && result.shape().size(0) > 16
                            && result.shape().size(1) > 16) {
                        result.set(result.spec().elements() - 1, 0);
                    }
                }),
                corrupted("sums the first 4,096 elements", "cortado.reduce_sum", (op, x, y) -> {
                    if (y.get(0).spec().elements() == 1 && x.get(0).spec().elements() > 4096) {
                        double sum = 0;
                        for (int i = 0; i < 4096; i++) {
                            sum += x.get(0).get(i);
                        }
                        y.get(0).set(0, sum);
                    }
                }),
                corrupted("a thousandth of a large sum lost", "cortado.reduce_sum", (op, x, y) -> {
                    if (y.get(0).spec().elements() == 1 && x.get(0).spec().elements() > 4096) {
                        y.get(0).set(0, 0.999 * y.get(0).get(0));
                    }
                }),
                corrupted("sorts stably up to 64 elements", "cortado.sort", (op, x, y) -> {
                    int[] index = y.get(1).ints();
                    for (int i = 0; i + 1 < index.length && index.length > 64; i++) {
                        boolean row = y.get(0).shape().rank() == 1;
                        if (row && y.get(0).get(i) == y.get(0).get(i + 1) && index[i] < index[i + 1]) {
                            int first = index[i];
                            index[i] = index[i + 1];
                            index[i + 1] = first;
                        }
                    }
                }),
                Mutant.of("softmax of a row of at most 256", "cortado.softmax", ScaleMutants::shortRows),
                corrupted("counter of random words has 16 bits", "cortado.random_bits", (op, x, y) -> {
                    int[] words = y.get(0).ints();
                    for (int i = 1 << 16; i < words.length; i++) {
                        words[i] = words[i - (1 << 16)];
                    }
                }),
                corrupted("whole numbers moved as float32", "cortado.concat", (op, x, y) -> {
                    HostTensor result = y.get(0);
                    for (int i = 0; i < result.spec().elements() && result.dtype() == DType.INT32; i++) {
                        result.ints()[i] = (int) (float) result.ints()[i];
                    }
                }),
                corrupted("int64 moved as float64", "cortado.reverse", (op, x, y) -> {
                    HostTensor result = y.get(0);
                    for (int i = 0; i < result.spec().elements() && result.dtype() == DType.INT64; i++) {
                        result.longs()[i] = (long) (double) result.longs()[i];
                    }
                }),
                corrupted("int64 compared as float64", "cortado.less", (op, x, y) -> {
                    for (int i = 0; i < y.get(0).spec().elements() && x.get(0).dtype() == DType.INT64; i++) {
                        y.get(0)
                                .set(
                                        i,
                                        (double) x.get(0).longs()[i]
                                                        < (double) x.get(1).longs()[i]
                                                ? 1
                                                : 0);
                    }
                }),
                corrupted("int32 products as float64", "cortado.multiply", (op, x, y) -> {
                    for (int i = 0; i < y.get(0).spec().elements() && x.get(0).dtype() == DType.INT32; i++) {
                        y.get(0).ints()[i] = (int)
                                (long) ((double) x.get(0).ints()[i] * x.get(1).ints()[i]);
                    }
                }),
                corrupted("bytes added with saturation", "cortado.add", (op, x, y) -> {
                    for (int i = 0; i < y.get(0).spec().elements() && x.get(0).dtype() == DType.UINT8; i++) {
                        y.get(0).set(i, Math.min(255, x.get(0).get(i) + x.get(1).get(i)));
                    }
                }),
                corrupted("a NaN that is not the first is overlooked", "cortado.arg_max", (op, x, y) -> {
                    HostTensor rows = x.get(0);
                    int axis = ((ArgMax) op).axis();
                    int columns = rows.shape().size(axis);
                    for (int row = 0;
                            axis == rows.shape().rank() - 1
                                    && row < y.get(0).spec().elements();
                            row++) {
                        int best = 0;
                        for (int i = 1; i < columns; i++) {
                            best = rows.get(row * columns + i) > rows.get(row * columns + best) ? i : best;
                        }
                        y.get(0).set(row, best);
                    }
                }),
                Mutant.of("negative padding of a window taken for none", "cortado.window_sum", ScaleMutants::uncropped),
                Mutant.of(
                        "kernels kept without the slice's start",
                        "cortado.slice",
                        b -> new Forgetful(b, "cortado.slice")),
                Mutant.of(
                        "kernels kept without the axes",
                        "cortado.transpose",
                        b -> new Forgetful(b, "cortado.transpose")),
                Mutant.of(
                        "kernels kept without the padding",
                        "cortado.convolution",
                        b -> new Forgetful(b, "cortado.convolution")),
                Mutant.of(
                        "kernels kept without the number",
                        "cortado.scalar_add",
                        b -> new Forgetful(b, "cortado.scalar_add")));
    }

    private static Mutant corrupted(String name, String op, Corrupting.Corruption corruption) {
        return Mutant.of(name, op, backend -> Corrupting.op(backend, op, corruption));
    }

    private static Backend forgetsSamples(Backend backend) {
        return new Replacing(backend, (b, op, in, out) -> {
            if (!(op instanceof ConvolutionWeightGradient gradient)
                    || gradient.forward().spatialAxes() != 2
                    || in.get(0).shape().size(0) <= 64) {
                return null;
            }
            return Optional.of(Replacing.kernel(b, x -> {
                HostTensor dy = x.get(1).copy();
                int each = dy.spec().elements() / dy.shape().size(0);
                for (int i = 64 * each; i < dy.spec().elements(); i++) {
                    dy.set(i, 0);
                }
                return List.of(new NaiveConvolution(gradient.forward(), NaiveConvolution.Mistake.NONE)
                        .weightGradient(gradient.kernelShape(), x.get(0), dy));
            }));
        });
    }

    private static Backend shortRows(Backend backend) {
        return new Replacing(backend, (b, op, in, out) -> {
            if (!(op instanceof Softmax softmax) || in.get(0).shape().size(softmax.axis()) <= 256) {
                return null;
            }
            return Optional.of(Replacing.kernel(b, x -> {
                HostTensor y = PlainSoftmax.along(softmax.axis(), x.get(0));
                y.set(256, 0);
                return List.of(y);
            }));
        });
    }

    private static Backend uncropped(Backend backend) {
        return new Replacing(backend, (b, op, in, out) -> {
            if (op instanceof WindowReduce reduce
                    && reduce.kind() == WindowReduce.Kind.SUM
                    && reduce.window().padLow().stream().anyMatch(size -> size < 0)) {
                return Optional.of(Replacing.kernel(b, x -> List.of(HostTensor.zeros(out.get(0)))));
            }
            return null;
        });
    }

    /** Keeps kernels by name and specs, as if an operation had no attributes. */
    private static final class Forgetful extends ForwardingBackend {

        private final String op;
        private final Map<List<Object>, Optional<OpKernel>> kept = new HashMap<>();

        Forgetful(Backend delegate, String op) {
            super(delegate);
            this.op = op;
        }

        @Override
        public Optional<OpKernel> prepare(Op wanted, List<TensorSpec> inputs, List<TensorSpec> outputs) {
            return wanted.name().equals(op)
                    ? kept.computeIfAbsent(List.of(inputs, outputs), key -> super.prepare(wanted, inputs, outputs))
                    : super.prepare(wanted, inputs, outputs);
        }
    }
}
