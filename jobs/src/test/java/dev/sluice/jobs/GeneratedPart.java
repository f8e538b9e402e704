package dev.sluice.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of a document that is made from the code, between two comments. {@code -Dsluice.docs=write} writes it anew; the
 * tests compare.
 */
public final class GeneratedPart {
    private static final Path DOCS = Path.of("../docs");

    private final Path document;
    private final String name;

    public GeneratedPart(String document, String name) {
        this.document = DOCS.resolve(document);
        this.name = name;
    }

    /** Fails if the document says something else. */
    public void holds(String expected) throws IOException {
        String begin = "<!-- " + name + ", generated: -->\n";
        String end = "<!-- end of " + name + " -->";
        String text = Files.readString(document);
        assertThat(text).contains(begin, end);
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf(end, from);
        if ("write".equals(System.getProperty("sluice.docs"))) {
            Files.writeString(document, text.substring(0, from) + expected + text.substring(to));
            return;
        }
        assertThat(text.substring(from, to))
                .as(
                        "docs/%s is behind the code; mvn -pl common,jobs test -Dtest='*ReferenceTest' -Dsluice.docs=write"
                                + " -Dsurefire.failIfNoSpecifiedTests=false writes it anew",
                        document.getFileName())
                .isEqualTo(expected);
    }
}
