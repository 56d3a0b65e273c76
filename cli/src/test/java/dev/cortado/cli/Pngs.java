package dev.cortado.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Small PNG files for tests. */
final class Pngs {

    private Pngs() {}

    /** Writes folders of 20x16 images, one folder per class; each class has a colour of its own. */
    static Path folder(Path folder, int imagesPerClass, String... classes) throws IOException {
        int[] colors = {0xE03020, 0x2040E0, 0x20C040};
        for (int k = 0; k < classes.length; k++) {
            Path place = Files.createDirectories(folder.resolve(classes[k]));
            for (int i = 0; i < imagesPerClass; i++) {
                write(place.resolve("image" + i + ".png"), colors[k % colors.length] + i);
            }
        }
        return folder;
    }

    /** Writes one image of one colour. */
    static Path write(Path file, int color) throws IOException {
        BufferedImage image = new BufferedImage(20, 16, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 20; x++) {
                image.setRGB(x, y, color);
            }
        }
        ImageIO.write(image, "png", file.toFile());
        return file;
    }
}
