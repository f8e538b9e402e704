package dev.sluice.screening;

import dev.sluice.event.Directive;
import dev.sluice.event.Flag;
import dev.sluice.policy.Policy;
import dev.sluice.policy.PolicyDocument;
import dev.sluice.policy.Redirect;
import dev.sluice.screening.StreamState.Asked;
import dev.sluice.screening.StreamState.OpenFlag;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is asked of a stream's publisher and of the sampler: how many frames, and help for viewers. */
final class Directing {
    private final PolicyDocument settings;

    Directing(Policy policy) {
        this.settings = policy.document();
    }

    /** Asks for more frames while there is evidence; renewed when half of its time is over. */
    void direct(Draft draft, Risk risk, RuleScreening.Wishes wishes) {
        if (draft.endedAtMillis > 0) {
            return;
        }
        boolean open = draft.openFlags.stream()
                .anyMatch(flag -> !Flag.CLEARED.equals(flag.band()) && flag.mutedUntilMillis() <= draft.nowMillis());
        boolean aroused = !draft.touched.isEmpty() || wishes.moreFrames() || (open && draft.hasFadingEvidence());
        if (aroused || wishes.redirect().isPresent()) {
            double rate = aroused ? settings.sampling().riskyFramesPerSecond() : baseFramesPerSecond(draft);
            ask(draft, rate, reason(draft, wishes), wishes.redirect(), risk.value());
        } else {
            baseRate(draft);
        }
    }

    private static String reason(Draft draft, RuleScreening.Wishes wishes) {
        if (!draft.touched.isEmpty()) {
            return "match";
        }
        return wishes.moreFrames() || wishes.redirect().isPresent()
                ? "rule"
                : draft.openFlags.stream()
                        .filter(flag -> !Flag.CLEARED.equals(flag.band()))
                        .map(OpenFlag::reason)
                        .findFirst()
                        .map(reason -> reason.toLowerCase(Locale.ROOT))
                        .orElse("risk");
    }

    private double baseFramesPerSecond(Draft draft) {
        return settings.sampling().baseFramesPerSecond(draft.standing.tier());
    }

    /** A vetting tier with a rate of its own, or an incident, is told to the sampler and the publisher. */
    void baseRate(Draft draft) {
        double rate = baseFramesPerSecond(draft);
        boolean usual =
                draft.standing.tier().isEmpty() || rate == settings.sampling().framesPerSecond();
        boolean incident = !draft.rules.incidents().isEmpty();
        if ((!usual || incident) && draft.endedAtMillis == 0) {
            ask(draft, rate, incident ? "incident" : "tier", Optional.empty(), 0);
        }
    }

    private void ask(Draft draft, double rate, String reason, Optional<Redirect> redirect, double risk) {
        long durationMillis = settings.sampling().riskySeconds() * 1000;
        String resource = redirect.map(Redirect::name).orElse(draft.asked.redirect());
        long left = draft.asked.untilMillis() - draft.nowMillis();
        boolean holds = left > durationMillis / 2;
        boolean enough = draft.asked.framesPerSecond() >= rate && left > 0;
        boolean sameRedirect = resource.equals(draft.asked.redirect());
        if (sameRedirect && enough && (holds || draft.asked.framesPerSecond() > rate)) {
            return;
        }
        Map<String, String> languages = settings.redirects().stream()
                .filter(known -> known.name().equals(resource))
                .findFirst()
                .map(Redirect::languages)
                .orElse(Map.of());
        long until = draft.nowMillis() + durationMillis;
        draft.asked = new Asked(rate, until, resource);
        draft.publish(new Directive(draft.streamId, rate, Instant.ofEpochMilli(until), reason, languages), risk);
    }
}
