package dev.cortado.training.model;

/** Knows the version of Cortado that runs, which files carry. */
public final class CortadoVersion {

    private CortadoVersion() {}

    /** Returns the version of this jar, or {@code development} outside a jar. */
    public static String current() {
        String version = CortadoVersion.class.getPackage().getImplementationVersion();
        Module module = CortadoVersion.class.getModule();
        if (version == null && module.isNamed()) {
            // packages of a named module do not know the manifest
            version = module.getDescriptor().rawVersion().orElse(null);
        }
        return version == null ? "development" : version;
    }
}
