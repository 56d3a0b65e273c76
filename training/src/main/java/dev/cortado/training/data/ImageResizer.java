package dev.cortado.training.data;

/**
 * Brings a picture to a fixed size with bilinear interpolation and antialiasing, the same on every machine.
 *
 * <p>Each pixel of the result is the mean of the source around it, weighted by a triangle that is as wide as a pixel of
 * the result, or of the source where that is larger; first along rows, then along columns. Pillow calls this
 * {@code BILINEAR}. Gray is {@code (299 R + 587 G + 114 B) / 1000} (ITU-R BT.601).
 */
public final class ImageResizer {

    private ImageResizer() {}

    /**
     * Crops or stretches a picture as the options say.
     *
     * @return {@code channels * height * width} unsigned bytes, channels first
     */
    public static byte[] resize(DecodedImage image, ImageOptions options) {
        double boxWidth = image.width();
        double boxHeight = image.height();
        if (options.fit() == ImageOptions.Fit.CROP) {
            // The largest centred part with the aspect ratio of the result: as if the shorter side were fitted first.
            double scale = Math.min(boxWidth / options.width(), boxHeight / options.height());
            boxWidth = scale * options.width();
            boxHeight = scale * options.height();
        }
        Filter columns = Filter.of(image.width(), (image.width() - boxWidth) / 2, boxWidth, options.width());
        Filter rows = Filter.of(image.height(), (image.height() - boxHeight) / 2, boxHeight, options.height());
        return alongColumns(alongRows(image, columns, rows), columns.size(), rows, options);
    }

    /** Filters the rows that are needed, interleaved RGB; row 0 of the result is row {@code rows.first()}. */
    private static float[] alongRows(DecodedImage image, Filter columns, Filter rows) {
        int width = columns.size();
        float[] result = new float[Math.multiplyExact(3 * width, rows.end() - rows.first())];
        int at = 0;
        for (int y = rows.first(); y < rows.end(); y++) {
            for (int x = 0; x < width; x++) {
                float red = 0;
                float green = 0;
                float blue = 0;
                int from = 3 * (y * image.width() + columns.start(x));
                for (float weight : columns.weights(x)) {
                    red += weight * (image.rgb()[from++] & 0xFF);
                    green += weight * (image.rgb()[from++] & 0xFF);
                    blue += weight * (image.rgb()[from++] & 0xFF);
                }
                result[at++] = red;
                result[at++] = green;
                result[at++] = blue;
            }
        }
        return result;
    }

    private static byte[] alongColumns(float[] source, int width, Filter rows, ImageOptions options) {
        int plane = options.height() * options.width();
        byte[] result = new byte[Math.multiplyExact(options.channels(), plane)];
        for (int y = 0; y < options.height(); y++) {
            for (int x = 0; x < width; x++) {
                float red = 0;
                float green = 0;
                float blue = 0;
                int from = 3 * ((rows.start(y) - rows.first()) * width + x);
                for (float weight : rows.weights(y)) {
                    red += weight * source[from];
                    green += weight * source[from + 1];
                    blue += weight * source[from + 2];
                    from += 3 * width;
                }
                int at = y * width + x;
                if (options.channels() == 1) {
                    result[at] = round(0.299f * red + 0.587f * green + 0.114f * blue);
                } else {
                    result[at] = round(red);
                    result[at + plane] = round(green);
                    result[at + 2 * plane] = round(blue);
                }
            }
        }
        return result;
    }

    private static byte round(float value) {
        return (byte) Math.max(0, Math.min(255, (int) (value + 0.5f)));
    }

    /** For each place of the result along one axis: where its source begins, and the weights from there on. */
    private record Filter(int[] starts, float[][] all) {

        static Filter of(int sourceSize, double boxStart, double boxSize, int size) {
            int[] starts = new int[size];
            float[][] all = new float[size][];
            double scale = boxSize / size;
            double reach = Math.max(1, scale);
            int low = Math.max(0, (int) Math.floor(boxStart));
            int high = Math.min(sourceSize, (int) Math.ceil(boxStart + boxSize));
            for (int i = 0; i < size; i++) {
                double centre = boxStart + (i + 0.5) * scale;
                int from = Math.max(low, (int) Math.floor(centre - reach + 0.5));
                int to = Math.min(high, (int) Math.floor(centre + reach + 0.5));
                // Rounding may leave an empty range at the very edge of a thin picture.
                from = Math.min(from, high - 1);
                to = Math.max(to, from + 1);
                starts[i] = from;
                all[i] = triangle(from, to, centre, reach);
            }
            return new Filter(starts, all);
        }

        private static float[] triangle(int from, int to, double centre, double reach) {
            double[] exact = new double[to - from];
            double sum = 0;
            for (int k = 0; k < exact.length; k++) {
                exact[k] = Math.max(0, 1 - Math.abs(from + k + 0.5 - centre) / reach);
                sum += exact[k];
            }
            float[] weights = new float[exact.length];
            for (int k = 0; k < exact.length; k++) {
                weights[k] = sum > 0 ? (float) (exact[k] / sum) : 1f / exact.length;
            }
            return weights;
        }

        int size() {
            return starts.length;
        }

        int start(int i) {
            return starts[i];
        }

        float[] weights(int i) {
            return all[i];
        }

        int first() {
            return starts[0];
        }

        int end() {
            int last = starts.length - 1;
            return starts[last] + all[last].length;
        }
    }
}
