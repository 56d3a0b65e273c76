package dev.cortado.api.data;

import dev.cortado.api.Stability;

/**
 * The two parts of a data set, with equal image shapes and class names.
 *
 * @param train what a network learns from
 * @param test what it is judged by
 */
@Stability.Experimental
public record DataSplits(Dataset train, Dataset test) {}
