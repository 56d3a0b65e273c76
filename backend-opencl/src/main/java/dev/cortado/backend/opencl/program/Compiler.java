package dev.cortado.backend.opencl.program;

import dev.cortado.api.CortadoException;
import dev.cortado.backend.opencl.device.Device;
import dev.cortado.backend.opencl.device.Status;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_context;
import org.jocl.cl_device_id;
import org.jocl.cl_kernel;
import org.jocl.cl_program;

/** Compiles programs when they are first needed, and keeps them in memory and on disk. */
final class Compiler {

    /** Warnings are for whoever writes a kernel; some drivers print them to the user's console. */
    private static final String STANDARD = "-cl-std=CL1.2 -w";

    private static final String EXACT_DIVISION = " -cl-fp32-correctly-rounded-divide-sqrt";

    /** What PoCL 3.1 says, rarely, where several contexts compile at once: a file of its own is gone. */
    private static final String LOST_FILE = "unable to rename temporary";

    private static final int ATTEMPTS = 3;

    private static final Pattern GUARD = Pattern.compile("(?m)^#ifdef (KERNEL_\\w+)");

    private final cl_context context;
    private final Device device;
    private final String options;
    private final ProgramCache cache;
    private final Map<String, cl_program> programs = new HashMap<>();

    /**
     * Creates a compiler.
     *
     * @param folder where compiled programs are kept; null for nowhere
     */
    Compiler(cl_context context, Device device, Path folder) {
        this.context = context;
        this.device = device;
        this.options = device.exactDivision() ? STANDARD + EXACT_DIVISION : STANDARD;
        this.cache = new ProgramCache(folder);
    }

    /** Returns a new kernel object of a function; the caller releases it. */
    cl_kernel kernel(String text, String entry) {
        String key = device.lazy() ? text : entry + "\n" + text;
        cl_program program = programs.get(key);
        if (program == null) {
            program = program(withGuards(text, entry), entry);
            programs.put(key, program);
        }
        int[] code = new int[1];
        cl_kernel kernel = CL.clCreateKernel(program, entry, code);
        if (code[0] == CL.CL_INVALID_KERNEL_NAME) {
            throw failure(entry, "the program has no kernel of this name");
        }
        Status.check(code[0], "creating the kernel " + entry, device.name());
        return kernel;
    }

    /**
     * Defines which kernels of a text are compiled.
     *
     * <p>A driver that compiles when a kernel first runs takes nearly as long to read one as to read all. Others compile what
     * they read, and few kernels are needed.
     */
    private String withGuards(String text, String entry) {
        StringBuilder guards = new StringBuilder();
        if (device.lazy()) {
            GUARD.matcher(text)
                    .results()
                    .map(match -> match.group(1))
                    .distinct()
                    .forEach(guard -> guards.append("#define ").append(guard).append('\n'));
        } else {
            guards.append("#define KERNEL_").append(entry).append('\n');
        }
        return guards + "#line 1\n" + text;
    }

    private cl_program program(String source, String entry) {
        String key = ProgramCache.key(source, options, device.name(), device.driver());
        byte[] binary = cache.read(key).orElse(null);
        cl_program known = binary == null ? null : fromBinary(binary);
        if (known != null) {
            return known;
        }
        cl_program program = fromSource(source, entry);
        byte[] compiled = cache.isOn() ? binary(program) : new byte[0];
        if (compiled.length > 0) {
            cache.write(key, compiled);
        }
        return program;
    }

    /** Returns null if the driver does not take the binary, which then is compiled again. */
    private cl_program fromBinary(byte[] binary) {
        cl_device_id[] devices = {device.id()};
        int[] code = new int[1];
        cl_program program = CL.clCreateProgramWithBinary(
                context, 1, devices, new long[] {binary.length}, new byte[][] {binary}, null, code);
        if (code[0] != CL.CL_SUCCESS) {
            return null;
        }
        if (CL.clBuildProgram(program, 1, devices, options, null, null) != CL.CL_SUCCESS) {
            CL.clReleaseProgram(program);
            return null;
        }
        return program;
    }

    private cl_program fromSource(String source, String entry) {
        for (int attempt = 1; ; attempt++) {
            int[] code = new int[1];
            cl_program program = CL.clCreateProgramWithSource(context, 1, new String[] {source}, null, code);
            Status.check(code[0], "reading the source of the kernel " + entry, device.name());
            int built = CL.clBuildProgram(program, 1, new cl_device_id[] {device.id()}, options, null, null);
            if (built == CL.CL_SUCCESS) {
                return program;
            }
            String log = log(program);
            CL.clReleaseProgram(program);
            if (attempt == ATTEMPTS || !log.contains(LOST_FILE)) {
                throw failure(entry, CL.stringFor_errorCode(built) + "\n" + log);
            }
        }
    }

    private CortadoException failure(String entry, String log) {
        return new CortadoException(
                CortadoException.Category.BACKEND,
                "kernel-does-not-compile",
                device.name(),
                "the kernel " + entry + " does not compile: " + log.strip(),
                "mend its source, or update the driver",
                null);
    }

    private String log(cl_program program) {
        long[] size = new long[1];
        CL.clGetProgramBuildInfo(program, device.id(), CL.CL_PROGRAM_BUILD_LOG, 0, null, size);
        byte[] bytes = new byte[(int) Math.max(1, size[0])];
        CL.clGetProgramBuildInfo(program, device.id(), CL.CL_PROGRAM_BUILD_LOG, bytes.length, Pointer.to(bytes), null);
        return new String(bytes, 0, bytes.length - 1, StandardCharsets.UTF_8);
    }

    /** Returns an empty array if the driver gives none. */
    private static byte[] binary(cl_program program) {
        long[] size = new long[1];
        int code = CL.clGetProgramInfo(program, CL.CL_PROGRAM_BINARY_SIZES, Sizeof.size_t, Pointer.to(size), null);
        if (code != CL.CL_SUCCESS || size[0] <= 0 || size[0] > Integer.MAX_VALUE) {
            return new byte[0];
        }
        byte[] binary = new byte[(int) size[0]];
        code = CL.clGetProgramInfo(
                program, CL.CL_PROGRAM_BINARIES, Sizeof.POINTER, Pointer.to(Pointer.to(binary)), null);
        return code == CL.CL_SUCCESS ? binary : new byte[0];
    }

    void close() {
        programs.values().forEach(CL::clReleaseProgram);
        programs.clear();
    }
}
