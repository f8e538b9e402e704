package dev.sluice.policy;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A mapping of a document, read key by key. A value that is wrong becomes a problem and reads as the default, so that one
 * reading finds everything. A key without value is the same as a key left out.
 */
final class Section {
    /** Thirty days: no time that a policy sets is longer, and sums with it stay in range. */
    static final long LONGEST_SECONDS = 30L * 24 * 3600;

    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d+(\\.\\d*)?([eE][-+]?\\d+)?");
    /** Edits between a key and the one that was probably meant. */
    private static final int MOST_TYPOS = 2;

    private final Node node;
    private final String path;
    private final Problems problems;
    private final Set<String> known = new TreeSet<>();
    private int own;

    private Section(Node node, String path, Problems problems) {
        this.node = node;
        this.path = path;
        this.problems = problems;
    }

    /** The whole of a document. */
    static Section root(Node node, Problems problems) throws InvalidPolicyException {
        if (node.kind() == Node.Kind.NOTHING) {
            throw Problems.only("", node.line(), "the document is empty: expected a mapping of keys to values");
        }
        if (node.kind() != Node.Kind.MAPPING) {
            throw Problems.only(
                    "", node.line(), "the document: holds no mapping of keys to values, but " + node.kind());
        }
        return new Section(node, "", problems);
    }

    /** Whether nothing was wrong with this section's own keys so far, so that comparing them makes sense. */
    boolean sound() {
        return own == 0;
    }

    boolean has(String key) {
        known.add(key);
        Node value = node.fields().get(key);
        return value != null && value.kind() != Node.Kind.NOTHING;
    }

    /** A text that must be there and must not be blank; empty if it is wrong. */
    String text(String key) {
        if (!has(key) || blank(key)) {
            missing(key, "a text");
            return "";
        }
        return text(key, "");
    }

    private boolean blank(String key) {
        String scalar = node.fields().get(key).scalar();
        return scalar != null && scalar.isBlank();
    }

    /** A number is taken as it is written; {@code true} and the like are refused, as they are rarely meant. */
    String text(String key, String otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        Node value = node.fields().get(key);
        if (value.kind() == Node.Kind.TRUTH) {
            problem(key, "holds " + value.scalar() + ", which is no text: put it in quotes");
        } else if (value.scalar() == null) {
            problem(key, "holds " + value.kind() + ": expected a text");
        } else {
            return value.scalar();
        }
        return otherwise;
    }

    /** A text in a form; empty if it is wrong. */
    String name(String key, Pattern form, String expected) {
        String name = text(key);
        if (!name.isEmpty() && !form.matcher(name).matches()) {
            problem(key, "is no " + expected);
            return "";
        }
        return name;
    }

    String choice(String key, List<String> choices, String otherwise) {
        // As it is written: YAML takes OFF and ON for truths.
        String choice = has(key) && node.fields().get(key).scalar() != null
                ? node.fields().get(key).scalar()
                : text(key, otherwise);
        if (choice != null && !choice.equals(otherwise) && !choices.contains(choice)) {
            problem(key, "= " + choice + ": must be " + alternatives(choices), true);
            return otherwise;
        }
        return choice;
    }

    /** @param otherwise null if the key must be there */
    <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        List<String> names =
                Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
        if (otherwise == null && !has(key)) {
            missing(key, alternatives(names));
            return null;
        }
        String choice = choice(key, names, otherwise == null ? null : otherwise.name());
        return choice != null && names.contains(choice) ? Enum.valueOf(type, choice) : otherwise;
    }

    boolean truth(String key, boolean otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        Node value = node.fields().get(key);
        // YAML takes yes and on for truths too, but not everywhere.
        if (value.kind() != Node.Kind.TRUTH || !value.scalar().matches("(?i)true|false")) {
            String found = value.kind() == Node.Kind.TRUTH
                    ? value.scalar()
                    : value.kind().toString();
            problem(key, "holds " + found + ": expected true or false");
            return otherwise;
        }
        return Boolean.parseBoolean(value.scalar());
    }

    /** 0..1. */
    double share(String key, double otherwise) {
        return number(key, otherwise, 0, 1);
    }

    double number(String key, double otherwise, double least, double most) {
        return number(key, otherwise, least, most, range(least) + ".." + range(most));
    }

    double positive(String key, double otherwise, double most) {
        return number(key, otherwise, Double.MIN_VALUE, most, "above 0, at most " + range(most));
    }

    private double number(String key, double otherwise, double least, double most, String range) {
        if (!has(key)) {
            return otherwise;
        }
        Node value = node.fields().get(key);
        if (value.scalar() == null
                || value.kind() == Node.Kind.TRUTH
                || !NUMBER.matcher(digits(value)).matches()) {
            problem(key, "holds " + value.kind() + ": expected a number, " + range);
            return otherwise;
        }
        double number = Double.parseDouble(digits(value));
        if (!(number >= least && number <= most)) {
            problem(key, "= " + number + ": must be " + range, true);
            return otherwise;
        }
        return number;
    }

    int whole(String key, int otherwise, int least) {
        return (int) whole(key, otherwise, least, Integer.MAX_VALUE);
    }

    long whole(String key, long otherwise, long least, long most) {
        if (!has(key)) {
            return otherwise;
        }
        Node value = node.fields().get(key);
        String digits = value.scalar() == null ? "" : digits(value);
        if (!digits.matches("[-+]?\\d+")) {
            problem(key, "holds " + value.kind() + ": expected a whole number, " + least + ".." + most);
            return otherwise;
        }
        try {
            long number = Long.parseLong(digits);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Too large for any range: said below.
        }
        problem(key, "= " + digits + ": must be " + least + ".." + most, true);
        return otherwise;
    }

    /** At most thirty days. */
    long seconds(String key, long otherwise, long least) {
        return whole(key, otherwise, least, LONGEST_SECONDS);
    }

    /** A moment that must be there; the epoch if it is wrong. */
    Instant time(String key) {
        String expected = "an RFC 3339 time such as 2026-01-31T12:00:00Z";
        if (!has(key)) {
            missing(key, expected);
            return Instant.EPOCH;
        }
        try {
            return OffsetDateTime.parse(text(key, "")).toInstant();
        } catch (DateTimeParseException e) {
            problem(key, "is no time: expected " + expected);
            return Instant.EPOCH;
        }
    }

    /** The expression of a key, or the one given if the key is left out; null if it is wrong. */
    Expression expression(String key, String otherwise) {
        try {
            return Expression.compile(text(key, otherwise));
        } catch (Expression.Refused e) {
            e.problems().forEach(problem -> problem(key, problem));
            return null;
        }
    }

    /** A mapping; an empty one if it is left out or wrong, so that its keys read as their defaults. */
    Section section(String key) {
        if (has(key)) {
            Node value = node.fields().get(key);
            if (value.kind() == Node.Kind.MAPPING) {
                return new Section(value, at(key), problems);
            }
            problem(key, "holds no mapping of keys to values, but " + value.kind());
        }
        return new Section(Node.emptyMapping(node.line()), at(key), problems);
    }

    /** The mappings of a list. */
    List<Section> sections(String key) {
        List<Section> sections = new ArrayList<>();
        eachItem(key, (at, item) -> {
            if (item.kind() == Node.Kind.MAPPING) {
                sections.add(new Section(item, at, problems));
            } else {
                problems.add(
                        at,
                        item.line(),
                        at + ": holds a value that is not allowed, " + item.kind()
                                + ": expected a mapping of keys to values");
            }
        });
        return sections;
    }

    /** The same, if there are not too many. */
    List<Section> sections(String key, int most) {
        List<Section> sections = sections(key);
        if (sections.size() > most) {
            problem(key, "holds " + sections.size() + " entries; at most " + most + " are allowed");
        }
        return sections;
    }

    List<String> texts(String key, List<String> otherwise) {
        return texts(key, otherwise, text -> Optional.empty());
    }

    /**
     * Texts of a list, none of them blank.
     *
     * @param check what is wrong with one, if anything
     */
    List<String> texts(String key, List<String> otherwise, Function<String, Optional<String>> check) {
        if (!has(key)) {
            return otherwise;
        }
        List<String> texts = new ArrayList<>();
        eachItem(key, (at, item) -> {
            if (item.scalar() == null
                    || item.kind() == Node.Kind.TRUTH
                    || item.scalar().isBlank()) {
                problems.add(
                        at,
                        item.line(),
                        at + ": holds " + item.kind() + ": expected a text that is not blank, in quotes");
            } else {
                check.apply(item.scalar()).ifPresent(what -> problems.add(at, item.line(), at + ": " + what));
                texts.add(item.scalar());
            }
        });
        return texts;
    }

    private void eachItem(String key, BiConsumer<String, Node> visitor) {
        if (!has(key)) {
            return;
        }
        Node list = node.fields().get(key);
        if (list.kind() != Node.Kind.LIST) {
            problem(key, "holds " + list.kind() + ": expected a list");
            return;
        }
        for (int i = 0; i < list.items().size(); i++) {
            visitor.accept(at(key) + "[" + i + "]", list.items().get(i));
        }
    }

    /** The names that this mapping has, where they are free to choose. */
    Set<String> names() {
        return node.fields().keySet();
    }

    /** The mappings below this one by name, where only some names exist. */
    Map<String, Section> sections(List<String> names) {
        Map<String, Section> sections = new LinkedHashMap<>();
        names.forEach(name -> sections.put(name, section(name)));
        return sections;
    }

    void problem(String key, String what) {
        problem(key, what, false);
    }

    private void problem(String key, String what, boolean continues) {
        own++;
        Node value = node.fields().get(key);
        problems.add(at(key), value == null ? node.line() : value.line(), at(key) + (continues ? " " : ": ") + what);
    }

    /** What is wrong with the section as a whole. */
    void problem(String what) {
        own++;
        problems.add(path, node.line(), (path.isEmpty() ? "the document" : path) + ": " + what);
    }

    void missing(String key, String expected) {
        own++;
        problems.add(at(key), node.line(), at(key) + " is missing: expected " + expected);
    }

    void givenTwice(String key) {
        own++;
        problems.add(at(key), node.fields().get(key).line(), at(key) + " is given twice; names are unique");
    }

    /** Every key was asked for by now: the others are none. A misspelt key would silently leave its default in force. */
    void end() {
        node.fields().forEach((key, value) -> {
            if (!known.contains(key)) {
                String meant = known.stream()
                        .filter(candidate -> edits(candidate, key) <= MOST_TYPOS)
                        .findFirst()
                        .map(candidate -> "; probably " + candidate + " is meant")
                        .orElse("; expected one of " + String.join(", ", known));
                problems.add(at(key), value.line(), at(key) + ": is no key of a policy" + meant);
            }
        });
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String digits(Node value) {
        return value.scalar().replace("_", "");
    }

    private static String range(double limit) {
        return limit == Math.rint(limit) && Math.abs(limit) < 1e15 ? String.valueOf((long) limit) : "" + limit;
    }

    private static String alternatives(List<String> choices) {
        int last = choices.size() - 1;
        return last == 0 ? choices.get(0) : String.join(", ", choices.subList(0, last)) + " or " + choices.get(last);
    }

    /** Levenshtein's distance. */
    private static int edits(String one, String other) {
        int[] row = new int[other.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
