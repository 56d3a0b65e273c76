package dev.cortado.backend.nd4j.host;

import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.fuse.ElementwiseChain;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.Op;
import dev.cortado.backend.nd4j.lower.ElementwiseRules;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Runs chains of elementwise operations chunk by chunk: operands are copied from outside of the heap into small arrays,
 * all steps run on those, results are copied back. A single operation on float32 is a chain of one.
 */
public final class ChainLoop implements Kernel.Factory {

    @Override
    public Optional<Kernel> prepare(Op op, List<TensorSpec> in, List<TensorSpec> out) {
        ElementwiseChain chain = op instanceof ElementwiseChain given ? given : single(op, in, out);
        if (chain == null) {
            return Optional.empty();
        }
        String what = chain.steps().size() == 1 ? "elementwise" : chain.steps().size() + " elementwise operations";
        List<TensorSpec> values = chain.values(in);
        return Optional.of(
                Kernel.hostLoop(what, (x, y, w) -> bind(chain, values, x, y)).overwriting(overwritten(in, out)));
    }

    private static ElementwiseChain single(Op op, List<TensorSpec> in, List<TensorSpec> out) {
        boolean known = ElementwiseRules.isKnown(op)
                && in.stream().allMatch(ElementwiseRules::isKnown)
                && ElementwiseRules.isKnown(out.get(0));
        return known ? ElementwiseChain.of(op, in) : null;
    }

    /** A chunk is read before it is written, so that one result may take the memory of any operand like it. */
    private static int overwritten(List<TensorSpec> in, List<TensorSpec> out) {
        for (int i = in.size() - 1; out.size() == 1 && i >= 0; i--) {
            if (in.get(i).equals(out.get(0))) {
                return i;
            }
        }
        return -1;
    }

    private static Runnable bind(ElementwiseChain chain, List<TensorSpec> values, List<Region> x, List<Region> y) {
        int operands = chain.operands();
        float[][] chunks = new float[values.size()][Lanes.CHUNK];
        FloatFunctions.Loop[] loops = new FloatFunctions.Loop[chain.steps().size()];
        int[][] arguments = new int[loops.length][];
        for (int s = 0; s < loops.length; s++) {
            ElementwiseChain.Step step = chain.steps().get(s);
            arguments[s] = step.arguments().stream().mapToInt(Integer::intValue).toArray();
            boolean toTruth = values.get(operands + s).dtype() == dev.cortado.api.DType.BOOL;
            loops[s] = step.op() instanceof Broadcast ? null : FloatFunctions.of(step.op(), toTruth);
        }
        Region[] in = x.toArray(Region[]::new);
        Region[] out = y.toArray(Region[]::new);
        int[] results = chain.results().stream()
                .mapToInt(ElementwiseChain.Result::value)
                .toArray();
        int count = out[0].count();
        return () -> {
            for (int start = 0; start < count; start += Lanes.CHUNK) {
                int n = Math.min(Lanes.CHUNK, count - start);
                for (int i = 0; i < in.length; i++) {
                    load(in[i], start, n, count, chunks[i]);
                }
                for (int s = 0; s < loops.length; s++) {
                    run(loops[s], arguments[s], chunks, chunks[in.length + s], n);
                }
                for (int i = 0; i < out.length; i++) {
                    out[i].putFloats(start, n, chunks[results[i]]);
                }
            }
        };
    }

    private static void load(Region from, int start, int n, int count, float[] chunk) {
        if (from.count() == count) {
            from.getFloats(start, n, chunk);
        } else if (start == 0) {
            from.getFloats(0, 1, chunk);
            Arrays.fill(chunk, chunk[0]);
        }
    }

    private static void run(FloatFunctions.Loop loop, int[] arguments, float[][] chunks, float[] y, int n) {
        float[] a = chunks[arguments[0]];
        if (loop == null) {
            // a repeated number: its operand's chunk is full of it, unless the tensor has one element altogether
            System.arraycopy(a, 0, y, 0, n);
            return;
        }
        float[] b = arguments.length > 1 ? chunks[arguments[1]] : null;
        float[] c = arguments.length > 2 ? chunks[arguments[2]] : null;
        loop.run(a, b, c, y, n);
    }
}
