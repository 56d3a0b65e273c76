import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Draws the loss of each step of several runs into one picture: {@code java Curves.java OUT.svg NAME=metrics.jsonl ...} */
public class Curves {

    private static final Pattern STEP = Pattern.compile("\"type\":\"step\".*\"step\":(\\d+).*\"loss\":([-+.eE\\d]+)");
    private static final String[] COLOURS = {"#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#8c564b"};
    private static final int WIDTH = 720;
    private static final int HEIGHT = 400;
    private static final int MARGIN = 50;

    public static void main(String[] args) throws IOException {
        List<String> names = new ArrayList<>();
        List<List<double[]>> curves = new ArrayList<>();
        for (int i = 1; i < args.length; i++) {
            int at = args[i].indexOf('=');
            names.add(args[i].substring(0, at));
            curves.add(read(Path.of(args[i].substring(at + 1))));
        }
        Files.writeString(Path.of(args[0]), draw(names, curves));
        report(names, curves);
    }

    private static List<double[]> read(Path metrics) throws IOException {
        List<double[]> points = new ArrayList<>();
        for (String line : Files.readAllLines(metrics)) {
            Matcher step = STEP.matcher(line);
            if (step.find()) {
                points.add(new double[] {Double.parseDouble(step.group(1)), Double.parseDouble(step.group(2))});
            }
        }
        return points;
    }

    /** Says how far each curve is from the first at most. */
    private static void report(List<String> names, List<List<double[]>> curves) {
        for (int i = 1; i < curves.size(); i++) {
            double largest = 0;
            for (int k = 0; k < Math.min(curves.get(i).size(), curves.get(0).size()); k++) {
                largest = Math.max(largest, Math.abs(curves.get(i).get(k)[1] - curves.get(0).get(k)[1]));
            }
            System.out.printf(
                    Locale.ROOT,
                    "the losses of %d steps on %s differ from those on %s by at most %.2g%n",
                    curves.get(i).size(), names.get(i), names.get(0), largest);
        }
    }

    private static String draw(List<String> names, List<List<double[]>> curves) {
        double steps = 1;
        double top = 0;
        for (List<double[]> curve : curves) {
            for (double[] point : curve) {
                steps = Math.max(steps, point[0]);
                top = Math.max(top, point[1]);
            }
        }
        StringBuilder svg = new StringBuilder(String.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                WIDTH, HEIGHT));
        for (int i = 0; i <= 4; i++) {
            double y = MARGIN + (HEIGHT - 2 * MARGIN) * i / 4.0;
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/><text x=\"%d\" y=\"%.1f\" "
                            + "text-anchor=\"end\">%.2f</text>%n",
                    MARGIN, WIDTH - MARGIN, y, y, MARGIN - 6, y + 4, top * (4 - i) / 4));
        }
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">step (1 to %.0f)</text><text x=\"%d\" y=\"20\">loss</text>%n",
                WIDTH / 2, HEIGHT - 14, steps, MARGIN));
        for (int i = 0; i < curves.size(); i++) {
            StringBuilder points = new StringBuilder();
            for (double[] point : curves.get(i)) {
                double x = MARGIN + (WIDTH - 2 * MARGIN) * (point[0] - 1) / Math.max(1, steps - 1);
                double y = HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * point[1] / top;
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
            }
            String colour = COLOURS[i % COLOURS.length];
            // narrower ones above wider ones, so that curves that lie upon each other are all seen
            svg.append(String.format(
                    Locale.ROOT,
                    "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"%.1f\" points=\"%s\"/>%n"
                            + "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n",
                    colour, 2.0 * (curves.size() - i), points.toString().trim(),
                    WIDTH - MARGIN - 80, MARGIN + 16 * (i + 1), colour, names.get(i)));
        }
        return svg.append("</svg>\n").toString();
    }
}
