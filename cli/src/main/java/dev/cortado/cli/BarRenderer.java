package dev.cortado.cli;

import java.util.Locale;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;

/** Draws {@code epoch 1/3  45% |####      | loss 0.1234 ...}: the bar takes the room that the texts leave. */
final class BarRenderer implements ProgressBarRenderer {

    private static final int LEAST_BAR = 5;
    private static final int MOST_BAR = 40;
    private static final String COLOR = "\u001b[36m";
    private static final String RESET = "\u001b[0m";

    private final boolean color;
    private final char done;
    private final char open;

    BarRenderer(boolean color, boolean unicode) {
        this.color = color;
        this.done = unicode ? '\u2588' : '#';
        this.open = unicode ? '\u2591' : '.';
    }

    @Override
    public String render(ProgressState progress, int width) {
        double share = progress.getMax() <= 0 ? 0 : Math.min(1, (double) progress.getCurrent() / progress.getMax());
        String head = String.format(Locale.ROOT, "%s %3d%% ", progress.getTaskName(), (int) (100 * share));
        String message = fit(progress.getExtraMessage().strip(), width - head.length() - LEAST_BAR - 1);
        int bar = Math.max(0, Math.min(MOST_BAR, width - head.length() - message.length() - 1));
        int filled = (int) (bar * share);
        String cells =
                String.valueOf(done).repeat(filled) + String.valueOf(open).repeat(bar - filled);
        String line = head + (color ? COLOR + cells + RESET : cells) + " " + message;
        int visible = head.length() + bar + 1 + message.length();
        return visible < width ? line + " ".repeat(width - visible) : line;
    }

    /** Leaves out the last parts of a message that is too long; parts are two blanks apart. */
    private static String fit(String message, int room) {
        String text = message;
        while (text.length() > room) {
            int cut = text.lastIndexOf("  ");
            text = cut < 0 ? "" : text.substring(0, cut);
        }
        return text;
    }
}
