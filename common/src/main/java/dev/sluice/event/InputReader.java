package dev.sluice.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What publishers, curators and reviewers send, and what the screening reads back of its own, from JSON objects to records. */
final class InputReader {
    private static final int LARGEST_CROP = 200;
    private static final int BEST_QUALITY = 100;

    private InputReader() {}

    /** @param streamId for messages that do not name it; may be empty */
    static ChatEvent chat(Json chat, String streamId) throws MalformedEventException {
        return new ChatEvent(
                streamId(chat, streamId),
                chat.textOr("message_id", ""),
                chat.textOr("author_id", ""),
                chat.anyText("text"),
                chat.timeOrNull("sent_at"));
    }

    static StreamEvent stream(Json stream, String streamId) throws MalformedEventException {
        return new StreamEvent(
                streamId(stream, streamId),
                stream.text("phase"),
                stream.textOr("title", null),
                stream.textOr("category", null),
                stream.texts("tags"),
                stream.has("account") ? account(stream.object("account")) : null,
                stream.wholeOr("viewers", -1, -1),
                stream.texts("referrers"),
                stream.timeOrNull("at"));
    }

    private static StreamEvent.Account account(Json account) throws MalformedEventException {
        return new StreamEvent.Account(
                account.textOr("id", null),
                account.timeOrNull("created_at"),
                account.textOr("tier", null),
                account.wholeIntOr("prior_streams", 0, 0));
    }

    /** @param streamId for reports that do not name it; may be empty */
    static ReportEvent report(Json report, String streamId) throws MalformedEventException {
        return new ReportEvent(
                streamId(report, streamId),
                report.textOr("report_id", ""),
                report.textOr("reporter_id", ""),
                report.text("reason"),
                report.has("credibility") ? report.share("credibility") : ReportEvent.USUAL_CREDIBILITY,
                report.textOr("text", ""),
                report.timeOrNull("at"));
    }

    /** @param streamId for signals that do not name it; may be empty */
    static SignalEvent signal(Json signal, String streamId) throws MalformedEventException {
        return new SignalEvent(
                streamId(signal, streamId),
                signal.text("source"),
                signal.text("label"),
                signal.share("score"),
                signal.textOr("evidence_ref", ""),
                signal.timeOrNull("at"));
    }

    /** @param streamId for verdicts that do not name it; may be empty */
    static VerdictEvent verdict(Json verdict, String streamId) throws MalformedEventException {
        return new VerdictEvent(
                streamId(verdict, streamId),
                verdict.text("flag_id"),
                verdict.text("reviewer"),
                verdict.text("decision"),
                verdict.textOr("reason", ""),
                verdict.textOr("note", ""),
                verdict.has("kill") && verdict.truth("kill"),
                verdict.timeOrNull("at"));
    }

    /** @param accountId for events that do not name it; may be empty */
    static AccountEvent accountEvent(Json account, String accountId) throws MalformedEventException {
        return new AccountEvent(
                named(account, "account_id", accountId),
                account.textOr("tier", ""),
                account.wholeIntOr("strikes", 0, 0),
                account.timeOrNull("blocked_until"),
                account.textOr("reason", ""),
                account.timeOrNull("at"));
    }

    /** @param accountId for notes that do not name it; may be empty */
    static AccountNote accountNote(Json note, String accountId) throws MalformedEventException {
        return new AccountNote(
                named(note, "account_id", accountId),
                note.text("stream_id"),
                note.text("kind"),
                note.textOr("bank", ""),
                note.textOr("signature_id", ""),
                note.wholeIntOr("frames", 0, 0),
                note.wholeOr("span_millis", 0, 0),
                note.wholeIntOr("seeds", 0, 0),
                note.wholeOr("reference_from_millis", 0, 0),
                note.wholeOr("reference_to_millis", 0, 0),
                note.time("at"));
    }

    /** @param streamId for acknowledgements that do not name it; may be empty */
    static KillAck killAck(Json ack, String streamId) throws MalformedEventException {
        return new KillAck(ack.text("kill_id"), streamId(ack, streamId), ack.text("result"), ack.timeOrNull("at"));
    }

    /** @param key {@code bank/signature_id[/chunk]}, which must agree with the object */
    static SignatureEvent signature(Json signature, String key) throws MalformedEventException {
        String bank = signature.text("bank");
        String signatureId = signature.text("signature_id");
        expectKey(key, bank, signatureId);
        List<SignatureEvent.Frame> frames = new ArrayList<>();
        for (Json frame : signature.objects("frames")) {
            frames.add(new SignatureEvent.Frame(
                    frame.digest("hash"),
                    frame.wholeInt("quality", 0, BEST_QUALITY),
                    frame.wholeOr("t_millis", 0, 0),
                    crop(frame),
                    frame.textOr("part", null)));
        }
        List<SignatureEvent.Digest> digests = new ArrayList<>();
        for (Json digest : signature.objects("digests")) {
            digests.add(new SignatureEvent.Digest(digest.text("algorithm"), hex(digest)));
        }
        if (frames.isEmpty() && digests.isEmpty()) {
            String expected = ": expected at least one frame, or a digest in digests";
            throw signature.has("frames")
                    ? new MalformedEventException("EMPTY_VALUE", "frames is an empty list" + expected)
                    : new MalformedEventException("MISSING_FIELD", "frames is missing" + expected);
        }
        return new SignatureEvent(
                bank,
                signatureId,
                signature.text("media"),
                signature.textOr("opinion", SignatureEvent.POSITIVE),
                signature.textOr("source", null),
                signature.timeOrNull("added_at"),
                frames,
                digests);
    }

    /** As long as the algorithm's digests are; any digits if it is unknown. */
    private static String hex(Json digest) throws MalformedEventException {
        Optional<DigestAlgorithm> algorithm = DigestAlgorithm.of(digest.text("algorithm"));
        return algorithm.isPresent() ? digest.hex("hex", algorithm.get().digits()) : digest.hex("hex");
    }

    private static int crop(Json frame) throws MalformedEventException {
        return frame.has("crop") ? frame.wholeInt("crop", 0, LARGEST_CROP) : 0;
    }

    private static void expectKey(String key, String bank, String signatureId) throws MalformedEventException {
        String whole = bank + "/" + signatureId;
        // A slash inside a name would make the chunk of one signature the name of another.
        boolean plain = bank.indexOf('/') < 0 && signatureId.indexOf('/') < 0;
        boolean agrees = key != null && (key.equals(whole) || isChunk(key, whole + "/"));
        if (!plain || !agrees) {
            throw new MalformedEventException(
                    "BAD_KEY",
                    "the record's key and its value name different signatures:"
                            + " expected the key bank/signature_id or bank/signature_id/chunk, without further slashes");
        }
    }

    /** An event that does not name its stream belongs to the record's key. */
    private static String streamId(Json event, String key) throws MalformedEventException {
        return named(event, "stream_id", key);
    }

    /** The text of a field, or else the record's key. */
    private static String named(Json event, String name, String key) throws MalformedEventException {
        return event.has(name) || key.isEmpty() ? event.text(name) : key;
    }

    private static boolean isChunk(String key, String prefix) {
        return key.startsWith(prefix)
                && !key.substring(prefix.length()).isBlank()
                && key.indexOf('/', prefix.length()) < 0;
    }

    static Directive directive(Json directive, String streamId) throws MalformedEventException {
        return new Directive(
                streamId(directive, streamId),
                directive.positiveNumber("frames_per_second"),
                directive.time("until"),
                directive.textOr("reason", null),
                directive.textsByName("redirect"));
    }

    static FrameRef frameRef(Json ref) throws MalformedEventException {
        return new FrameRef(
                ref.text("uri"),
                ref.digest("sha256"),
                ref.whole("size", 1, Long.MAX_VALUE),
                CloudEvent.mediaType(ref.text("content_type")));
    }
}
