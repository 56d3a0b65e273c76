package dev.cortado.api;

import java.util.List;
import java.util.Optional;

/**
 * The root of everything that Cortado throws on purpose: one clear message with a code, a place and a fix.
 *
 * <p>The message is complete in itself: what went wrong, where, what was received, and how to mend it.
 */
@Stability.Stable
public class CortadoException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Whose mistake it is, which decides the exit code of a program. */
    public enum Category {
        /** The input, model, option or file that the user gave; exit code 2. */
        USER,
        /** Code of a plug-in; exit code 1. */
        PLUGIN,
        /** A backend, or Cortado itself; exit code 1. */
        BACKEND,
        /** Memory, disk, device or another thing of the machine; exit code 1. */
        RESOURCE
    }

    private final String code;
    private final Category category;
    private final String where;
    private final String fix;
    private final String backend;
    private final String plugin;

    /**
     * Creates an exception.
     *
     * @param category whose mistake it is
     * @param code a short stable identifier in kebab case, such as {@code shape-mismatch}
     * @param where the layer path, file, line or flag; null if there is none
     * @param what what is wrong and what was received
     * @param fix what to do about it; null if there is nothing to propose
     * @param cause the underlying exception, or null
     */
    public CortadoException(Category category, String code, String where, String what, String fix, Throwable cause) {
        this(category, code, where, what, fix, null, null, cause);
    }

    private CortadoException(
            Category category,
            String code,
            String where,
            String what,
            String fix,
            String backend,
            String plugin,
            Throwable cause) {
        super((where == null ? "" : where + ": ") + what + (fix == null ? "" : "; " + fix), cause);
        this.category = category;
        this.code = code;
        this.where = where;
        this.fix = fix;
        this.backend = backend;
        this.plugin = plugin;
    }

    /** Returns an exception about something that the user gave. */
    public static CortadoException user(String code, String where, String what, String fix) {
        return new CortadoException(Category.USER, code, where, what, fix, null);
    }

    /**
     * Returns an exception about what a backend does wrong or cannot do.
     *
     * @param backend the name of the backend; the message should name it too
     */
    public static CortadoException backend(
            String backend, String code, String where, String what, String fix, Throwable cause) {
        return new CortadoException(Category.BACKEND, code, where, what, fix, backend, null, cause);
    }

    /**
     * Returns an exception about what a plug-in does wrong.
     *
     * @param plugin the id of the plug-in; the message should name it too
     */
    public static CortadoException plugin(
            String plugin, String code, String where, String what, String fix, Throwable cause) {
        return new CortadoException(Category.PLUGIN, code, where, what, fix, null, plugin, cause);
    }

    /** Returns an exception about something of the machine, such as a full disk. */
    public static CortadoException resource(String code, String where, String what, String fix, Throwable cause) {
        return new CortadoException(Category.RESOURCE, code, where, what, fix, cause);
    }

    /**
     * Returns an exception that reports several problems at once, so that one attempt shows them all. It has category
     * and code of the first that is not the user's mistake; if all are, of the first.
     *
     * @param what what has the problems, such as {@code the network}
     * @param problems at least one; a single one is returned as it is
     */
    public static CortadoException all(String what, List<? extends CortadoException> problems) {
        return problems.size() == 1 ? problems.get(0) : SeveralProblems.of(what, problems);
    }

    /** Returns the problems that this exception reports: itself, unless it was made by {@link #all}. */
    public List<CortadoException> problems() {
        return List.of(this);
    }

    /** Returns the short stable identifier, such as {@code shape-mismatch}. */
    public final String code() {
        return code;
    }

    /** Returns whose mistake it is. */
    public final Category category() {
        return category;
    }

    /** Returns the layer path, file, line or flag. */
    public final Optional<String> where() {
        return Optional.ofNullable(where);
    }

    /** Returns the name of the backend that is to blame, if it is one and known. */
    public final Optional<String> backend() {
        return Optional.ofNullable(backend);
    }

    /** Returns the id of the plug-in that is to blame, if it is one and known. */
    public final Optional<String> plugin() {
        return Optional.ofNullable(plugin);
    }

    /** Returns what to do about it. */
    public final Optional<String> fix() {
        return Optional.ofNullable(fix);
    }
}
