package dev.cortado.backend.nd4j.host;

import dev.cortado.api.Shape;

/** Takes mean and biased variance per channel of a tensor [N, C, ...], in two passes and in float64. */
public final class ChannelMoments {

    private ChannelMoments() {}

    /** Returns what computes both anew each time it runs. */
    public static Runnable of(Region x, Region mean, Region variance) {
        Shape shape = x.spec().shape();
        int images = shape.size(0);
        int channels = shape.size(1);
        int plane = shape.elements(2, shape.rank());
        double count = (double) images * plane;
        double[] line = new double[plane];
        double[] means = new double[channels];
        double[] variances = new double[channels];
        return () -> {
            for (int c = 0; c < channels; c++) {
                double sum = 0;
                for (int n = 0; n < images; n++) {
                    x.get((n * channels + c) * plane, plane, line);
                    sum += sum(line);
                }
                means[c] = sum / count;
                double squares = 0;
                for (int n = 0; n < images; n++) {
                    x.get((n * channels + c) * plane, plane, line);
                    squares += squares(line, means[c]);
                }
                variances[c] = squares / count;
            }
            mean.put(0, channels, means);
            variance.put(0, channels, variances);
        };
    }

    /** Four sums side by side, since one alone waits for each addition. */
    private static double sum(double[] line) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < line.length; i += 4) {
            a += line[i];
            b += line[i + 1];
            c += line[i + 2];
            d += line[i + 3];
        }
        for (; i < line.length; i++) {
            a += line[i];
        }
        return (a + b) + (c + d);
    }

    private static double squares(double[] line, double mean) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < line.length; i += 4) {
            a += (line[i] - mean) * (line[i] - mean);
            b += (line[i + 1] - mean) * (line[i + 1] - mean);
            c += (line[i + 2] - mean) * (line[i + 2] - mean);
            d += (line[i + 3] - mean) * (line[i + 3] - mean);
        }
        for (; i < line.length; i++) {
            a += (line[i] - mean) * (line[i] - mean);
        }
        return (a + b) + (c + d);
    }
}
