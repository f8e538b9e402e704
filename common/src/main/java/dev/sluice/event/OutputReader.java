package dev.sluice.event;

import java.util.ArrayList;
import java.util.List;

/** What the screening publishes, from JSON objects back to records, for those who watch it. */
final class OutputReader {
    private OutputReader() {}

    static Flag flag(Json flag) throws MalformedEventException {
        return new Flag(
                flag.text("flag_id"),
                flag.wholeInt("revision", 1, Integer.MAX_VALUE),
                flag.text("state"),
                flag.text("stream_id"),
                flag.textOr("account_id", null),
                flag.text("reason"),
                flag.textOr("category", null),
                flag.text("priority"),
                flag.time("deadline"),
                flag.text("recommended_action"),
                flag.texts("why_not_more"),
                matches(flag),
                chatHits(flag),
                flag.number("risk"),
                riskTerms(flag),
                related(flag),
                timeline(flag),
                flag.has("coverage") ? coverage(flag.object("coverage")) : null,
                flag.has("frame") ? frame(flag.object("frame")) : null,
                anyOr0(flag, "caused_at_millis"),
                versions(flag.object("versions")),
                flag.time("at"));
    }

    static Kill kill(Json kill) throws MalformedEventException {
        return new Kill(
                kill.text("kill_id"),
                natural(kill, "epoch"),
                kill.text("stream_id"),
                kill.textOr("account_id", null),
                kill.texts("scope"),
                kill.text("reason"),
                kill.textOr("ground", null),
                kill.text("authority"),
                kill.textOr("flag_id", null),
                kill.time("issued_at"),
                kill.time("expires_at"),
                kill.digest("evidence_sha256"),
                versions(kill.object("versions")));
    }

    static Decision decision(Json decision) throws MalformedEventException {
        return new Decision(
                decision.text("decision_id"),
                decision.anyText("stream_id"),
                decision.text("action"),
                decision.has("reference") ? decision.anyText("reference") : "",
                decision.share("risk"),
                decision.someTexts("reasons"),
                versions(decision.object("versions")),
                decision.time("at"));
    }

    private static List<Flag.Match> matches(Json flag) throws MalformedEventException {
        List<Flag.Match> matches = new ArrayList<>();
        for (Json match : flag.objects("matches")) {
            matches.add(new Flag.Match(
                    match.text("bank"),
                    match.text("signature_id"),
                    count(match, "distance"),
                    match.text("variant"),
                    any(match, "reference_millis"),
                    any(match, "stream_millis"),
                    count(match, "aligned_frames"),
                    natural(match, "span_millis"),
                    match.truth("sequence"),
                    match.has("partial") && match.truth("partial"),
                    match.has("crop") ? count(match, "crop") : 0,
                    match.textOr("part", null),
                    match.has("speed") ? match.number("speed") : 1,
                    anyOr0(match, "stream_from_millis"),
                    anyOr0(match, "stream_to_millis"),
                    anyOr0(match, "reference_from_millis"),
                    anyOr0(match, "reference_to_millis"),
                    match.has("reference_share") ? match.number("reference_share") : 0,
                    match.has("stream_share") ? match.number("stream_share") : 0));
        }
        return matches;
    }

    private static List<Flag.ChatHit> chatHits(Json flag) throws MalformedEventException {
        List<Flag.ChatHit> hits = new ArrayList<>();
        for (Json hit : flag.objects("chat_hits")) {
            hits.add(new Flag.ChatHit(
                    hit.text("term"), hit.textOr("category", null), count(hit, "count"), count(hit, "speakers")));
        }
        return hits;
    }

    private static List<Flag.RiskTerm> riskTerms(Json flag) throws MalformedEventException {
        List<Flag.RiskTerm> terms = new ArrayList<>();
        for (Json term : flag.objects("risk_terms")) {
            terms.add(new Flag.RiskTerm(term.text("group"), term.text("name"), term.number("weight")));
        }
        return terms;
    }

    private static List<Flag.Related> related(Json flag) throws MalformedEventException {
        List<Flag.Related> related = new ArrayList<>();
        for (Json stream : flag.objects("related")) {
            related.add(new Flag.Related(
                    stream.text("stream_id"), stream.textOr("account_id", null), count(stream, "frames")));
        }
        return related;
    }

    private static List<Flag.Moment> timeline(Json flag) throws MalformedEventException {
        List<Flag.Moment> timeline = new ArrayList<>();
        for (Json moment : flag.objects("timeline")) {
            timeline.add(new Flag.Moment(moment.time("at"), moment.text("what")));
        }
        return timeline;
    }

    private static Flag.Coverage coverage(Json coverage) throws MalformedEventException {
        return new Flag.Coverage(
                natural(coverage, "frames_seen"),
                natural(coverage, "frames_sampled"),
                natural(coverage, "frames_shed"));
    }

    private static Flag.FrameEvidence frame(Json frame) throws MalformedEventException {
        return new Flag.FrameEvidence(
                frame.text("topic"),
                count(frame, "partition"),
                natural(frame, "offset"),
                any(frame, "sequence"),
                any(frame, "pts_millis"),
                frame.digest("sha256"),
                any(frame, "appended_at_millis"));
    }

    private static Versions versions(Json versions) throws MalformedEventException {
        return new Versions(versions.text("job"), versions.text("policy"), any(versions, "catalogue"));
    }

    private static int count(Json object, String name) throws MalformedEventException {
        return object.wholeInt(name, 0, Integer.MAX_VALUE);
    }

    private static long natural(Json object, String name) throws MalformedEventException {
        return object.whole(name, 0, Long.MAX_VALUE);
    }

    private static long anyOr0(Json object, String name) throws MalformedEventException {
        return object.has(name) ? any(object, name) : 0;
    }

    private static long any(Json object, String name) throws MalformedEventException {
        return object.whole(name, Long.MIN_VALUE, Long.MAX_VALUE);
    }
}
