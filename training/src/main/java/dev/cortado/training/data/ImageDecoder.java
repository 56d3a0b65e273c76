package dev.cortado.training.data;

import dev.cortado.api.CortadoException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/**
 * Decodes one JPEG, PNG, BMP or GIF file to upright RGB bytes.
 *
 * <ul>
 *   <li>The format is found by content; the name of the file does not matter.
 *   <li>Sizes are checked in the header, before memory for pixels is taken.
 *   <li>The EXIF orientation of JPEG files is applied.
 *   <li>Values are taken as they are stored, without colour profiles and gamma, as Pillow and OpenCV do. Gray becomes
 *       three equal channels, 16 bits are rounded to 8, transparency is laid on white, CMYK is converted.
 *   <li>Of an animation the first frame is taken.
 * </ul>
 */
public final class ImageDecoder {

    /** The largest accepted number of pixels: 64 megapixels, which take 192 MB. */
    public static final long MAX_PIXELS = 64_000_000;

    private static final long MAX_FILE_BYTES = 1L << 28;
    private static final Set<String> FORMATS = Set.of("jpeg", "png", "bmp", "gif");

    private ImageDecoder() {}

    /**
     * Decodes a file.
     *
     * @throws CortadoException of category {@code USER}, with the file as its place, if the file is not an image of a
     *     known format, is too large, damaged or cut off
     */
    public static DecodedImage decode(Path file) {
        try {
            checkFileSize(file);
            try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
                ImageReader reader = reader(file, in);
                try {
                    BufferedImage image = read(file, reader, in);
                    var stored = new DecodedImage(image.getWidth(), image.getHeight(), RgbPixels.of(image));
                    return isFormat(reader, "jpeg") ? Orientation.ofJpeg(file).apply(stored) : stored;
                } finally {
                    reader.dispose();
                }
            }
        } catch (IOException | RuntimeException e) {
            if (e instanceof CortadoException known) {
                throw known;
            }
            // Decoders throw every kind of exception at damaged data.
            throw new CortadoException(
                    CortadoException.Category.USER,
                    "image-unreadable",
                    file.toString(),
                    "cannot be decoded: " + (e.getMessage() == null ? e : e.getMessage()),
                    "replace or delete the file",
                    e);
        }
    }

    private static void checkFileSize(Path file) throws IOException {
        long size = Files.size(file);
        if (size == 0 || size > MAX_FILE_BYTES) {
            throw unreadable(file, size == 0 ? "is empty" : "has " + size + " bytes, over the limit of 256 MiB");
        }
    }

    private static ImageReader reader(Path file, ImageInputStream in) {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            for (String format : FORMATS) {
                if (isFormat(reader, format)) {
                    return reader;
                }
            }
            reader.dispose();
        }
        throw unreadable(file, "is not a JPEG, PNG, BMP or GIF image");
    }

    private static boolean isFormat(ImageReader reader, String format) {
        for (String name : reader.getOriginatingProvider().getFormatNames()) {
            if (name.toLowerCase(Locale.ROOT).equals(format)) {
                return true;
            }
        }
        return false;
    }

    private static BufferedImage read(Path file, ImageReader reader, ImageInputStream in) throws IOException {
        reader.setInput(in, true, true);
        long width = reader.getWidth(0);
        long height = reader.getHeight(0);
        if (width < 1 || height < 1 || width * height > MAX_PIXELS) {
            throw unreadable(
                    file, "is " + width + " x " + height + " pixels, but 1 to " + MAX_PIXELS + " pixels are accepted");
        }
        TruncationListener listener = new TruncationListener();
        reader.addIIOReadWarningListener(listener);
        BufferedImage image = reader.read(0);
        if (listener.truncated()) {
            throw unreadable(file, "is cut off: the picture ends before the last row");
        }
        return image;
    }

    private static CortadoException unreadable(Path file, String what) {
        return CortadoException.user("image-unreadable", file.toString(), what, "replace or delete the file");
    }
}
