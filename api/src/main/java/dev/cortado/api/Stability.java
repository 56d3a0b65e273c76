package dev.cortado.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says how far a public type can be relied on between releases; every public type of {@code api} carries one mark.
 *
 * <p>The rules of change that each mark allows stand in {@code docs/api-stability.md}.
 */
@Stability.Stable
public final class Stability {

    /** Marks a type that keeps source and binary compatibility within one major version. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target(ElementType.TYPE)
    public @interface Stable {}

    /** Marks a type that may change in a minor version, with a note in the change log. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target(ElementType.TYPE)
    public @interface Experimental {}

    private Stability() {}
}
