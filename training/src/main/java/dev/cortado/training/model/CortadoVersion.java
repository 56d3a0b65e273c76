package dev.cortado.training.model;

/** Knows the version of Cortado that runs, which files carry. */
public final class CortadoVersion {

    private CortadoVersion() {}

    /** Returns the version of this jar, or {@code development} outside a jar. */
    public static String current() {
        String version = CortadoVersion.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
