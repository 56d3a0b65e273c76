package dev.cortado.cli;

import dev.cortado.training.data.DatasetDownloader;

/** Shows how far a download is: a bar on a terminal, otherwise one line per file. */
final class DownloadProgress implements DatasetDownloader.Progress, AutoCloseable {

    private final Console console;
    private String file = "";
    private Bars.Bar bar;

    DownloadProgress(Console console) {
        this.console = console;
    }

    @Override
    public void update(String name, long doneBytes, long totalBytes) {
        if (!name.equals(file)) {
            close();
            file = name;
            if (console.terminal()) {
                bar = Bars.start(console, name, totalBytes);
            } else {
                console.line(name + ", " + Quantities.bytes(totalBytes)
                        + (doneBytes == 0 ? "" : ", " + Quantities.bytes(doneBytes) + " are here already"));
            }
        }
        if (bar != null) {
            bar.stepTo(doneBytes);
            bar.setExtraMessage(Quantities.bytes(doneBytes) + " of " + Quantities.bytes(totalBytes));
        }
    }

    /** Ends the bar of the file before. */
    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
