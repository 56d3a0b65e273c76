package dev.cortado.backend.cpu.kernel.window;

import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostScratch;

/** A kernel whose tiles are groups of planes. */
abstract class PlaneKernel implements HostKernel {

    final Planes planes;
    private final double nanosecondsPerElement;
    private final String description;

    PlaneKernel(Planes planes, double nanosecondsPerElement, String description) {
        this.planes = planes;
        this.nanosecondsPerElement = nanosecondsPerElement;
        this.description = description;
    }

    @Override
    public int tiles(int phase) {
        return planes.outputPlane() == 0 && planes.inputPlane() == 0 ? 0 : planes.tiles();
    }

    @Override
    public long nanoseconds(int phase) {
        return (long) (nanosecondsPerElement * planes.count() * planes.inputPlane());
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public void run(HostFrame frame, int phase, int from, int to, HostScratch scratch) {
        int last = Math.min(planes.count(), to * planes.planesPerTile());
        for (int plane = from * planes.planesPerTile(); plane < last; plane += planes.planesPerTile()) {
            compute(frame, plane, Math.min(last - plane, planes.planesPerTile()), scratch);
        }
    }

    /** Computes the planes of one tile. */
    abstract void compute(HostFrame frame, int first, int count, HostScratch scratch);
}
