package dev.cortado.backend.cpu.kernel.elementwise;

/** Computes a row of floats from another of the same length. */
@FunctionalInterface
public interface RowFunction {

    /** Computes {@code n} elements of y from those of x, and from those that it finds there. */
    void run(float[] x, int xi, float[] y, int yi, int n);

    /** Returns {@code y = y + x}; {@code vectors} tells which twin. */
    static RowFunction add(boolean vectors) {
        return of(Loops.ADD.choose(vectors));
    }

    /** Returns {@code y = max(y, x)}. */
    static RowFunction max(boolean vectors) {
        return of(Loops.MAXIMUM.choose(vectors));
    }

    /** Returns {@code y = e^x}. */
    static RowFunction exp(boolean vectors) {
        Loop loop = Loops.EXP.choose(vectors);
        return (x, xi, y, yi, n) -> loop.run(x, xi, x, xi, x, xi, y, yi, n);
    }

    private static RowFunction of(Loop loop) {
        return (x, xi, y, yi, n) -> loop.run(y, yi, x, xi, y, yi, y, yi, n);
    }
}
