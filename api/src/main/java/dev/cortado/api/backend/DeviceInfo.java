package dev.cortado.api.backend;

import dev.cortado.api.Stability;

/**
 * What a backend runs on, for people to read.
 *
 * @param name the device, such as {@code 2 threads, 512-bit vectors}
 * @param version the version of the backend or its engine
 */
@Stability.Stable
public record DeviceInfo(String name, String version) {}
