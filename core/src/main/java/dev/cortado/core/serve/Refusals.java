package dev.cortado.core.serve;

import dev.cortado.api.CortadoException;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;

/** Says why a call is not answered. */
final class Refusals {

    private Refusals() {}

    static CortadoException closed() {
        return CortadoException.user(
                "inference-closed",
                null,
                "this network is no longer served: it was closed before the call was answered",
                "load the model again, and close it only when nobody asks any more");
    }

    /** Returns what an interrupted thread gets, which stays interrupted. */
    static CortadoException interrupted() {
        Thread.currentThread().interrupt();
        return CortadoException.resource(
                "inference-interrupted",
                null,
                "the calling thread was interrupted while it waited for an answer",
                "call again, if the answer is still wanted",
                null);
    }

    static void check(HostTensor sample, TensorSpec expected, int index) {
        if (!sample.spec().equals(expected)) {
            throw CortadoException.user(
                    "input-mismatch",
                    "sample " + index,
                    "the network takes " + expected + ", but got " + sample.spec(),
                    "pass samples of that type and shape, each without the axis of the batch");
        }
    }
}
