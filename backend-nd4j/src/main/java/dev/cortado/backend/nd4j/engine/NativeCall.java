package dev.cortado.backend.nd4j.engine;

import dev.cortado.api.CortadoException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;

/** An operation of ND4J with operands, results and arguments, set up once; a run is one call into the library. */
final class NativeCall implements Runnable {

    private final String name;
    private final long hash;
    private final OpContext context;
    private final NativeOps library = Engine.library();

    private NativeCall(String name, OpContext context) {
        this.name = name;
        this.hash = Nd4j.getExecutioner().getCustomOperations().get(name).getHash();
        this.context = context;
    }

    static NativeCall of(String name, INDArray[] in, INDArray[] out, long[] whole, double... real) {
        OpContext context = Nd4j.getExecutioner().buildContext();
        for (int i = 0; i < in.length; i++) {
            context.setInputArray(i, in[i]);
        }
        for (int i = 0; i < out.length; i++) {
            context.setOutputArray(i, out[i]);
        }
        // each call replaces the arguments before it, so all go at once
        if (whole.length > 0) {
            context.setIArguments(whole);
        }
        if (real.length > 0) {
            context.setTArguments(real);
        }
        return new NativeCall(name, context);
    }

    /** Returns this call kept away from oneDNN, done by ND4J's own code. */
    NativeCall withoutOneDnn() {
        context.allowHelpers(false);
        return this;
    }

    @Override
    public void run() {
        int status = library.execCustomOp2(null, hash, context.contextPointer());
        if (status != 0 || library.lastErrorCode() != 0) {
            throw failure("operation " + name, library);
        }
    }

    /** Returns what the library said about its last failure. */
    static CortadoException failure(String what, NativeOps library) {
        return new CortadoException(
                CortadoException.Category.BACKEND,
                "nd4j-operation-failed",
                "backend 'nd4j'",
                "ND4J's " + what + " failed: " + library.lastErrorMessage(),
                "this is a defect of the backend; report it with the model",
                null);
    }
}
