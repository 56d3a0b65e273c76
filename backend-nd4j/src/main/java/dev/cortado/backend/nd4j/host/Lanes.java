package dev.cortado.backend.nd4j.host;

/** The chunks of elements that elementwise loops work on, one array per operand. */
final class Lanes {

    static final int CHUNK = 1024;

    private Lanes() {}

    /** Computes real results from real operands. */
    @FunctionalInterface
    interface Real {
        void run(double[] a, double[] b, double[] y, int n);
    }

    /** Computes whole results from whole operands. */
    @FunctionalInterface
    interface Whole {
        void run(long[] a, long[] b, long[] y, int n);
    }

    /** Computes truth values from real operands. */
    @FunctionalInterface
    interface Test {
        void run(double[] a, double[] b, long[] y, int n);
    }

    /** Returns a loop over real operands; {@code second} may be null, and then the array holds a fixed number. */
    static Runnable real(Real loop, Region first, Region second, double number, Region result) {
        double[] a = new double[CHUNK];
        double[] b = filled(number);
        double[] y = new double[CHUNK];
        return () -> {
            for (int i = 0; i < result.count(); i += CHUNK) {
                int n = Math.min(CHUNK, result.count() - i);
                first.get(i, n, a);
                if (second != null) {
                    second.get(i, n, b);
                }
                loop.run(a, b, y, n);
                result.put(i, n, y);
            }
        };
    }

    /** Returns a loop over whole operands. */
    static Runnable whole(Whole loop, Region first, Region second, long number, Region result) {
        long[] a = new long[CHUNK];
        long[] b = new long[CHUNK];
        java.util.Arrays.fill(b, number);
        long[] y = new long[CHUNK];
        return () -> {
            for (int i = 0; i < result.count(); i += CHUNK) {
                int n = Math.min(CHUNK, result.count() - i);
                first.get(i, n, a);
                if (second != null) {
                    second.get(i, n, b);
                }
                loop.run(a, b, y, n);
                result.put(i, n, y);
            }
        };
    }

    /** Returns a loop from real operands to truth values. */
    static Runnable test(Test loop, Region first, Region second, double number, Region result) {
        double[] a = new double[CHUNK];
        double[] b = filled(number);
        long[] y = new long[CHUNK];
        return () -> {
            for (int i = 0; i < result.count(); i += CHUNK) {
                int n = Math.min(CHUNK, result.count() - i);
                first.get(i, n, a);
                if (second != null) {
                    second.get(i, n, b);
                }
                loop.run(a, b, y, n);
                result.put(i, n, y);
            }
        };
    }

    private static double[] filled(double number) {
        double[] array = new double[CHUNK];
        java.util.Arrays.fill(array, number);
        return array;
    }
}
