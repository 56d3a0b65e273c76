package dev.cortado.backend.opencl.device;

import dev.cortado.api.CortadoException;
import org.jocl.CL;

/** Turns what an OpenCL call returns into an exception that says what failed and what to do. */
public final class Status {

    private Status() {}

    /**
     * Checks a status code.
     *
     * @param code what the call returned
     * @param what what was being done, for the message
     * @param device the device it was done on
     */
    public static void check(int code, String what, String device) {
        if (code != CL.CL_SUCCESS) {
            throw failure(code, what, device);
        }
    }

    /** Returns the exception for a status code other than success. */
    public static CortadoException failure(int code, String what, String device) {
        String said = what + " failed with " + CL.stringFor_errorCode(code);
        return switch (code) {
            case CL.CL_MEM_OBJECT_ALLOCATION_FAILURE, CL.CL_OUT_OF_RESOURCES, CL.CL_INVALID_BUFFER_SIZE ->
                CortadoException.resource(
                        "out-of-memory", device, said, "use a smaller batch, or a device with more memory", null);
            case CL.CL_OUT_OF_HOST_MEMORY ->
                CortadoException.resource(
                        "out-of-memory", device, said, "free memory of the machine, or use a smaller batch", null);
            case CL.CL_DEVICE_NOT_AVAILABLE, CL.CL_INVALID_DEVICE, CL.CL_INVALID_COMMAND_QUEUE, CL.CL_INVALID_CONTEXT ->
                CortadoException.resource(
                        "device-lost", device, said, "close the backend and open a new one, or choose another", null);
            default ->
                new CortadoException(
                        CortadoException.Category.BACKEND,
                        "opencl-failure",
                        device,
                        said,
                        "update the driver, or use another backend",
                        null);
        };
    }
}
