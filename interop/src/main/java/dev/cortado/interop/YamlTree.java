package dev.cortado.interop;

import dev.cortado.api.CortadoException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Builds a tree of located values from YAML, within limits that a hostile file cannot exceed. */
final class YamlTree {

    private static final int MAX_DEPTH = JsonTree.MAX_DEPTH;
    // Aliases repeat what they name, so that a short text can stand for very many values.
    private static final int MAX_VALUES = 100_000;

    private final String where;
    private int values;

    private YamlTree(String where) {
        this.where = where;
    }

    static Located parse(String text, String where) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(where)
                .setCodePointLimit(Math.max(1, text.length()))
                // They are refused below, with the line.
                .setAllowNonScalarKeys(true)
                .build();
        YamlTree tree = new YamlTree(where);
        try {
            tree.checkDepth(new ParserImpl(settings, new StreamReader(settings, text)));
            Node root = new Composer(settings, new ParserImpl(settings, new StreamReader(settings, text)))
                    .getSingleNode()
                    .orElseThrow(() -> tree.invalid(1, "the file is empty"));
            return tree.convert(root, 1);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            throw tree.invalid(line, e.getProblem());
        } catch (YamlEngineException e) {
            throw tree.invalid(0, e.getMessage());
        }
    }

    /** Composing recurses, so the depth is limited first, on the flat events. */
    private void checkDepth(Parser events) {
        int depth = 0;
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
                throw tooDeep(event.getStartMark().map(Mark::getLine).orElse(0) + 1);
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
    }

    private Located convert(Node node, int depth) {
        int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
        if (depth > MAX_DEPTH) {
            throw tooDeep(line);
        }
        if (++values > MAX_VALUES) {
            throw invalid(line, "aliases make it stand for over " + MAX_VALUES + " values");
        }
        if (node instanceof MappingNode mapping) {
            Map<String, Located> map = new LinkedHashMap<>();
            for (NodeTuple entry : mapping.getValue()) {
                String key = key(entry.getKeyNode());
                if (map.putIfAbsent(key, convert(entry.getValueNode(), depth + 1)) != null) {
                    throw invalid(line, "'" + key + "' is given twice");
                }
            }
            return new Located(map, line);
        }
        if (node instanceof SequenceNode sequence) {
            List<Located> list = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                list.add(convert(item, depth + 1));
            }
            return new Located(list, line);
        }
        return new Located(scalar((ScalarNode) node, line), line);
    }

    private String key(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw invalid(node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0), "a name must be plain text");
    }

    private Object scalar(ScalarNode node, int line) {
        String text = node.getValue();
        Tag tag = node.getTag();
        try {
            if (tag.equals(Tag.INT)) {
                return Long.valueOf(text);
            }
            if (tag.equals(Tag.FLOAT)) {
                return Double.valueOf(text);
            }
        } catch (NumberFormatException e) {
            throw invalid(line, "the number " + text + " cannot be used");
        }
        if (tag.equals(Tag.BOOL)) {
            return Boolean.valueOf(text);
        }
        if (tag.equals(Tag.NULL)) {
            return null;
        }
        if (tag.equals(Tag.STR)) {
            return text;
        }
        throw invalid(line, "the tag " + tag + " means nothing here");
    }

    private CortadoException tooDeep(int line) {
        return invalid(line, "lists and objects are nested over " + MAX_DEPTH + " deep");
    }

    private CortadoException invalid(int line, String what) {
        return CortadoException.user(
                "yaml-invalid",
                line > 0 ? where + ":" + line : where,
                "this is not a YAML file that can be read: " + what,
                "mend the file");
    }
}
