package dev.cortado.conformance.kit;

/** One kind of question that the kit asks a backend. */
interface Check {

    /** Asks, and writes the answers into the ledger. */
    void run(Examination examination);
}
