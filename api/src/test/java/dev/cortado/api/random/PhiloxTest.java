package dev.cortado.api.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The vectors are those of kat_vectors in Random123, for philox4x32 with 10 rounds. */
class PhiloxTest {

    @Test
    void zeroKeyAndCounter() {
        assertThat(block(0, 0, 0, 0, 0, 0)).containsExactly(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
    }

    @Test
    void allBitsSet() {
        assertThat(block(-1, -1, -1, -1, -1, -1)).containsExactly(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
    }

    @Test
    void digitsOfPi() {
        assertThat(block(0xa4093822, 0x299f31d0, 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344))
                .containsExactly(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1);
    }

    @Test
    void writesFourWordsAtTheOffsetAndNothingElse() {
        int[] out = new int[6];
        Philox.block(0, 0, 0, 0, 0, 0, out, 1);
        assertThat(out).containsExactly(0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8, 0);
        assertThatThrownBy(() -> Philox.block(0, 0, 0, 0, 0, 0, out, 3))
                .isInstanceOf(ArrayIndexOutOfBoundsException.class);
    }

    private static int[] block(int key0, int key1, int c0, int c1, int c2, int c3) {
        int[] out = new int[4];
        Philox.block(key0, key1, c0, c1, c2, c3, out, 0);
        return out;
    }
}
