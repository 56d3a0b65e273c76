package dev.cortado.conformance.kit;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.backend.Behaviour;
import dev.cortado.api.op.BatchNormInference;
import dev.cortado.api.op.BatchNormTraining;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.ConvolutionInputGradient;
import dev.cortado.api.op.ConvolutionWeightGradient;
import dev.cortado.api.op.LogSoftmax;
import dev.cortado.api.op.MatMul;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Reduce;
import dev.cortado.api.op.Relu;
import dev.cortado.api.op.Sigmoid;
import dev.cortado.api.op.Softmax;
import dev.cortado.api.op.Window;
import dev.cortado.api.op.WindowMaxGradient;
import dev.cortado.api.op.WindowReduce;
import dev.cortado.conformance.OpCase;
import dev.cortado.conformance.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Trials that are run again and again: one of every operation, and some large enough to be split among threads. */
final class SteadyCases {

    private static final int LARGEST = 700;

    private SteadyCases() {}

    /** Returns one trial of every operation in float32, of middle size, that the backend must run. */
    static List<Trial> ofEveryOperation(Examination exam) {
        Map<String, Trial> trials = new LinkedHashMap<>();
        Set<Trial> all = Trials.all(Tier.SMOKE, exam.seed(), !exam.lacks().contains(Behaviour.SUBNORMALS));
        for (Trial trial : all) {
            int elements = size(trial);
            Trial before = trials.get(trial.op().name());
            boolean larger = before == null || elements > size(before);
            if (trial.family() == Trial.Family.ORDINARY
                    && elements <= LARGEST
                    && larger
                    && (before == null || trial.dtype() == DType.FLOAT32)
                    && exam.wants(trial.op())
                    && exam.promises(trial.op(), trial.inputs())) {
                trials.put(trial.op().name(), trial);
            }
        }
        return List.copyOf(trials.values());
    }

    private static int size(Trial trial) {
        return trial.operands().stream().mapToInt(x -> x.spec().elements()).sum();
    }

    /** Returns operations as layers of usual size use them; the first axis of the first operand is the batch. */
    static List<OpCase> large(long seed) {
        Samples samples = new Samples(70 + seed);
        List<OpCase> cases = new ArrayList<>();
        Convolution same = Convolution.of(2).withPadding(new int[] {1, 1}, new int[] {1, 1});
        HostTensor images = floats(samples, 3, 8, 14, 14);
        HostTensor kernel = floats(samples, 16, 8, 3, 3);
        HostTensor upstream = floats(samples, 3, 16, 14, 14);
        add(cases, same, images, kernel);
        add(cases, new ConvolutionInputGradient(same, images.shape()), kernel, upstream);
        add(cases, new ConvolutionWeightGradient(same, kernel.shape()), images, upstream);
        Convolution five = Convolution.of(2);
        add(cases, five, floats(samples, 3, 1, 20, 20), floats(samples, 6, 1, 5, 5));
        add(cases, new MatMul(false, false), floats(samples, 5, 130), floats(samples, 130, 37));
        add(cases, new MatMul(false, true), floats(samples, 5, 130), floats(samples, 37, 130));
        Window halving = Window.of(new int[] {2, 2}, new int[] {2, 2});
        add(cases, new WindowReduce(WindowReduce.Kind.MAX, halving), images);
        add(cases, new WindowReduce(WindowReduce.Kind.SUM, halving), images);
        add(cases, new WindowMaxGradient(halving), images, floats(samples, 3, 8, 7, 7));
        add(cases, new Softmax(1), floats(samples, 70, 103));
        add(cases, new LogSoftmax(1), floats(samples, 70, 103));
        add(cases, new Reduce(Reduce.Kind.SUM, List.of(0)), floats(samples, 20_000));
        add(cases, new Reduce(Reduce.Kind.SUM, List.of(0, 2, 3)), images);
        add(cases, new Reduce(Reduce.Kind.SUM, List.of(1)), floats(samples, 33, 600));
        HostTensor eight = floats(samples, 8);
        HostTensor positive = samples.positive(8).cast(DType.FLOAT32);
        add(cases, new BatchNormTraining(1e-5), images, eight, eight);
        add(cases, new BatchNormInference(1e-5), images, eight, eight, eight, positive);
        add(cases, new Sigmoid(), floats(samples, 40, 1001));
        add(cases, new Relu(), floats(samples, 40, 1001));
        return cases;
    }

    /** Tells whether each sample's result depends on that sample alone, and operands besides the first are shared. */
    static boolean isPerSample(Op op) {
        return op instanceof Convolution
                || op instanceof MatMul
                || op instanceof WindowReduce
                || op instanceof Softmax
                || op instanceof LogSoftmax
                || op instanceof BatchNormInference
                || op instanceof Sigmoid
                || op instanceof Relu
                || op instanceof Reduce reduce && !reduce.axes().contains(0);
    }

    private static HostTensor floats(Samples samples, int... sizes) {
        return samples.distinct(sizes).cast(DType.FLOAT32);
    }

    private static void add(List<OpCase> cases, Op op, HostTensor... operands) {
        cases.add(new OpCase(op, List.of(operands)));
    }
}
