/**
 * The command {@code cortado}.
 *
 * <p>{@link dev.cortado.cli.Main} starts it; each command is a class that ends in {@code Command}.
 */
package dev.cortado.cli;
