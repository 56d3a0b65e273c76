package dev.cortado.training.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a network takes an image for.
 *
 * @param classIndex the most probable class; the first of equal ones
 * @param className its name
 * @param probability how probable it is, from 0 to 1
 * @param classes all classes, the most probable first
 */
public record Prediction(int classIndex, String className, double probability, List<Ranked> classes) {

    /**
     * One class and its probability.
     *
     * @param index the number of the class
     * @param className its name
     * @param probability from 0 to 1
     */
    public record Ranked(int index, String className, double probability) {}

    /** Creates a prediction; the list is copied. */
    public Prediction {
        classes = List.copyOf(classes);
    }

    static Prediction of(double[] probabilities, List<String> classNames) {
        List<Ranked> ranked = new ArrayList<>();
        for (int k = 0; k < probabilities.length; k++) {
            ranked.add(new Ranked(k, classNames.get(k), probabilities[k]));
        }
        // A stable sort: of equal probabilities the first class stays first.
        ranked.sort(Comparator.comparingDouble(each -> -each.probability()));
        Ranked best = ranked.get(0);
        return new Prediction(best.index(), best.className(), best.probability(), ranked);
    }

    /** Returns the most probable classes, at most k. */
    public List<Ranked> top(int k) {
        return classes.subList(0, Math.min(k, classes.size()));
    }
}
