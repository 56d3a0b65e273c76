package dev.cortado.api.kernel;

import dev.cortado.api.Stability;

/**
 * The machine that host kernels run on.
 *
 * <p>Kernels that use {@code jdk.incubator.vector} must use the species of this width alone: a second width in one process
 * ruins the speed of both on Java 17.
 *
 * @param vectorBits the width of vectors: 128, 256 or 512; 0 if kernels must be scalar
 * @param slack elements that may be read, and written with any value, behind the end of every array used as scratch
 */
@Stability.Experimental
public record HostTarget(int vectorBits, int slack) {}
