package dev.cortado.cli;

import dev.cortado.api.CortadoException;
import dev.cortado.api.NearestNames;
import dev.cortado.training.data.RandomCrop;
import dev.cortado.training.data.RandomFlip;
import dev.cortado.training.data.RandomRotation;
import dev.cortado.training.data.Transform;
import java.util.ArrayList;
import java.util.List;

/** Reads the random transforms of training images from a flag, such as {@code flip,crop:4,rotate:10}. */
final class AugmentText {

    private static final String FLAG = "--augment";
    private static final List<String> NAMES = List.of("crop", "flip", "rotate");

    private AugmentText() {}

    /** Returns the transforms in the order given; none for an empty text. */
    static List<Transform> parse(String text) {
        List<Transform> transforms = new ArrayList<>();
        if (!text.isBlank()) {
            for (String item : text.split(",", -1)) {
                transforms.add(transform(item.strip()));
            }
        }
        return transforms;
    }

    private static Transform transform(String item) {
        int colon = item.indexOf(':');
        String name = colon < 0 ? item : item.substring(0, colon);
        String value = colon < 0 ? null : item.substring(colon + 1);
        try {
            switch (name) {
                case "flip":
                    return value == null ? new RandomFlip() : new RandomFlip(Double.parseDouble(value));
                case "crop":
                    return new RandomCrop(value == null ? 4 : Integer.parseInt(value));
                case "rotate":
                    return new RandomRotation(value == null ? 10 : Double.parseDouble(value));
                default:
                    throw CortadoException.user(
                            "unknown-transform",
                            FLAG,
                            "there is no transform '" + name + "'",
                            NearestNames.hint(name, NAMES));
            }
        } catch (NumberFormatException noNumber) {
            throw CortadoException.user(
                    "flag-malformed",
                    FLAG,
                    "'" + value + "' in '" + item + "' is not a number",
                    "write flip[:probability], crop[:padding] or rotate[:degrees]");
        } catch (IllegalArgumentException outOfRange) {
            throw CortadoException.user(
                    "flag-out-of-range", FLAG, "'" + item + "': " + outOfRange.getMessage(), "choose another number");
        }
    }
}
