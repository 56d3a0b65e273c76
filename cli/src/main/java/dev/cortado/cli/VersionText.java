package dev.cortado.cli;

import picocli.CommandLine.IVersionProvider;

/** Says which Cortado runs on which Java. */
final class VersionText implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = VersionText.class.getPackage().getImplementationVersion();
        return new String[] {
            "cortado " + (version == null ? "(not from a jar)" : version),
            "java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")"
        };
    }
}
