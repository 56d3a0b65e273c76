package dev.cortado.backend.cpu.kernel.last.convolution;

import dev.cortado.api.Shape;
import dev.cortado.api.op.Convolution;

/** A plain walk over the products of a convolution of images with channels first. */
final class Products {

    private Products() {}

    /** One product: output += input times weight. */
    @FunctionalInterface
    interface Visitor {

        void visit(int input, int weight, int output);
    }

    static void visit(Convolution op, Shape x, Shape w, Shape y, Visitor visitor) {
        for (int place = 0; place < y.elements(); place++) {
            int column = place % y.size(3);
            int row = place / y.size(3) % y.size(2);
            int output = place / (y.size(2) * y.size(3)) % y.size(1);
            int image = place / (y.size(1) * y.size(2) * y.size(3));
            for (int k = 0; k < w.size(1) * w.size(2) * w.size(3); k++) {
                int tapColumn = k % w.size(3);
                int tapRow = k / w.size(3) % w.size(2);
                int channel = k / (w.size(2) * w.size(3));
                int down = row * op.stride().get(0)
                        + tapRow * op.kernelDilation().get(0)
                        - op.padLow().get(0);
                int across = column * op.stride().get(1)
                        + tapColumn * op.kernelDilation().get(1)
                        - op.padLow().get(1);
                if (down >= 0 && down < x.size(2) && across >= 0 && across < x.size(3)) {
                    int input = ((image * x.size(1) + channel) * x.size(2) + down) * x.size(3) + across;
                    visitor.visit(input, output * w.size(1) * w.size(2) * w.size(3) + k, place);
                }
            }
        }
    }
}
