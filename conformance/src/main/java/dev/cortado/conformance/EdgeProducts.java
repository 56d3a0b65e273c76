package dev.cortado.conformance;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.ConvolutionInputGradient;
import dev.cortado.api.op.ConvolutionWeightGradient;
import dev.cortado.api.op.MatMul;
import dev.cortado.api.op.Op;
import java.util.ArrayList;
import java.util.List;

/** Convolutions with their gradients, and matrix products, with rest tiles, and channels in blocks of 8, 16 and none. */
final class EdgeProducts {

    private final Samples samples;
    private final List<OpCase> cases = new ArrayList<>();

    private EdgeProducts(long seed) {
        samples = new Samples(3 + seed);
    }

    static List<OpCase> all(long seed) {
        EdgeProducts made = new EdgeProducts(seed);
        made.usual();
        made.strided();
        made.channels();
        made.products();
        return made.cases;
    }

    private void add(Op op, HostTensor... operands) {
        cases.add(OpCase.of(op, operands));
    }

    private static int[] of(int... sizes) {
        return sizes;
    }

    private static Convolution plain() {
        return Convolution.of(2);
    }

    private static Convolution same() {
        return plain().withPadding(of(1, 1), of(1, 1));
    }

    private void usual() {
        add(plain(), of(3, 1, 28, 28), of(20, 1, 5, 5));
        add(plain(), of(3, 20, 12, 12), of(50, 20, 5, 5));
        add(same(), of(2, 3, 32, 32), of(32, 3, 3, 3));
        add(same(), of(9, 20, 4, 4), of(20, 20, 3, 3));
        add(plain(), of(3, 16, 12, 29), of(7, 16, 3, 3));
        add(plain().withPadding(of(1, 0), of(2, 1)), of(3, 3, 17, 13), of(7, 3, 3, 2));
        add(plain().withPadding(of(-1, -2), of(-1, 0)), of(5, 3, 19, 23), of(7, 3, 3, 2));
        add(plain(), of(7, 4, 7, 7), of(13, 4, 7, 7));
        add(plain(), of(3, 70, 8, 8), of(65, 70, 1, 1));
        add(plain(), of(1, 1, 1, 1), of(1, 1, 1, 1));
        add(same(), of(1, 2, 9, 207), of(3, 2, 3, 3));
        add(same(), of(0, 3, 8, 8), of(4, 3, 3, 3));
    }

    private void strided() {
        add(same().withStride(2, 2), of(3, 5, 33, 34), of(13, 5, 3, 3));
        add(same().withStride(3, 2), of(3, 5, 23, 34), of(9, 5, 2, 3));
        add(plain().withStride(3, 3), of(9, 5, 20, 21), of(9, 5, 2, 1));
        add(plain().withStride(2, 2), of(3, 25, 19, 18), of(20, 25, 1, 1));
        Convolution dilated = plain().withKernelDilation(2, 3);
        add(dilated.withPadding(of(2, 3), of(2, 3)), of(3, 17, 13, 14), of(6, 17, 3, 3));
        add(dilated.withStride(3, 2), of(3, 5, 23, 44), of(8, 5, 3, 3));
        add(same().withInputDilation(2, 3).withStride(1, 2), of(3, 5, 9, 12), of(8, 5, 3, 3));
        add(Convolution.of(1).withPadding(of(1), of(2)), of(2, 13, 207), of(7, 13, 5));
        Convolution cube = Convolution.of(3).withPadding(of(1, 1, 1), of(1, 0, 1));
        add(cube.withStride(1, 2, 1), of(2, 13, 5, 6, 7), of(9, 13, 3, 2, 3));
    }

    private void channels() {
        add(same().withGroups(2), of(3, 26, 9, 9), of(8, 13, 3, 3));
        add(same().withGroups(7), of(3, 7, 16, 16), of(7, 1, 3, 3));
        add(same(), of(3, 16, 8, 8), of(32, 16, 3, 3));
        add(same().withStride(2, 2), of(3, 32, 8, 8), of(16, 32, 3, 3));
        add(same(), of(3, 3, 8, 8), of(48, 3, 3, 3));
        add(plain(), of(3, 64, 8, 8), of(8, 64, 3, 3));
        add(same().withGroups(2), of(3, 32, 8, 8), of(32, 16, 3, 3));
        add(same().withStride(2, 2).withGroups(16), of(3, 16, 8, 8), of(16, 1, 3, 3));
    }

    private void add(Convolution op, int[] input, int[] kernel) {
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            HostTensor x = samples.random(dtype, input);
            HostTensor w = samples.random(dtype, kernel);
            int[] result = op.infer(List.of(x.spec(), w.spec())).get(0).shape().toArray();
            HostTensor dy = samples.random(dtype, result);
            add(op, x, w);
            add(new ConvolutionInputGradient(op, x.shape()), w, dy);
            add(new ConvolutionWeightGradient(op, w.shape()), x, dy);
        }
    }

    private void products() {
        int[][] shapes = {
            {1, 1, 1}, {7, 13, 207}, {64, 500, 80}, {33, 10, 500}, {5, 17, 1}, {64, 64, 64}, {1, 207, 33}, {3, 5, 0}
        };
        for (int[] s : shapes) {
            for (int batch : new int[] {1, 3}) {
                for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
                    HostTensor a = samples.random(dtype, batch, s[0], s[2]);
                    HostTensor b = samples.random(dtype, batch, s[2], s[1]);
                    HostTensor at = samples.random(dtype, batch, s[2], s[0]);
                    HostTensor bt = samples.random(dtype, batch, s[1], s[2]);
                    add(new MatMul(false, false), a, b);
                    add(new MatMul(true, false), at, b);
                    add(new MatMul(false, true), a, bt);
                    add(new MatMul(true, true), at, bt);
                }
            }
        }
    }
}
