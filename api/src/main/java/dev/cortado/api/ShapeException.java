package dev.cortado.api;

import java.util.List;
import java.util.Optional;

/**
 * Says that shapes or element types do not fit an operation, with the arithmetic and a proposal.
 *
 * <p>Operations throw it without a place; the tracer adds the layer path. Where the fix tells what the result would be,
 * {@link #recovery()} carries that, so that tracing can go on and find independent errors as well.
 */
@Stability.Stable
public final class ShapeException extends CortadoException {

    private static final long serialVersionUID = 1L;

    private final String problem;
    private final transient List<TensorSpec> recovery;

    /**
     * Creates an exception.
     *
     * @param problem what does not fit, with the numbers
     * @param fix what to change
     * @param recovery the specs of the results once the fix is applied; null if that cannot be said
     */
    public ShapeException(String problem, String fix, List<TensorSpec> recovery) {
        this(null, problem, fix, recovery);
    }

    private ShapeException(String where, String problem, String fix, List<TensorSpec> recovery) {
        super(Category.USER, "shape-mismatch", where, problem, fix, null);
        this.problem = problem;
        this.recovery = recovery;
    }

    /** Returns what does not fit, without place and fix. */
    public String problem() {
        return problem;
    }

    /** Returns this exception with a place put before its message. */
    public ShapeException at(String where) {
        return new ShapeException(where, problem, fix().orElse(null), recovery);
    }

    /** Returns this exception with what the results would be once the proposed fix is applied. */
    public ShapeException recoveringAs(List<TensorSpec> specs) {
        return new ShapeException(where().orElse(null), problem, fix().orElse(null), specs);
    }

    /** Returns what the results would be once the proposed fix is applied. */
    public Optional<List<TensorSpec>> recovery() {
        return Optional.ofNullable(recovery);
    }
}
