package dev.cortado.backend.cpu.kernel.window;

import dev.cortado.api.Shape;
import dev.cortado.api.op.Window;

/** A window over two spatial axes, and the planes that it slides over. */
record Planes(
        int count,
        int height,
        int width,
        int outHeight,
        int outWidth,
        int windowHeight,
        int windowWidth,
        int strideHeight,
        int strideWidth,
        int padTop,
        int padLeft,
        int dilationHeight,
        int dilationWidth) {

    static Planes of(Window window, Shape x, Shape y) {
        return new Planes(
                x.size(0) * x.size(1),
                x.size(2),
                x.size(3),
                y.size(2),
                y.size(3),
                window.size().get(0),
                window.size().get(1),
                window.stride().get(0),
                window.stride().get(1),
                window.padLow().get(0),
                window.padLow().get(1),
                window.dilation().get(0),
                window.dilation().get(1));
    }

    int inputPlane() {
        return height * width;
    }

    int outputPlane() {
        return outHeight * outWidth;
    }

    /** Tells whether windows of 2x2 elements stand side by side, without padding. */
    boolean isHalving() {
        return windowHeight == 2
                && windowWidth == 2
                && strideHeight == 2
                && strideWidth == 2
                && padTop == 0
                && padLeft == 0
                && dilationHeight == 1
                && dilationWidth == 1
                && 2 * outHeight <= height
                && 2 * outWidth <= width;
    }

    /** Tells whether such windows touch every element. */
    boolean isHalvingExactly() {
        return isHalving() && 2 * outHeight == height && 2 * outWidth == width;
    }

    /** Returns how many planes make a tile: some thousand elements. */
    int planesPerTile() {
        return Math.max(1, 8192 / Math.max(1, inputPlane()));
    }

    int tiles() {
        return (count + planesPerTile() - 1) / planesPerTile();
    }
}
