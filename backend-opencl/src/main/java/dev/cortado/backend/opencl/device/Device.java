package dev.cortado.backend.opencl.device;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;

/**
 * One device of one driver.
 *
 * @param platform the driver's platform
 * @param id the device's handle
 * @param name the name that the driver gives
 * @param driver name and version of the driver
 * @param processor whether it is the processor of the machine
 * @param units how many groups of work items run at once
 * @param doubles whether it computes in float64
 * @param exactDivision whether float32 division can be rounded correctly, if one asks for it
 * @param lazy whether the driver compiles a kernel when it first runs and keeps it by itself, as PoCL does
 */
public record Device(
        cl_platform_id platform,
        cl_device_id id,
        String name,
        String driver,
        boolean processor,
        int units,
        boolean doubles,
        boolean exactDivision,
        boolean lazy) {

    /** Reads what a driver says about a device. */
    static Device read(cl_platform_id platform, cl_device_id id) {
        String name = text(id, CL.CL_DEVICE_NAME);
        long precision = number(id, CL.CL_DEVICE_SINGLE_FP_CONFIG, name);
        return new Device(
                platform,
                id,
                name,
                text(id, CL.CL_DEVICE_VERSION) + ", driver " + text(id, CL.CL_DRIVER_VERSION),
                (number(id, CL.CL_DEVICE_TYPE, name) & CL.CL_DEVICE_TYPE_CPU) != 0,
                (int) Math.max(1, number(id, CL.CL_DEVICE_MAX_COMPUTE_UNITS, name)),
                (" " + text(id, CL.CL_DEVICE_EXTENSIONS) + " ").contains(" cl_khr_fp64 "),
                (precision & CL.CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT) != 0,
                text(id, CL.CL_DEVICE_VERSION).toLowerCase(Locale.ROOT).contains("pocl"));
    }

    private static String text(cl_device_id id, int what) {
        long[] size = new long[1];
        Status.check(CL.clGetDeviceInfo(id, what, 0, null, size), "asking a device", "opencl");
        byte[] bytes = new byte[(int) size[0]];
        Status.check(CL.clGetDeviceInfo(id, what, bytes.length, Pointer.to(bytes), null), "asking a device", "opencl");
        return new String(bytes, 0, Math.max(0, bytes.length - 1), StandardCharsets.UTF_8).trim();
    }

    /** Numbers of four bytes fill the lower half; devices of the other byte order are not known to exist. */
    private static long number(cl_device_id id, int what, String name) {
        long[] value = new long[1];
        long size = what == CL.CL_DEVICE_MAX_COMPUTE_UNITS ? Sizeof.cl_uint : Sizeof.cl_ulong;
        Status.check(CL.clGetDeviceInfo(id, what, size, Pointer.to(value), null), "asking a device", name);
        return value[0];
    }
}
