package dev.cortado.cli;

import dev.cortado.api.CortadoException;
import dev.cortado.training.data.ImageDecoder;
import dev.cortado.training.data.ImageOptions;
import dev.cortado.training.data.ImageResizer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads single image files as a network takes them. */
final class ImageFiles {

    private ImageFiles() {}

    /** Returns the pixels of an image file, channels first, 0..1. */
    static float[] read(Path file, ImageOptions options) {
        if (Files.isDirectory(file)) {
            throw CortadoException.user(
                    "not-an-image",
                    file.toString(),
                    "is a folder",
                    "name the images in it, such as " + file + "/*.png");
        }
        if (!Files.exists(file)) {
            throw CortadoException.user("file-not-found", file.toString(), "there is no such file", "check the path");
        }
        byte[] bytes = ImageResizer.resize(ImageDecoder.decode(file), options);
        float[] pixels = new float[bytes.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (bytes[i] & 0xFF) / 255f;
        }
        return pixels;
    }
}
