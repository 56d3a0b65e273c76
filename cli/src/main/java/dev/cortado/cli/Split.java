package dev.cortado.cli;

/** A part of a data set. */
enum Split {
    TRAIN,
    TEST
}
