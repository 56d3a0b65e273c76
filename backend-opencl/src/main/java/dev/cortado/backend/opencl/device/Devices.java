package dev.cortado.backend.opencl.device;

import dev.cortado.api.CortadoException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;

/** Lists the devices of all drivers, and chooses one. */
public final class Devices {

    private static final String BACKEND = "opencl";

    private Devices() {}

    /**
     * Returns the devices of all drivers, graphics cards first.
     *
     * @throws CortadoException if there is no loader, or none of its drivers has a device
     */
    public static List<Device> all() {
        try {
            List<Device> devices = read();
            if (devices.isEmpty()) {
                throw missing("the OpenCL drivers of this machine offer no device", null);
            }
            return devices;
        } catch (LinkageError e) {
            throw missing("the native libraries of OpenCL could not be loaded (" + e.getMessage() + ")", e);
        } catch (CLException | UnsupportedOperationException e) {
            throw missing("OpenCL could not be started (" + e.getMessage() + ")", e);
        }
    }

    private static CortadoException missing(String what, Throwable cause) {
        String remedy = Installation.ofThisMachine().usability().remedy();
        return CortadoException.resource(
                "opencl-unavailable",
                BACKEND,
                what,
                remedy.isEmpty() ? "install or repair the driver, or use another backend" : remedy,
                cause);
    }

    private static List<Device> read() {
        int[] count = new int[1];
        if (CL.clGetPlatformIDs(0, null, count) != CL.CL_SUCCESS || count[0] == 0) {
            return List.of();
        }
        cl_platform_id[] platforms = new cl_platform_id[count[0]];
        Status.check(CL.clGetPlatformIDs(platforms.length, platforms, null), "listing the drivers", BACKEND);
        List<Device> cards = new ArrayList<>();
        List<Device> processors = new ArrayList<>();
        for (cl_platform_id platform : platforms) {
            for (cl_device_id id : ids(platform)) {
                Device device = Device.read(platform, id);
                (device.processor() ? processors : cards).add(device);
            }
        }
        cards.addAll(processors);
        return cards;
    }

    private static cl_device_id[] ids(cl_platform_id platform) {
        int[] count = new int[1];
        int code = CL.clGetDeviceIDs(platform, CL.CL_DEVICE_TYPE_ALL, 0, null, count);
        if (code != CL.CL_SUCCESS || count[0] == 0) {
            return new cl_device_id[0];
        }
        cl_device_id[] ids = new cl_device_id[count[0]];
        code = CL.clGetDeviceIDs(platform, CL.CL_DEVICE_TYPE_ALL, ids.length, ids, null);
        return code == CL.CL_SUCCESS ? ids : new cl_device_id[0];
    }

    /**
     * Chooses a device by its number in the list or a part of its name, in any case.
     *
     * @throws CortadoException if there is none, with a list of those that there are
     */
    public static Device choose(List<Device> devices, String wanted) {
        String part = wanted.strip().toLowerCase(Locale.ROOT);
        if (part.matches("\\d{1,6}")) {
            int index = Integer.parseInt(part);
            if (index < devices.size()) {
                return devices.get(index);
            }
            throw unknown(devices, wanted);
        }
        return devices.stream()
                .filter(device -> !part.isEmpty()
                        && device.name().toLowerCase(Locale.ROOT).contains(part))
                .findFirst()
                .orElseThrow(() -> unknown(devices, wanted));
    }

    private static CortadoException unknown(List<Device> devices, String wanted) {
        String known = IntStream.range(0, devices.size())
                .mapToObj(i -> "'" + i + "' (" + devices.get(i).name() + ")")
                .collect(Collectors.joining(", "));
        return CortadoException.user(
                "unknown-device",
                BACKEND,
                "there is no device '" + wanted + "'",
                "choose one by its number or a part of its name: " + known);
    }
}
