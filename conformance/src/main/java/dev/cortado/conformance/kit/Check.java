package dev.cortado.conformance.kit;

/** One kind of question that the kit asks a backend. */
interface Check {

    /** Lets the oracle work on what {@link #run} will ask first. */
    default void foresee(Examination examination) {}

    /** Asks, and writes the answers into the ledger. */
    void run(Examination examination);
}
