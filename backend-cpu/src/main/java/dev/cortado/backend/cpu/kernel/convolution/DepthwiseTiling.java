package dev.cortado.backend.cpu.kernel.convolution;

/**
 * How the planes of a depthwise convolution are cut along the lead.
 *
 * @param leadPlaces places on the lead of a piece
 * @param pieces pieces of a plane
 */
record DepthwiseTiling(int leadPlaces, int pieces) {

    /** Floats of a stage that stay in the first-level cache beside the results. */
    private static final int LARGEST_STAGE = 8192;

    static DepthwiseTiling of(Geometry g, Stage stage) {
        int pieces = 1;
        while (pieces < g.leadPlaces && stage.size(1, Tiling.ceil(g.leadPlaces, pieces)) > LARGEST_STAGE) {
            pieces++;
        }
        int leadPlaces = Math.max(1, Tiling.ceil(g.leadPlaces, pieces));
        return new DepthwiseTiling(leadPlaces, Tiling.ceil(g.leadPlaces, leadPlaces));
    }

    /** Tells whether every group has one channel and few outputs, so that a product would waste its register blocks. */
    static boolean suits(Geometry g) {
        return g.channels == 1 && g.groups > 1 && g.outputs <= 2;
    }
}
