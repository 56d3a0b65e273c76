package dev.cortado.training.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** Takes the stored values of a picture out of AWT, as RGB bytes. */
final class RgbPixels {

    private RgbPixels() {}

    /** Returns red, green and blue of each pixel, row by row. */
    static byte[] of(BufferedImage image) {
        ColorModel model = image.getColorModel();
        boolean direct = !(model instanceof IndexColorModel)
                && (image.getSampleModel().getDataType() == DataBuffer.TYPE_BYTE
                        || image.getSampleModel().getDataType() == DataBuffer.TYPE_USHORT
                        || image.getSampleModel().getDataType() == DataBuffer.TYPE_INT)
                && (model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
                        || model.getColorSpace().getType() == ColorSpace.TYPE_RGB);
        return direct ? ofRaster(image.getRaster(), model) : ofColours(image);
    }

    /** Reads the samples themselves: {@code getRGB} would apply a gamma to gray and the colour profile to the rest. */
    private static byte[] ofRaster(Raster raster, ColorModel model) {
        int width = raster.getWidth();
        int bands = raster.getNumBands();
        int colours = model.getNumColorComponents();
        boolean alpha = model.hasAlpha() && bands > colours;
        byte[] rgb = new byte[Math.multiplyExact(3 * width, raster.getHeight())];
        int[] row = new int[width * bands];
        int[] largest = new int[bands];
        for (int band = 0; band < bands; band++) {
            largest[band] = (1 << raster.getSampleModel().getSampleSize(band)) - 1;
        }
        int at = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int x = 0; x < width; x++) {
                int pixel = x * bands;
                int opacity = alpha ? toByte(row[pixel + colours], largest[colours]) : 255;
                for (int channel = 0; channel < 3; channel++) {
                    int band = colours == 1 ? 0 : channel;
                    rgb[at++] = (byte) onWhite(toByte(row[pixel + band], largest[band]), opacity);
                }
            }
        }
        return rgb;
    }

    /** Goes through the colour model: palettes, and what no other way is known for. */
    private static byte[] ofColours(BufferedImage image) {
        int width = image.getWidth();
        byte[] rgb = new byte[Math.multiplyExact(3 * width, image.getHeight())];
        int[] row = new int[width];
        int at = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int argb : row) {
                int opacity = argb >>> 24;
                rgb[at++] = (byte) onWhite(argb >>> 16 & 0xFF, opacity);
                rgb[at++] = (byte) onWhite(argb >>> 8 & 0xFF, opacity);
                rgb[at++] = (byte) onWhite(argb & 0xFF, opacity);
            }
        }
        return rgb;
    }

    private static int toByte(int value, int largest) {
        return largest == 255 ? value : (value * 255 + largest / 2) / largest;
    }

    private static int onWhite(int value, int opacity) {
        return opacity == 255 ? value : (value * opacity + 255 * (255 - opacity) + 127) / 255;
    }
}
