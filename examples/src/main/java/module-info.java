/** Programs to read and to run. */
module dev.cortado.examples {
    requires dev.cortado.runtime;
    requires jakarta.inject;

    exports dev.cortado.examples;

    // Guice calls the constructors that ask for injection
    opens dev.cortado.examples to
            com.google.guice;
}
