package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostScratch;
import java.util.Arrays;

/** Convolution and its gradients in float64 as plain loops, for checks of gradients. */
final class PlainConvolution implements HostKernel {

    /** Which of the three tensors is computed from the other two. */
    enum Wanted {
        /** From input and kernel; a tile is an image of a group. */
        OUTPUT,
        /** From kernel and gradient; a tile is an image of a group. */
        INPUT,
        /** From input and gradient; a tile is a group. */
        KERNEL
    }

    private final Geometry g;
    private final Wanted wanted;

    PlainConvolution(Geometry g, Wanted wanted) {
        this.g = g;
        this.wanted = wanted;
    }

    @Override
    public int tiles(int phase) {
        return wanted == Wanted.KERNEL ? g.groups : g.images * g.groups;
    }

    @Override
    public long nanoseconds(int phase) {
        return (long) g.flops();
    }

    @Override
    public String description() {
        return "plain float64 convolution";
    }

    @Override
    public void run(HostFrame frame, int phase, int from, int to, HostScratch scratch) {
        double[] out = (double[]) frame.output(0);
        int oo = frame.outputOffset(0);
        int input = g.channels * g.plane;
        int output = g.outputs * g.places;
        int kernel = g.outputs * g.depth;
        for (int tile = from; tile < to; tile++) {
            int group = tile % g.groups;
            switch (wanted) {
                case OUTPUT -> {
                    Arrays.fill(out, oo + tile * output, oo + (tile + 1) * output, 0);
                    image(
                            array(frame, 0),
                            at(frame, 0) + tile * input,
                            array(frame, 1),
                            at(frame, 1) + group * kernel,
                            out,
                            oo + tile * output);
                }
                case INPUT -> {
                    Arrays.fill(out, oo + tile * input, oo + (tile + 1) * input, 0);
                    image(
                            out,
                            oo + tile * input,
                            array(frame, 0),
                            at(frame, 0) + group * kernel,
                            array(frame, 1),
                            at(frame, 1) + tile * output);
                }
                default -> {
                    Arrays.fill(out, oo + group * kernel, oo + (group + 1) * kernel, 0);
                    for (int image = 0; image < g.images; image++) {
                        int index = image * g.groups + group;
                        image(
                                array(frame, 0),
                                at(frame, 0) + index * input,
                                out,
                                oo + group * kernel,
                                array(frame, 1),
                                at(frame, 1) + index * output);
                    }
                }
            }
        }
    }

    private static double[] array(HostFrame frame, int operand) {
        return (double[]) frame.input(operand);
    }

    private static int at(HostFrame frame, int operand) {
        return frame.inputOffset(operand);
    }

    /** Visits everything that one image of a group multiplies. */
    private void image(double[] x, int xo, double[] w, int wo, double[] y, int yo) {
        int[] sources = new int[g.taps];
        for (int place = 0; place < g.places; place++) {
            fillSources(place, sources);
            for (int output = 0; output < g.outputs; output++) {
                int yi = yo + output * g.places + place;
                for (int k = 0; k < g.depth; k++) {
                    int source = sources[k % g.taps];
                    if (source < 0) {
                        continue;
                    }
                    int xi = xo + k / g.taps * g.plane + source;
                    int wi = wo + output * g.depth + k;
                    switch (wanted) {
                        case OUTPUT -> y[yi] = Math.fma(x[xi], w[wi], y[yi]);
                        case INPUT -> x[xi] = Math.fma(y[yi], w[wi], x[xi]);
                        default -> w[wi] = Math.fma(x[xi], y[yi], w[wi]);
                    }
                }
            }
        }
    }

    /** Finds which element of a channel each tap sees at a place; negative for zeros. */
    private void fillSources(int place, int[] sources) {
        for (int tap = 0; tap < g.taps; tap++) {
            int restPlace = place;
            int restTap = tap;
            int step = 1;
            int source = 0;
            for (int axis = g.tail.size(); axis >= 0; axis--) {
                Geometry.Axis a = axis == 0 ? g.lead : g.tail.get(axis - 1);
                int index = a.source(restPlace % a.places(), restTap % a.taps());
                source = index < 0 || source < 0 ? -1 : source + index * step;
                step *= a.size();
                restPlace /= a.places();
                restTap /= a.taps();
            }
            sources[tap] = source;
        }
    }
}
