package dev.cortado.backend.opencl.program;

import dev.cortado.backend.opencl.device.Device;
import dev.cortado.backend.opencl.device.Status;
import java.lang.ref.Cleaner;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_context_properties;
import org.jocl.cl_device_id;
import org.jocl.cl_kernel;
import org.jocl.cl_mem;

/** One context with one queue on one device, and everything that was made in it. */
public final class Engine implements AutoCloseable {

    /** Releases what a forgotten binding held; one thread for all engines. */
    private static final Cleaner CLEANER = Cleaner.create();

    private final Device device;
    private final cl_context context;
    private final cl_command_queue queue;
    private final Compiler compiler;
    private final Set<Handle> handles = ConcurrentHashMap.newKeySet();
    private boolean closed;

    /**
     * Opens a device.
     *
     * @param folder where compiled programs are kept; null for nowhere
     */
    public Engine(Device device, Path folder) {
        this.device = device;
        cl_context_properties properties = new cl_context_properties();
        properties.addProperty(CL.CL_CONTEXT_PLATFORM, device.platform());
        int[] code = new int[1];
        context = CL.clCreateContext(properties, 1, new cl_device_id[] {device.id()}, null, null, code);
        Status.check(code[0], "opening the device", device.name());
        queue = queue(code);
        compiler = new Compiler(context, device, folder);
    }

    /** The older call is the one that drivers of every version have. */
    @SuppressWarnings("deprecation")
    private cl_command_queue queue(int[] code) {
        cl_command_queue made = CL.clCreateCommandQueue(context, device.id(), 0, code);
        if (code[0] != CL.CL_SUCCESS) {
            CL.clReleaseContext(context);
        }
        Status.check(code[0], "making a queue", device.name());
        return made;
    }

    /** Returns the device. */
    public Device device() {
        return device;
    }

    /** Returns the queue, in which everything runs in order. */
    public cl_command_queue queue() {
        requireOpen();
        return queue;
    }

    /** Returns a new kernel object, released with its owner or with this engine. */
    public cl_kernel kernel(Object owner, String source, String entry) {
        requireOpen();
        cl_kernel kernel = compiler.kernel(source, entry);
        keep(owner, () -> CL.clReleaseKernel(kernel));
        return kernel;
    }

    /** Returns new memory that holds constant ints, released with its owner or with this engine. */
    public cl_mem table(Object owner, int[] values) {
        requireOpen();
        int[] code = new int[1];
        long flags = CL.CL_MEM_READ_ONLY | CL.CL_MEM_COPY_HOST_PTR;
        cl_mem memory =
                CL.clCreateBuffer(context, flags, (long) values.length * Integer.BYTES, Pointer.to(values), code);
        Status.check(code[0], "storing " + values.length + " ints", device.name());
        keep(owner, () -> CL.clReleaseMemObject(memory));
        return memory;
    }

    /** Returns new memory for a buffer that can be closed before its owner goes. */
    public Handle memory(Object owner, long bytes, String what, cl_mem[] result) {
        requireOpen();
        int[] code = new int[1];
        cl_mem memory = CL.clCreateBuffer(context, CL.CL_MEM_READ_WRITE, bytes, null, code);
        Status.check(code[0], what, device.name());
        result[0] = memory;
        return keep(owner, () -> CL.clReleaseMemObject(memory));
    }

    private Handle keep(Object owner, Runnable release) {
        Handle handle = new Handle(release, handles);
        handles.add(handle);
        handle.cleanable = CLEANER.register(owner, handle);
        return handle;
    }

    /** Waits until everything that was queued has ended. */
    public void finish() {
        Status.check(CL.clFinish(queue()), "waiting for the device", device.name());
    }

    /** Throws if this engine was closed. */
    public void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the backend 'opencl' on " + device.name() + " is closed");
        }
    }

    /** Waits for what runs and releases everything; closing twice does nothing. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        CL.clFinish(queue);
        Set.copyOf(handles).forEach(Handle::release);
        compiler.close();
        CL.clReleaseCommandQueue(queue);
        CL.clReleaseContext(context);
    }

    /** Something of the driver that is released once: by hand, by the cleaner, or at the end. */
    public static final class Handle implements Runnable {

        private final Runnable action;
        private final Set<Handle> all;
        private Cleaner.Cleanable cleanable;

        private Handle(Runnable action, Set<Handle> all) {
            this.action = action;
            this.all = all;
        }

        /** Releases it unless that has happened. */
        public void release() {
            cleanable.clean();
        }

        /** Called once, by the cleaner or by {@link #release}. */
        @Override
        public void run() {
            all.remove(this);
            action.run();
        }
    }
}
