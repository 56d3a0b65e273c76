package dev.cortado.api.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomKeyTest {

    private static final long HASH_EMPTY = 0xf52a15e9a9b5e89bL;
    private static final long HASH_CONV1 = 0x2892c717e8614baeL;
    private static final long CHAIN = 0x8171d4c3426688c3L;

    /** Written down once: a change of these values changes every saved experiment. */
    @Test
    void derivationIsFixedForever() {
        assertThat(RandomKey.of(0).value()).isEqualTo(0xe220a8397b1dcdafL);
        assertThat(RandomKey.hash("")).isEqualTo(HASH_EMPTY);
        assertThat(RandomKey.hash("features.conv1")).isEqualTo(HASH_CONV1);
        assertThat(RandomKey.of(42).derive("größe").derive(7).value()).isEqualTo(CHAIN);
    }

    @Test
    void orderOfDerivationMatters() {
        RandomKey root = RandomKey.of(1);
        assertThat(root.derive("a").derive("b")).isNotEqualTo(root.derive("b").derive("a"));
        assertThat(root.derive(3).derive(5)).isNotEqualTo(root.derive(5).derive(3));
        assertThat(RandomKey.of(3).derive(5)).isNotEqualTo(RandomKey.of(5).derive(3));
        assertThat(root.derive("3")).isNotEqualTo(root.derive(3));
    }

    @Test
    void neighboursDoNotCollide() {
        Set<RandomKey> seen = new HashSet<>();
        for (long seed = -20; seed < 20; seed++) {
            for (long step = -20; step < 20; step++) {
                seen.add(RandomKey.of(seed).derive(step));
            }
        }
        assertThat(seen).hasSize(1600);
    }

    @Test
    void wordsAreTheHalvesOfTheValue() {
        RandomKey key = new RandomKey(0x0123456789abcdefL);
        assertThat(key.key0()).isEqualTo(0x89abcdef);
        assertThat(key.key1()).isEqualTo(0x01234567);
    }
}
