package dev.cortado.cli;

import dev.cortado.api.CortadoException;
import dev.cortado.api.Shape;
import dev.cortado.api.data.Dataset;
import dev.cortado.interop.AtomicFile;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Turns images of a data set into PNG files. */
final class Pictures {

    private Pictures() {}

    /** Writes one sample of a data set; read again it gives the same pixels, if they are bytes. */
    static void export(Dataset dataset, int index, Path file) {
        Shape shape = dataset.imageShape();
        float[] pixels = new float[shape.elements()];
        dataset.read(index, pixels, 0);
        BufferedImage image = new BufferedImage(shape.size(2), shape.size(1), BufferedImage.TYPE_INT_RGB);
        paint(pixels, shape, image, 0, 0);
        write(image, file);
    }

    /** Paints an image {@code [1 or 3, H, W]} into a picture; of other numbers of channels the first is shown. */
    static void paint(float[] pixels, Shape shape, BufferedImage picture, int left, int top) {
        int plane = shape.elements(1, 3);
        boolean color = shape.size(0) == 3;
        for (int y = 0; y < shape.size(1); y++) {
            for (int x = 0; x < shape.size(2); x++) {
                int at = y * shape.size(2) + x;
                int red = level(pixels[at]);
                int green = color ? level(pixels[at + plane]) : red;
                int blue = color ? level(pixels[at + 2 * plane]) : red;
                picture.setRGB(left + x, top + y, red << 16 | green << 8 | blue);
            }
        }
    }

    /** Writes a picture as PNG, whole or not at all. */
    static void write(BufferedImage picture, Path file) {
        AtomicFile.write(file, out -> {
            // A stream of our own, because ImageIO would keep its cache in a file.
            try (MemoryCacheImageOutputStream png = new MemoryCacheImageOutputStream(out)) {
                if (!ImageIO.write(picture, "png", png)) {
                    throw CortadoException.resource(
                            "no-png", file.toString(), "this Java cannot write PNG", null, null);
                }
            }
        });
    }

    private static int level(float value) {
        return Math.max(0, Math.min(255, Math.round(value * 255)));
    }
}
