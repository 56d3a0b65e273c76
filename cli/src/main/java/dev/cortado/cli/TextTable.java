package dev.cortado.cli;

import java.util.ArrayList;
import java.util.List;

/** Lines of cells in aligned columns. */
final class TextTable {

    private static final String GAP = "  ";
    private static final int LEAST_ROOM = 20;

    private final boolean[] right;
    private final List<String[]> rows = new ArrayList<>();

    /**
     * Creates a table.
     *
     * @param alignment one letter per column: {@code l} for left, {@code r} for right
     */
    TextTable(String alignment) {
        right = new boolean[alignment.length()];
        for (int column = 0; column < right.length; column++) {
            right[column] = alignment.charAt(column) == 'r';
        }
    }

    /** Adds a row. */
    TextTable row(Object... cells) {
        String[] texts = new String[right.length];
        for (int column = 0; column < texts.length; column++) {
            texts[column] = String.valueOf(cells[column]);
        }
        rows.add(texts);
        return this;
    }

    /** Returns the lines; a last column that does not fit into {@code width} is wrapped. */
    List<String> lines(int width) {
        int[] widths = new int[right.length];
        for (String[] row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row[column].length());
            }
        }
        int last = widths.length - 1;
        int before = last * GAP.length();
        for (int column = 0; column < last; column++) {
            before += widths[column];
        }
        int room = Math.max(LEAST_ROOM, width - before);
        List<String> lines = new ArrayList<>();
        for (String[] row : rows) {
            List<String> parts = right[last] ? List.of(row[last]) : wrap(row[last], room);
            lines.add(line(row, widths, parts.get(0)));
            for (String part : parts.subList(1, parts.size())) {
                lines.add(" ".repeat(before) + part);
            }
        }
        return lines;
    }

    private String line(String[] row, int[] widths, String lastCell) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = column == widths.length - 1 ? lastCell : row[column];
            String blanks = " ".repeat(Math.max(0, widths[column] - cell.length()));
            line.append(column == 0 ? "" : GAP);
            line.append(right[column] ? blanks + cell : cell + blanks);
        }
        return line.toString().stripTrailing();
    }

    /** Breaks a text at blanks; a word that is too long keeps its length. */
    private static List<String> wrap(String text, int room) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (String word : text.split(" ")) {
            if (part.length() > 0 && part.length() + 1 + word.length() > room) {
                parts.add(part.toString());
                part.setLength(0);
            }
            part.append(part.length() == 0 ? "" : " ").append(word);
        }
        parts.add(part.toString());
        return parts;
    }
}
