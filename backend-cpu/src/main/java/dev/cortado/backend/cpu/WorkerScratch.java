package dev.cortado.backend.cpu;

import dev.cortado.api.kernel.HostScratch;
import dev.cortado.backend.cpu.kernel.VectorPath;

/** The temporary memory of one thread: an array per type that grows to the largest request. */
final class WorkerScratch implements HostScratch {

    private float[] floats = new float[0];
    private double[] doubles = new double[0];
    private int[] ints = new int[0];

    @Override
    public float[] floats(int length) {
        if (floats.length < length + VectorPath.SLACK) {
            floats = new float[length + VectorPath.SLACK];
        }
        return floats;
    }

    @Override
    public double[] doubles(int length) {
        if (doubles.length < length + VectorPath.SLACK) {
            doubles = new double[length + VectorPath.SLACK];
        }
        return doubles;
    }

    @Override
    public int[] ints(int length) {
        if (ints.length < length + VectorPath.SLACK) {
            ints = new int[length + VectorPath.SLACK];
        }
        return ints;
    }
}
