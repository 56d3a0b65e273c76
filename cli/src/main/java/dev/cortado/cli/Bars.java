package dev.cortado.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarConsumer;

/** Starts progress bars that keep to the width and the characters of the console. */
final class Bars {

    private static final int REFRESH_MILLIS = 200;

    private Bars() {}

    /** Returns a bar; closing it ends its line. */
    static ProgressBar start(Console console, String task, long max) {
        return ProgressBar.builder()
                .setTaskName(task)
                .setInitialMax(max)
                .setUpdateIntervalMillis(REFRESH_MILLIS)
                .setRenderer(new BarRenderer(console.color(), console.unicode()))
                .setConsumer(new Line(console))
                .build();
    }

    /** Writes a bar over itself; without it the library would start a terminal of its own to ask for the width. */
    private static final class Line implements ProgressBarConsumer {

        private final Console console;
        private final int width;

        Line(Console console) {
            this.console = console;
            this.width = console.width() - 1;
        }

        @Override
        public int getMaxRenderedLength() {
            return width;
        }

        @Override
        public void accept(String rendered) {
            console.out().print("\r" + rendered);
            console.out().flush();
        }

        @Override
        public void clear() {
            console.out().print("\r" + " ".repeat(width) + "\r");
        }

        @Override
        public void close() {
            console.out().println();
            console.out().flush();
        }
    }
}
