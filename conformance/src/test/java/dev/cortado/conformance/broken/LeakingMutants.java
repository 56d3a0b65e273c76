package dev.cortado.conformance.broken;

import dev.cortado.api.HostTensor;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.Buffer;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.Invocation;
import dev.cortado.core.decorate.ForwardingBackend;
import java.util.ArrayList;
import java.util.List;

/** Backends that keep a little memory each time. */
final class LeakingMutants {

    private static final int SMALL = 24;
    private static final int TAKEN = 65_536;
    private static final int LARGE = 10_000;

    private LeakingMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.of("leaks with every run", "cortado.concat", backend -> ofOne(backend, "cortado.concat", 4000)),
                Mutant.of(
                        "leaks a small object with every run",
                        "cortado.slice",
                        backend -> ofOne(backend, "cortado.slice", SMALL)),
                Mutant.of("leaks a small object with every download", "program", OfDownloads::new));
    }

    /** Those that leak where the Java heap does not show it. */
    static List<Mutant> outsideOfHeap() {
        return List.of(
                Mutant.of("leaks outside of the heap with every run", "cortado.transpose", backend -> {
                    PrivatePages pages = new PrivatePages();
                    return new OfOne(backend, "cortado.transpose", () -> pages.take(TAKEN));
                }),
                Mutant.of("leaks outside of the heap with every buffer", "storage", OfBuffers::new));
    }

    private static Backend ofOne(Backend backend, String op, int bytes) {
        List<byte[]> kept = new ArrayList<>();
        return new OfOne(backend, op, () -> kept.add(new byte[bytes]));
    }

    /** Does something before every run of one operation. */
    private static final class OfOne extends ForwardingBackend {

        private final String op;
        private final Runnable something;

        OfOne(Backend delegate, String op, Runnable something) {
            super(delegate);
            this.op = op;
            this.something = something;
        }

        @Override
        protected Invocation around(Call call) {
            if (!call.op().name().equals(op)) {
                return call.invocation();
            }
            return () -> {
                something.run();
                call.invocation().run();
            };
        }
    }

    private static final class OfDownloads extends ForwardingBackend {

        private final List<byte[]> kept = new ArrayList<>();

        OfDownloads(Backend delegate) {
            super(delegate);
        }

        @Override
        public void download(BufferView source, HostTensor target) {
            kept.add(new byte[SMALL]);
            super.download(source, target);
        }
    }

    private static final class OfBuffers extends WrappedBuffers {

        private final PrivatePages pages = new PrivatePages();

        OfBuffers(Backend delegate) {
            super(delegate);
        }

        @Override
        protected void close(Buffer real) {
            // the pages would not suffice for all the small ones
            if (real.elements() >= LARGE) {
                pages.take(TAKEN);
            }
            real.close();
        }
    }
}
