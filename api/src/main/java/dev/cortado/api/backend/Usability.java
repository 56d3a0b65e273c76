package dev.cortado.api.backend;

import dev.cortado.api.Stability;

/**
 * Whether a backend can run on this machine.
 *
 * @param usable whether it can
 * @param reason why not, or what it would run on
 * @param remedy what to install or change; empty if nothing
 */
@Stability.Stable
public record Usability(boolean usable, String reason, String remedy) {

    /** Returns that it can run. */
    public static Usability yes(String reason) {
        return new Usability(true, reason, "");
    }

    /** Returns that it cannot run, and what would help. */
    public static Usability no(String reason, String remedy) {
        return new Usability(false, reason, remedy);
    }
}
