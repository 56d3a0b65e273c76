package dev.cortado.core.decorate;

import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.Invocation;
import java.util.ArrayList;
import java.util.List;

/** Measures how long each kernel takes. */
public final class TimingBackend extends ForwardingBackend {

    private final List<Timing> timings = new ArrayList<>();

    /** How often a kernel ran and how long that took in all. */
    public static final class Timing {

        private final String op;
        private final String kernel;
        private final String result;
        private long runs;
        private long nanoseconds;

        private Timing(String op, String kernel, String result) {
            this.op = op;
            this.kernel = kernel;
            this.result = result;
        }

        /** Returns the name of the operation. */
        public String op() {
            return op;
        }

        /** Returns what the backend calls the kernel. */
        public String kernel() {
            return kernel;
        }

        /** Returns type and shape of the first result. */
        public String result() {
            return result;
        }

        /** Returns how often it ran. */
        public long runs() {
            return runs;
        }

        /** Returns the time of all runs together. */
        public long nanoseconds() {
            return nanoseconds;
        }
    }

    /** Creates a decorator; closing it closes the backend. */
    public TimingBackend(Backend delegate) {
        super(delegate);
    }

    /** Returns the timings of all kernels, in the order in which they were tied to memory. */
    public List<Timing> timings() {
        return List.copyOf(timings);
    }

    /** Starts counting from 0. */
    public void reset() {
        for (Timing timing : timings) {
            timing.runs = 0;
            timing.nanoseconds = 0;
        }
    }

    /** Timed kernels do what they do without a watch. */
    @Override
    protected boolean keepsPrepared() {
        return true;
    }

    @Override
    protected Invocation around(Call call) {
        String result =
                call.outputs().isEmpty() ? "" : call.outputs().get(0).spec().toString();
        Timing timing = new Timing(call.op().name(), call.kernel().description(), result);
        timings.add(timing);
        return new Timed(call.invocation(), timing);
    }

    private final class Timed implements Invocation {

        private final Invocation invocation;
        private final Timing timing;

        Timed(Invocation invocation, Timing timing) {
            this.invocation = invocation;
            this.timing = timing;
        }

        @Override
        public void run() {
            long start = System.nanoTime();
            invocation.run();
            stop(start);
        }

        @Override
        public void runPrepared() {
            long start = System.nanoTime();
            invocation.runPrepared();
            stop(start);
        }

        private void stop(long start) {
            delegate().synchronize();
            timing.nanoseconds += System.nanoTime() - start;
            timing.runs++;
        }
    }
}
