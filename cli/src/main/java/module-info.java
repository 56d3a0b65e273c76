/** The command {@code cortado}: trains, evaluates and uses networks from a terminal. */
module dev.cortado.cli {
    requires dev.cortado.conformance;
    requires dev.cortado.runtime;
    requires info.picocli;
    requires java.desktop;
    requires java.management;
    requires me.tongfei.progressbar;

    // picocli fills the annotated fields of commands
    opens dev.cortado.cli to
            info.picocli;
}
