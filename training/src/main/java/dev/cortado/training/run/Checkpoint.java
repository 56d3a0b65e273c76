package dev.cortado.training.run;

import dev.cortado.api.HostTensor;
import java.nio.file.Path;
import java.util.Map;

/**
 * A state from which a training can go on exactly.
 *
 * @param progress where the training stood
 * @param variables all variables by path, the memory of the optimizer included
 * @param file the file that holds the variables
 */
public record Checkpoint(Progress progress, Map<String, HostTensor> variables, Path file) {}
