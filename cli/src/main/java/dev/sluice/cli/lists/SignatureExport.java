package dev.sluice.cli.lists;

import dev.sluice.cli.show.JsonLines;
import dev.sluice.event.Message;
import dev.sluice.event.SignatureEvent;
import dev.sluice.event.Topic;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Writes signatures as lines. Only one video's frames are held, for they may lie on the topic in any order of chunks. */
public final class SignatureExport {
    private final ExportFormat format;
    private final PrintWriter out;
    private final JsonLines json = new JsonLines();
    private final List<SignatureEvent.Frame> video = new ArrayList<>();
    private long records;

    public SignatureExport(ExportFormat format, PrintWriter out) {
        this.format = format;
        this.out = out;
    }

    public void take(Message message, SignatureEvent signature) {
        records++;
        switch (format) {
            case HASH -> signature.frames().forEach(frame -> line(frame.hash() + "," + signature.signatureId()));
            case JSON -> line(json.line(Topic.SIGNATURES, message.key(), message.value()));
            case VPDQ -> video.addAll(signature.frames());
        }
    }

    /**
     * After the last.
     *
     * @return the number of records written
     */
    public long finish() {
        video.sort(Comparator.comparingLong(SignatureEvent.Frame::tMillis));
        for (int i = 0; i < video.size(); i++) {
            SignatureEvent.Frame frame = video.get(i);
            line(String.format(
                    Locale.ROOT, "%d,%d,%s,%.3f", i, frame.quality(), frame.hash(), frame.tMillis() / 1000.0));
        }
        out.flush();
        return records;
    }

    private void line(String text) {
        // The same on every system.
        out.print(text);
        out.print('\n');
    }
}
