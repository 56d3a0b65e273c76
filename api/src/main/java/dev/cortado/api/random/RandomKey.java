package dev.cortado.api.random;

import dev.cortado.api.Stability;
import java.nio.charset.StandardCharsets;

/**
 * Names one sequence of random numbers: 64 bits derived from a seed, a path and a step, the same on every machine.
 *
 * <p>Keys are derived, never advanced: {@code RandomKey.of(seed).derive("features.conv1").derive(step)} is the same key
 * whatever else has drawn numbers before. The hash is fixed here and is part of the format of saved experiments: FNV-1a
 * with 64 bits over the UTF-8 bytes of a path, and the finalizer of splitmix64 (Steele, Lea, Flood 2014, with the
 * constants of Stafford's variant 13) over every key.
 *
 * @param value the 64 bits; the low word is the first word of a {@link Philox} key, the high word the second
 */
@Stability.Stable
public record RandomKey(long value) {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    /** Returns the root key of a seed; neighbouring seeds give unrelated keys. */
    public static RandomKey of(long seed) {
        return new RandomKey(mix(seed + GOLDEN));
    }

    /** Returns the key of a named part, such as a layer path; the order of derivations matters. */
    public RandomKey derive(String path) {
        return new RandomKey(mix(value ^ hash(path)));
    }

    /** Returns the key of a numbered part, such as a step, an epoch or a sample. */
    public RandomKey derive(long number) {
        return new RandomKey(derived(value, number));
    }

    /** Returns the first word of the {@link Philox} key. */
    public int key0() {
        return (int) value;
    }

    /** Returns the second word of the {@link Philox} key. */
    public int key1() {
        return (int) (value >>> 32);
    }

    /** Returns the 64-bit hash of a text that keys are derived with: FNV-1a over UTF-8, then the finalizer. */
    public static long hash(String text) {
        long hash = FNV_OFFSET;
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (octet & 0xFF)) * FNV_PRIME;
        }
        return mix(hash);
    }

    /** Returns the value of the key that {@link #derive(long)} gives, for callers that must not allocate. */
    static long derived(long value, long number) {
        return mix(value + GOLDEN * (number + 1));
    }

    private static long mix(long bits) {
        long z = bits;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
