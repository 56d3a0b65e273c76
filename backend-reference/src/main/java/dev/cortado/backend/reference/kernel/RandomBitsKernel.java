package dev.cortado.backend.reference.kernel;

import dev.cortado.api.op.RandomBits;
import dev.cortado.api.random.Philox;

/** Computes {@link RandomBits}, one Philox block per word. */
final class RandomBitsKernel implements Runnable {

    private final long stream;
    private final Elements key;
    private final Elements y;
    private final int[] block = new int[4];

    RandomBitsKernel(RandomBits op, Elements key, Elements y) {
        this.stream = op.stream();
        this.key = key;
        this.y = y;
    }

    @Override
    public void run() {
        int keyLow = (int) key.whole(0);
        int keyHigh = (int) (key.whole(0) >>> 32);
        int streamLow = (int) stream;
        int streamHigh = (int) (stream >>> 32);
        for (int i = 0; i < y.count(); i++) {
            Philox.block(keyLow, keyHigh, i / 4, 0, streamLow, streamHigh, block, 0);
            y.setWhole(i, block[i % 4]);
        }
    }
}
