package dev.cortado.core.serve;

import dev.cortado.api.CortadoException;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.Behaviour;
import dev.cortado.api.layer.Layer;
import dev.cortado.core.Session;
import dev.cortado.core.run.Arenas;
import dev.cortado.core.run.Program;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A fixed number of instances of one network over the same weights; a call takes a free one, or waits for it.
 *
 * <p>Weights, and what kernels made of them, lie in memory once. All programs are compiled, and all memory is taken, before the
 * first call: later nothing grows, and a call allocates little more than its result. A backend without {@link
 * Backend#companion} has one instance, and one that lacks {@link Behaviour#BATCH_INVARIANCE} takes one sample at a time.
 */
public final class InferencePool implements Inference {

    private final Session session;
    private final TensorSpec sample;
    private final TensorSpec result;
    private final int instances;
    private final Deque<Resource> resources = new ArrayDeque<>();

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition returned = lock.newCondition();
    private final Deque<Instance> free = new ArrayDeque<>();
    private boolean closed;
    private boolean freed;

    /** What must be freed, without the checked exception. */
    private interface Resource {

        void close();
    }

    private InferencePool(Session session, Layer network, TensorSpec sample, ServingOptions options) {
        this.session = session;
        this.sample = sample;
        int largest = session.backend().lacks().contains(Behaviour.BATCH_INVARIANCE) ? 1 : options.largestBatch();
        List<Program> programs = programs(network, largest);
        free.add(new Instance(programs));
        this.result = free.getFirst().result();
        try {
            while (free.size() < options.instances() && replicate(programs)) {}
        } catch (RuntimeException | Error e) {
            free();
            throw e;
        }
        this.instances = free.size();
    }

    private boolean replicate(List<Program> programs) {
        Optional<Backend> companion = session.backend().companion();
        companion.ifPresent(backend -> {
            resources.push(backend::close);
            free.add(new Instance(replicas(programs, backend)));
        });
        return companion.isPresent();
    }

    /**
     * Serves a network with the present weights of a session, and closes the session in the end.
     *
     * @param session is used for nothing else from now on
     * @param sample type and shape of one sample, without the axis of the batch
     * @throws CortadoException if shapes do not fit
     */
    public static InferencePool of(Session session, Layer network, TensorSpec sample, ServingOptions options) {
        return new InferencePool(session, network, sample, options);
    }

    /** Compiles a program for each power of two, the largest first, and runs each once, which prepares its weights. */
    private List<Program> programs(Layer network, int largest) {
        List<Program> programs = new ArrayList<>();
        for (int batch = Integer.highestOneBit(largest); batch >= 1; batch /= 2) {
            TensorSpec input = new TensorSpec(sample.dtype(), sample.shape().insert(0, batch));
            Program program = session.inference(network, input);
            TensorSpec output = program.output("output").spec();
            if (output.shape().rank() == 0 || output.shape().size(0) != batch) {
                throw CortadoException.user(
                        "no-result-per-sample",
                        null,
                        "the network makes " + output + " of " + input + ", so there is no result for each sample",
                        "serve a network that keeps the first axis");
            }
            program.input("input").set(HostTensor.zeros(input));
            program.run();
            if (!programs.isEmpty()) {
                program.sharePrepared(programs.get(0));
                program.reserve();
            }
            programs.add(0, program);
        }
        return programs;
    }

    private List<Program> replicas(List<Program> programs, Backend companion) {
        Arenas arenas = new Arenas(companion);
        resources.push(arenas::close);
        List<Program> replicas = new ArrayList<>();
        for (int i = programs.size() - 1; i >= 0; i--) {
            Program replica = programs.get(i).replica(companion, arenas);
            resources.push(replica::close);
            replica.reserve();
            // threads take their scratch memory in the first run
            replica.input("input").set(HostTensor.zeros(replica.input("input").spec()));
            replica.run();
            replicas.add(0, replica);
        }
        return replicas;
    }

    @Override
    public TensorSpec sample() {
        return sample;
    }

    @Override
    public TensorSpec result() {
        return result;
    }

    /** Returns how many calls run at once. */
    public int instances() {
        return instances;
    }

    @Override
    public HostTensor infer(HostTensor one) {
        return infer(List.of(one)).get(0);
    }

    @Override
    public List<HostTensor> infer(List<HostTensor> samples) {
        List<HostTensor> results = new ArrayList<>(samples.size());
        for (int i = 0; i < samples.size(); i++) {
            Refusals.check(samples.get(i), sample, i);
            results.add(HostTensor.zeros(result));
        }
        if (samples.isEmpty()) {
            return results;
        }
        Instance instance = take();
        try {
            for (int from = 0; from < samples.size(); ) {
                int to = from + instance.next(samples.size() - from);
                instance.run(samples.subList(from, to), results.subList(from, to));
                from = to;
            }
        } finally {
            giveBack(instance);
        }
        return results;
    }

    private Instance take() {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            throw Refusals.interrupted();
        }
        try {
            while (free.isEmpty() && !closed) {
                returned.await();
            }
            if (closed) {
                throw Refusals.closed();
            }
            // the one that was used last, whose memory is in the caches
            return free.pop();
        } catch (InterruptedException e) {
            throw Refusals.interrupted();
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(Instance instance) {
        lock.lock();
        try {
            free.push(instance);
            if (closed) {
                returned.signalAll();
            } else {
                returned.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            returned.signalAll();
            while (free.size() < instances) {
                returned.awaitUninterruptibly();
            }
            if (freed) {
                return;
            }
            freed = true;
        } finally {
            lock.unlock();
        }
        free();
        session.close();
    }

    /** Ends the instances, the last first: what was made of another goes before it. */
    private void free() {
        for (Resource resource : resources) {
            resource.close();
        }
    }
}
