package dev.cortado.training.data;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.metadata.MetadataException;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * How a camera was held, as the tag Orientation of EXIF tells: the eight ways of turning and mirroring a picture.
 *
 * <p>Source: Exif 2.32, tag 0x0112. The tag says where the first stored row and column belong in the upright picture.
 */
enum Orientation {
    /** 1: stored as seen. */
    UPRIGHT(false, false, false),
    /** 2: mirrored left to right. */
    MIRRORED(false, true, false),
    /** 3: turned by 180 degrees. */
    TURNED(false, true, true),
    /** 4: mirrored top to bottom. */
    FLIPPED(false, false, true),
    /** 5: rows and columns exchanged. */
    TRANSPOSED(true, false, false),
    /** 6: to be turned clockwise by 90 degrees. */
    CLOCKWISE(true, true, false),
    /** 7: rows and columns exchanged about the other diagonal. */
    TRANSVERSED(true, true, true),
    /** 8: to be turned counter-clockwise by 90 degrees. */
    COUNTERCLOCKWISE(true, false, true);

    private final boolean exchange;
    private final boolean mirrorX;
    private final boolean mirrorY;

    Orientation(boolean exchange, boolean mirrorX, boolean mirrorY) {
        this.exchange = exchange;
        this.mirrorX = mirrorX;
        this.mirrorY = mirrorY;
    }

    /** Returns what the EXIF data of a JPEG file say; upright if they say nothing or are damaged. */
    static Orientation ofJpeg(Path file) {
        try {
            var metadata = JpegMetadataReader.readMetadata(file.toFile(), List.of(new ExifReader()));
            var directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
            if (directory == null || !directory.containsTag(ExifIFD0Directory.TAG_ORIENTATION)) {
                return UPRIGHT;
            }
            int tag = directory.getInt(ExifIFD0Directory.TAG_ORIENTATION);
            return tag >= 1 && tag <= 8 ? values()[tag - 1] : UPRIGHT;
        } catch (ImageProcessingException | MetadataException | IOException | RuntimeException e) {
            // A picture with damaged metadata is still a picture.
            return UPRIGHT;
        }
    }

    /** Returns the upright picture. */
    DecodedImage apply(DecodedImage stored) {
        if (this == UPRIGHT) {
            return stored;
        }
        int width = exchange ? stored.height() : stored.width();
        int height = exchange ? stored.width() : stored.height();
        byte[] rgb = new byte[stored.rgb().length];
        int at = 0;
        for (int y = 0; y < height; y++) {
            int alongY = mirrorY ? height - 1 - y : y;
            for (int x = 0; x < width; x++) {
                int alongX = mirrorX ? width - 1 - x : x;
                int column = exchange ? alongY : alongX;
                int row = exchange ? alongX : alongY;
                int from = 3 * (row * stored.width() + column);
                rgb[at++] = stored.rgb()[from];
                rgb[at++] = stored.rgb()[from + 1];
                rgb[at++] = stored.rgb()[from + 2];
            }
        }
        return new DecodedImage(width, height, rgb);
    }
}
