package dev.cortado.training.data;

import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/**
 * Notices that a decoder filled the end of a picture with nothing, which the JPEG decoder of the JDK mentions only in a
 * warning. Other warnings are about metadata and harmless.
 */
final class TruncationListener implements IIOReadWarningListener {

    private boolean truncated;

    boolean truncated() {
        return truncated;
    }

    @Override
    public void warningOccurred(ImageReader source, String warning) {
        String text = warning.toLowerCase(Locale.ROOT);
        if (text.contains("premature") || text.contains("truncated")) {
            truncated = true;
        }
    }
}
