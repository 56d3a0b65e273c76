/**
 * Finds plug-ins, chooses a backend and wires a session, with Guice or without.
 *
 * <p>Start at {@link dev.cortado.runtime.Cortado} or {@link dev.cortado.runtime.CortadoModule}.
 */
package dev.cortado.runtime;
