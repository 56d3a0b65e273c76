package dev.cortado.backend.cpu.kernel.elementwise;

import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.fuse.ElementwiseChain;
import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostScratch;
import java.util.List;

/** Runs the passes of a chain tile by tile, so that everything between operands and results stays in the cache. */
final class ChainKernel implements HostKernel {

    private final int elements;
    private final int tile;
    private final int scratchLength;
    private final Instruction[] head;
    private final Instruction[] body;
    private final int[] inPlace;

    private ChainKernel(PassList passes, int elements, int[] inPlace) {
        this.elements = elements;
        this.tile = passes.tile();
        this.scratchLength = passes.scratch();
        this.head = passes.head();
        this.body = passes.body();
        this.inPlace = inPlace;
    }

    static ChainKernel of(PassList passes, ElementwiseChain chain, List<TensorSpec> inputs, int elements) {
        int[] inPlace = new int[chain.results().size()];
        for (int k = 0; k < inPlace.length; k++) {
            int wanted = chain.results().get(k).overwrites();
            boolean legal = wanted >= 0 && inputs.get(wanted).elements() == elements && passes.isDoneBefore(wanted, k);
            inPlace[k] = legal ? wanted : -1;
        }
        passes.assignRegisters();
        return new ChainKernel(passes, elements, inPlace);
    }

    @Override
    public int tiles(int phase) {
        return (elements + tile - 1) / tile;
    }

    @Override
    public long nanoseconds(int phase) {
        return (long) (elements * 0.1 * body.length);
    }

    @Override
    public int inPlace(int output) {
        return inPlace[output];
    }

    @Override
    public String description() {
        return body.length == 1 ? "elementwise" : "elementwise, " + body.length + " passes";
    }

    @Override
    public void run(HostFrame frame, int phase, int from, int to, HostScratch scratch) {
        float[] registers = scratch.floats(scratchLength);
        int first = from * tile;
        for (Instruction instruction : head) {
            instruction.run(frame, registers, 0, Math.min(tile, elements - first));
        }
        for (int t = from; t < to; t++) {
            int start = t * tile;
            int n = Math.min(tile, elements - start);
            for (Instruction instruction : body) {
                instruction.run(frame, registers, start, n);
            }
        }
    }
}
