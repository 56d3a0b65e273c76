package dev.cortado.core.compare;

import dev.cortado.api.HostTensor;

/**
 * What one step learns from.
 *
 * @param input the images or other input
 * @param target what the loss compares with
 */
public record Batch(HostTensor input, HostTensor target) {}
