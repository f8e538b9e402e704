package dev.sluice.signature.list;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/**
 * Reads a signature list one entry at a time, however long it is. What is malformed comes out as {@link
 * ListEntry.Quarantined} and does not stop the rest. Used by one thread, closed with its input.
 */
public final class SignatureListReader implements AutoCloseable {
    private final ListFormat format;
    private final InputStream in;
    private final ListParser parser;
    private final Deque<ListEntry> ready = new ArrayDeque<>();
    private boolean ended;

    private SignatureListReader(ListFormat format, InputStream in, ListParser parser) {
        this.format = format;
        this.in = in;
        this.parser = parser;
    }

    /**
     * Begins to read.
     *
     * @param format the list's; empty to tell it by the content
     * @throws UnusableListException if the format cannot be told, or cannot become signatures
     */
    public static SignatureListReader open(InputStream input, Optional<ListFormat> format, ListOrigin origin)
            throws IOException, UnusableListException {
        BufferedInputStream in = new BufferedInputStream(input, Detection.HEAD);
        in.mark(Detection.HEAD);
        byte[] head = in.readNBytes(Detection.HEAD);
        in.reset();
        ListFormat known = format.or(() -> Detection.detect(head)).orElseThrow(() -> unknown(head));
        return new SignatureListReader(known, in, parser(known, in, new Intake(origin)));
    }

    private static ListParser parser(ListFormat format, InputStream in, Intake intake)
            throws IOException, UnusableListException {
        return switch (format) {
            case PDQ_TEXT -> new LineParser(in, new PdqText(intake));
            case LOCAL_FILE -> new LineParser(in, new LocalFile(intake));
            case DATASET_CSV -> new LineParser(in, new DatasetCsv(intake));
            case TE_CSV -> new LineParser(in, new ThreatExchangeCsv(intake));
            case VPDQ_TEXT -> new LineParser(in, new VpdqText(intake));
            case VPDQ_JSON -> new JsonRecordParser(in, Optional.empty(), new VpdqJson(intake));
            case VPDQ_JSON_MAP -> new VpdqFrameMap(in, intake);
            case TE_UPDATES -> new JsonRecordParser(in, Optional.of(ThreatUpdates.RECORDS), new ThreatUpdates(intake));
            case STOPNCII -> new JsonRecordParser(in, Optional.of(StopNcii.RECORDS), new StopNcii(intake));
            case TECH_AGAINST_TERRORISM ->
                new JsonRecordParser(in, Optional.of(TechAgainstTerrorism.RECORDS), new TechAgainstTerrorism(intake));
            case HMA -> new JsonRecordParser(in, Optional.empty(), new HmaContent(intake));
            case NCMEC -> new NcmecXml(in, intake);
            case SLUICE -> new LineParser(in, SluiceLines.LONGEST_LINE, new SluiceLines(intake));
            case TMK ->
                throw new UnusableListException("a TMK file holds averages over a whole video, not the fingerprints"
                        + " of its frames: live frames cannot be matched with it");
        };
    }

    private static UnusableListException unknown(byte[] head) {
        return new UnusableListException(
                head.length == 0
                        ? "the list is empty"
                        : "the list is of no known format: expected one of "
                                + Arrays.stream(ListFormat.values())
                                        .map(ListFormat::label)
                                        .toList());
    }

    /** What the list is read as. */
    public ListFormat format() {
        return format;
    }

    /**
     * The next result; empty at the end.
     *
     * @throws IOException if the input cannot be read; never because of what it holds
     */
    public Optional<ListEntry> next() throws IOException {
        while (ready.isEmpty() && !ended) {
            ended = !parser.advance(ready::add);
        }
        return Optional.ofNullable(ready.poll());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
