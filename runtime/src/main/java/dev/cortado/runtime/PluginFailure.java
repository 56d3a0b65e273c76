package dev.cortado.runtime;

/**
 * A plug-in that was left out because it failed while it was loaded.
 *
 * @param plugin its class, or the file that names it, as far as known
 * @param reason what went wrong
 * @param cause what it threw
 */
public record PluginFailure(String plugin, String reason, Throwable cause) {

    /** Returns one line that says what was left out and why. */
    public String message() {
        return "plug-in " + plugin + " was left out: " + reason;
    }
}
