package dev.cortado.backend.reference.kernel;

import dev.cortado.api.op.Convolution;

/** Computes {@link Convolution}: for each result, the sum over all kernel taps that meet an input element. */
final class ConvolutionKernel implements Runnable {

    private final Convolution op;
    private final Elements input;
    private final Elements kernel;
    private final Elements y;
    private final Index from;
    private final Index tap;
    private final Index to;

    ConvolutionKernel(Convolution op, Elements input, Elements kernel, Elements y) {
        this.op = op;
        this.input = input;
        this.kernel = kernel;
        this.y = y;
        from = new Index(input.shape());
        tap = new Index(kernel.shape().without(0));
        to = new Index(y.shape());
    }

    @Override
    public void run() {
        for (boolean more = to.first(); more; more = to.next()) {
            y.setReal(to.flat(), sum());
        }
    }

    private double sum() {
        int outputChannel = to.at(1);
        int tapsPerOutput = kernel.count() / kernel.shape().size(0);
        int outputsPerGroup = kernel.shape().size(0) / op.groups();
        int channelsPerGroup = kernel.shape().size(1);
        int group = outputChannel / outputsPerGroup;
        from.set(0, to.at(0));
        double sum = 0;
        for (boolean more = tap.first(); more; more = tap.next()) {
            from.set(1, group * channelsPerGroup + tap.at(0));
            if (findElement()) {
                sum += input.real(from.flat()) * kernel.real(outputChannel * tapsPerOutput + tap.flat());
            }
        }
        return sum;
    }

    /** Moves {@code from} to the input element under the tap; false if it is padding or between two elements. */
    private boolean findElement() {
        for (int i = 0; i < op.spatialAxes(); i++) {
            int place = to.at(i + 2) * op.stride().get(i)
                    + tap.at(i + 1) * op.kernelDilation().get(i)
                    - op.padLow().get(i);
            int distance = op.inputDilation().get(i);
            if (place < 0
                    || place % distance != 0
                    || place / distance >= input.shape().size(i + 2)) {
                return false;
            }
            from.set(i + 2, place / distance);
        }
        return true;
    }
}
