package dev.cortado.backend.cpu.kernel.elementwise;

import dev.cortado.api.kernel.HostFrame;

/** Where a value of a chain stands while a tile is computed. */
final class Place {

    /** The kinds of places. */
    enum Kind {
        /** In an operand, at the tile. */
        INPUT,
        /** In a result, at the tile. */
        OUTPUT,
        /** In scratch memory, one tile long. */
        REGISTER
    }

    private final Kind kind;
    private final int index;

    Place(Kind kind, int index) {
        this.kind = kind;
        this.index = index;
    }

    float[] array(HostFrame frame, float[] registers) {
        return switch (kind) {
            case INPUT -> frame.inputFloats(index);
            case OUTPUT -> frame.outputFloats(index);
            case REGISTER -> registers;
        };
    }

    /** Returns the index of the tile's first element; for a register, {@link #index} is that already. */
    int index(HostFrame frame, int start) {
        return switch (kind) {
            case INPUT -> frame.inputOffset(index) + start;
            case OUTPUT -> frame.outputOffset(index) + start;
            case REGISTER -> index;
        };
    }
}
