package dev.cortado.training.model;

import dev.cortado.api.HostTensor;
import dev.cortado.api.graph.Variable;
import dev.cortado.core.Session;
import dev.cortado.interop.TensorBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/** Fetches the variables of a session, and condenses them to checksums that are equal only for equal bits. */
public final class Weights {

    private static final String SLOTS = "optimizer.";

    private Weights() {}

    /** Returns what a network needs for inference: parameters and running statistics, in order of declaration. */
    public static Map<String, HostTensor> ofModel(Session session) {
        Set<String> trainable = session.variables().list().stream()
                .filter(Variable::trainable)
                .map(Variable::path)
                .collect(Collectors.toSet());
        Map<String, HostTensor> weights = new LinkedHashMap<>();
        for (Variable variable : session.variables().list()) {
            if (!isSlot(variable, trainable)) {
                weights.put(variable.path(), session.variables().get(variable.path()));
            }
        }
        return weights;
    }

    /** Returns all variables, the memory of the optimizer included, in order of declaration. */
    public static Map<String, HostTensor> all(Session session) {
        Map<String, HostTensor> weights = new LinkedHashMap<>();
        for (Variable variable : session.variables().list()) {
            weights.put(variable.path(), session.variables().get(variable.path()));
        }
        return weights;
    }

    /** Tells whether a variable is an optimizer's, which has the name {@code optimizer.PARAMETER.SLOT}. */
    private static boolean isSlot(Variable variable, Set<String> trainable) {
        String path = variable.path();
        int end = path.lastIndexOf('.');
        return !variable.trainable()
                && path.startsWith(SLOTS)
                && end > SLOTS.length()
                && trainable.contains(path.substring(SLOTS.length(), end));
    }

    /** Returns the SHA-256 over name and bits of every tensor, in their order, in hexadecimal digits. */
    public static String sha256(Map<String, HostTensor> weights) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            feed(weights, digest::update);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Returns the CRC-32 over name and bits of every tensor, in their order, in hexadecimal digits; finds damage fast. */
    static String crc32(Map<String, HostTensor> weights) {
        CRC32 crc = new CRC32();
        feed(weights, crc::update);
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    private static void feed(Map<String, HostTensor> weights, Consumer<ByteBuffer> sink) {
        weights.forEach((name, tensor) -> {
            sink.accept(ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8)));
            TensorBytes.forEach(tensor, sink);
        });
    }
}
