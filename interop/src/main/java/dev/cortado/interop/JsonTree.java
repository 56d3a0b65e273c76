package dev.cortado.interop;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.cortado.api.CortadoException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds a tree of maps, lists and values from JSON, within limits that a hostile file cannot exceed. */
final class JsonTree {

    /** How deeply lists and objects may be nested. */
    static final int MAX_DEPTH = 100;

    static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(100)
                    .maxNameLength(10_000)
                    .maxStringLength(16_000_000)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // One decimal form of a double whatever the Java version, and the shortest.
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    /** Makes the node of a value that begins on a line. */
    @FunctionalInterface
    interface NodeMaker {
        Object node(Object value, int line);
    }

    private final JsonParser parser;
    private final String where;
    private final NodeMaker maker;

    private JsonTree(JsonParser parser, String where, NodeMaker maker) {
        this.parser = parser;
        this.where = where;
        this.maker = maker;
    }

    static Object parse(String text, String where, NodeMaker maker) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonTree tree = new JsonTree(parser, where, maker);
            parser.nextToken();
            Object value = tree.value();
            if (parser.nextToken() != null) {
                throw tree.problem("there is more after the end of the value");
            }
            return value;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            // the parser names its source inside some messages; ours names the file already
            String message = e.getOriginalMessage().replaceAll("\\[Source: [^;]*; (line: \\d+, column: \\d+)]", "$1");
            throw invalid(where, line, message);
        } catch (IOException e) {
            throw invalid(where, 0, String.valueOf(e.getMessage()));
        }
    }

    private Object value() throws IOException {
        JsonToken token = parser.currentToken();
        int line = parser.currentTokenLocation().getLineNr();
        if (token == null) {
            throw problem("the text ends where a value should be");
        }
        switch (token) {
            case START_OBJECT:
                return maker.node(object(), line);
            case START_ARRAY:
                return maker.node(array(), line);
            case VALUE_STRING:
                return maker.node(parser.getText(), line);
            case VALUE_TRUE:
            case VALUE_FALSE:
                return maker.node(token == JsonToken.VALUE_TRUE, line);
            case VALUE_NULL:
                return maker.node(null, line);
            case VALUE_NUMBER_INT:
                return maker.node(parser.getLongValue(), line);
            case VALUE_NUMBER_FLOAT:
                return maker.node(finite(parser.getDoubleValue()), line);
            default:
                throw problem("unexpected " + parser.getText());
        }
    }

    private Map<String, Object> object() throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            map.put(name, value());
        }
        return map;
    }

    private List<Object> array() throws IOException {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value());
        }
        return list;
    }

    private double finite(double number) throws IOException {
        if (!Double.isFinite(number)) {
            throw problem("the number " + parser.getText() + " is too large");
        }
        return number;
    }

    private CortadoException problem(String what) {
        return invalid(where, parser.currentTokenLocation().getLineNr(), what);
    }

    private static CortadoException invalid(String where, int line, String what) {
        return CortadoException.user(
                "json-invalid",
                line > 0 ? where + ":" + line : where,
                "this is not valid JSON: " + what,
                "mend the file, or write it again");
    }
}
