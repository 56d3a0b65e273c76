package dev.cortado.cli;

import dev.cortado.training.model.CortadoVersion;
import picocli.CommandLine.IVersionProvider;

/** Says which Cortado runs on which Java. */
final class VersionText implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {
            "cortado " + CortadoVersion.current(),
            "java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")"
        };
    }
}
