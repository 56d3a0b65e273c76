package dev.cortado.backend.nd4j.engine;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/** The one native library of the process. */
public final class Engine {

    private static final System.Logger LOG = System.getLogger(Engine.class.getName());
    private static Engine started;

    private final NativeOps library;
    private final int firstThreads;
    private boolean warned;

    /** The thread that ran kernels last, and with how many threads of the library. */
    private Thread caller;

    private int threads;

    private Engine(int threads) {
        this.firstThreads = threads;
        OpenMpPatience.set();
        // the order matters: the holder reads what Nd4j sets up
        Nd4j.getExecutioner();
        library = NativeOpsHolder.getInstance().getDeviceNativeOps();
    }

    /** Loads the library unless it is there already, and lets it use a number of threads. */
    public static synchronized Engine start(int threads) {
        if (started == null) {
            started = new Engine(threads);
        }
        started.useThreads(threads);
        return started;
    }

    /** Returns what is known of the library. */
    public String describe() {
        return "oneDNN";
    }

    /** Sets the number of threads, which the whole process shares. */
    public synchronized void useThreads(int count) {
        if (caller == Thread.currentThread() && threads == count) {
            return;
        }
        if (count != firstThreads && !warned) {
            warned = true;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "ND4J has one team of threads per process: backends that ask for " + firstThreads + " and " + count
                            + " threads change it for each other");
        }
        library.setOmpNumThreads(count);
        Nd4j.getEnvironment().setMaxThreads(count);
        Nd4j.getEnvironment().setMaxMasterThreads(count);
        caller = Thread.currentThread();
        threads = count;
    }

    static NativeOps library() {
        return started.library;
    }
}
