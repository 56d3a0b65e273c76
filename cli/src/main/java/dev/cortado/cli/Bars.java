package dev.cortado.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarConsumer;

/** Starts progress bars that keep to the width and the characters of the console. */
final class Bars {

    private static final int REFRESH_MILLIS = 200;

    private Bars() {}

    /** A bar whose line is ended by closing it. */
    static final class Bar implements AutoCloseable {

        private final ProgressBar bar;
        private final Line line;

        private Bar(ProgressBar bar, Line line) {
            this.bar = bar;
            this.line = line;
        }

        void stepTo(long position) {
            bar.stepTo(position);
        }

        void setExtraMessage(String message) {
            bar.setExtraMessage(message);
        }

        /** A bar that was never drawn before is drawn but not ended by the library, so the line is ended here. */
        @Override
        public void close() {
            bar.close();
            line.close();
        }
    }

    /** Returns a bar. */
    static Bar start(Console console, String task, long max) {
        Line line = new Line(console);
        ProgressBar bar = ProgressBar.builder()
                .setTaskName(task)
                .setInitialMax(max)
                .setUpdateIntervalMillis(REFRESH_MILLIS)
                .setRenderer(new BarRenderer(console.color(), console.unicode()))
                .setConsumer(line)
                .build();
        return new Bar(bar, line);
    }

    /** Writes a bar over itself; without it the library would start a terminal of its own to ask for the width. */
    private static final class Line implements ProgressBarConsumer {

        private final Console console;
        private final int width;
        private boolean ended;

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
        public synchronized void close() {
            if (!ended) {
                ended = true;
                console.out().println();
                console.out().flush();
            }
        }
    }
}
