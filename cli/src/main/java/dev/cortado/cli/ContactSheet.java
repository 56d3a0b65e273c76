package dev.cortado.cli;

import dev.cortado.api.Shape;
import dev.cortado.api.data.Dataset;
import java.awt.image.BufferedImage;
import java.nio.file.Path;

/** Many images of a data set side by side in one picture. */
final class ContactSheet {

    private static final int GAP = 2;
    private static final int BACKGROUND = 0x404040;

    private final BufferedImage sheet;

    private ContactSheet(BufferedImage sheet) {
        this.sheet = sheet;
    }

    /** Returns a sheet of the first images. */
    static ContactSheet of(Dataset dataset, int count) {
        Shape shape = dataset.imageShape();
        int columns = Math.max(1, (int) Math.ceil(Math.sqrt(count)));
        int rows = Math.max(1, (count + columns - 1) / columns);
        int cellWidth = shape.size(2) + GAP;
        int cellHeight = shape.size(1) + GAP;
        BufferedImage sheet =
                new BufferedImage(columns * cellWidth + GAP, rows * cellHeight + GAP, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < sheet.getHeight(); y++) {
            for (int x = 0; x < sheet.getWidth(); x++) {
                sheet.setRGB(x, y, BACKGROUND);
            }
        }
        float[] pixels = new float[shape.elements()];
        for (int i = 0; i < count; i++) {
            dataset.read(i, pixels, 0);
            Pictures.paint(pixels, shape, sheet, GAP + i % columns * cellWidth, GAP + i / columns * cellHeight);
        }
        return new ContactSheet(sheet);
    }

    /** Writes the sheet as PNG. */
    void write(Path file) {
        Pictures.write(sheet, file);
    }
}
