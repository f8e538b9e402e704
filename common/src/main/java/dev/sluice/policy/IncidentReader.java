package dev.sluice.policy;

import dev.sluice.signature.Bank;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Reads an incident's document. */
final class IncidentReader {
    /** A crisis that lasts longer is a matter of the policy. */
    private static final Duration LONGEST = Duration.ofDays(7);

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private IncidentReader() {}

    /** A document and its predicate, compiled. */
    record Reading(IncidentDocument document, Expression streams) {}

    static Reading read(Node node, Problems problems) throws InvalidPolicyException {
        Section root = Section.root(node, problems);
        Section risk = root.section("risk");
        Section sampling = root.section("sampling");
        Section kills = root.section("kills");
        List<Section> bankSections = root.sections("banks");
        List<Bank> banks = BankReader.read(bankSections);
        IncidentDocument document = new IncidentDocument(
                root.name("name", NAME, "name: expected lower-case letters, digits and -, at most 63"),
                root.whole("revision", 1, 1),
                root.time("opened_at"),
                root.time("expires_at"),
                root.text("note", ""),
                root.text("streams", "true"),
                banks,
                new IncidentDocument.Risk(risk.positive("raise", 1, 1)),
                new IncidentDocument.Sampling(sampling.number("frames_per_second", 0, 0, PolicyReader.HIGHEST_RATE)),
                new IncidentDocument.Kills(kills.texts("authority", List.of())));
        Duration lasts = Duration.between(document.openedAt(), document.expiresAt());
        if (root.sound() && (lasts.isNegative() || lasts.isZero() || lasts.compareTo(LONGEST) > 0)) {
            root.problem("expires_at", "must be after opened_at and at most " + LONGEST.toDays() + " days later");
        }
        for (int i = 0; i < banks.size(); i++) {
            if (banks.get(i).killEligible()) {
                bankSections
                        .get(i)
                        .problem("kill_eligible", "is not for an incident: name the bank in kills.authority");
            }
            if (banks.get(i).benign()
                    && document.kills().authority().contains(banks.get(i).name())) {
                kills.problem("authority", "names a benign bank");
            }
        }
        Expression streams = root.expression("streams", document.streams());
        List.of(risk, sampling, kills, root).forEach(Section::end);
        return new Reading(document, streams);
    }
}
