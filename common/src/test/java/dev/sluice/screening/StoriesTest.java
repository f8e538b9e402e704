package dev.sluice.screening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.AccountNote;
import dev.sluice.event.Flag;
import dev.sluice.event.StreamEvent;
import dev.sluice.event.VerdictEvent;
import dev.sluice.fingerprint.PdqHash;
import dev.sluice.policy.Policy;
import dev.sluice.signature.CatalogueSnapshot;
import dev.sluice.signature.SignatureCatalogue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the screening makes of a stream as a whole: chat, reports, standing, verdicts, rules and incidents. */
class StoriesTest {
    private static final String POLICY = """
            version: stories-1
            epoch: 1
            kills: {mode: ENFORCE, reviewers: 2, blocked_accounts: ENFORCE}
            banks:
              - {name: terror, category: TERRORISM, severity: 1.0, distance: 31, kill_eligible: true}
            chat: {wave_authors: 4, raid_new_authors: 10}
            reports: {weight: 0.3, cap: 0.5, burst_reporters: 3, imminent_reasons: [imminent-harm], imminent_deadline_seconds: 45}
            restreams: {accounts: 3, window_seconds: 600, frames: 4}
            publisher_allow_list: [news]
            """;

    private static final PdqHash[] FILM = Told.film(1, 20);

    private static Told unlisted() {
        return new Told("s", "acc", POLICY, CatalogueSnapshot.EMPTY);
    }

    private static Told listed(String account) {
        return new Told("s", account, POLICY, Told.listed("terror", FILM));
    }

    @Test
    void aRaidProtectsTheStreamerAndIsNoRiskOfTheirs() {
        Told stream = unlisted();
        stream.hears("friend", 0).live(70);
        for (int i = 0; i < 30; i++) {
            stream.after(0.2).hears("raider" + i, 7, "go away", "HARASSMENT", "kill them", "THREAT");
        }
        stream.live(3);

        Flag raid = stream.flag(Flag.RAID);
        assertThat(raid.whyNotMore()).singleElement().asString().contains("protection");
        assertThat(raid.riskTerms()).noneMatch(term -> term.name().equals("go away"));
        assertThat(stream.state().chat())
                .as("what the raiders wrote is no evidence")
                .isEmpty();
    }

    @Test
    void manyNewViewersWhoAskForHelpAreNoRaid() {
        Told stream = unlisted();
        for (int i = 0; i < 30; i++) {
            stream.after(0.2).asked("viewer" + i);
        }

        assertThat(stream.live(2).hasFlag(Flag.RAID)).isFalse();
        assertThat(stream.state().activity().askers()).hasSize(30);
    }

    @Test
    void aReportOfImminentHarmIsUrgentEvenAfterTheStreamEnded() {
        Told stream = unlisted().shows(FILM[0]);
        stream.take(StreamInput.of(
                new StreamEvent("s", StreamEvent.ENDED, null, null, null, null, -1, null, Told.NOON), stream.millis()));
        stream.after(1800).tick().reported("viewer", "imminent-harm", 0.5);

        Flag flag = stream.flag(Flag.IMMINENT_HARM);
        assertThat(flag.priority()).isEqualTo("P0");
        assertThat(flag.deadline()).isEqualTo(flag.at().plusSeconds(45));
        assertThat(stream.kills).isEmpty();
    }

    @Test
    void aThousandReportsInBadFaithAreCappedAndKillNothing() {
        Told stream = unlisted();
        for (int i = 0; i < 1000; i++) {
            stream.after(0.05).reported("r" + i, "violence", 0.1);
        }

        assertThat(stream.flag(Flag.REPORTS).priority()).isEqualTo("P2");
        assertThat(stream.flag(Flag.REPORTS).risk()).isLessThanOrEqualTo(0.5);
        assertThat(stream.hasFlag(Flag.RISK)).isFalse();
        assertThat(stream.state().reports()).hasSizeLessThanOrEqualTo(StreamState.MOST_REPORTS);
        assertThat(stream.kills).isEmpty();
    }

    @Test
    void reportersOfNoCredibilityRaiseNothing() {
        Told stream = unlisted();
        for (int i = 0; i < 50; i++) {
            stream.reported("r" + i, "violence", 0);
        }

        assertThat(stream.flags).isEmpty();
    }

    @Test
    void aBlockedAccountThatStreamsIsKilledAtOnce() {
        Told stream = unlisted().starts(new StreamEvent.Account("acc", null, null, 3), 5);
        stream.take(blocked(stream, 60_000));

        assertThat(stream.kills).singleElement().satisfies(request -> {
            assertThat(request.kill().authority()).isEqualTo(KillIssuing.BY_BLOCK);
            assertThat(request.kill().scope()).contains("hold-key");
        });
        assertThat(stream.flag(Flag.BLOCKED_ACCOUNT).recommendedAction()).isEqualTo("KILL");
    }

    @Test
    void aBlockThatIsHeardOfBeforeTheStreamNamesItsAccountAndSparesAnAllowListedPublisher() {
        Told stream = unlisted().take(blocked("banned"));
        Told news = unlisted().take(blocked("news"));

        assertThat(stream.kills)
                .singleElement()
                .satisfies(request -> assertThat(request.kill().accountId()).isEqualTo("banned"));
        assertThat(news.kills).isEmpty();
        assertThat(news.flag(Flag.BLOCKED_ACCOUNT).whyNotMore())
                .singleElement()
                .asString()
                .contains("allow-listed");
    }

    private static StreamInput blocked(String account) {
        long now = Told.NOON.toEpochMilli();
        return StreamInput.of("s", account, new Standing("", 0, -1, 2, now + 60_000), now);
    }

    @Test
    void anExpiredBlockIsNone() {
        Told stream = unlisted().starts(new StreamEvent.Account("acc", null, null, 3), 5);
        stream.take(blocked(stream, -1));

        assertThat(stream.kills).isEmpty();
        assertThat(stream.flags).isEmpty();
    }

    private static StreamInput blocked(Told stream, long millis) {
        return StreamInput.of("s", "acc", new Standing("", 0, -1, 2, stream.millis() + millis), stream.millis());
    }

    @Test
    void piecesOfEvidenceThatAreRiskyTogetherRaiseAFlagOfTheirOwn() {
        Told stream = unlisted().starts(new StreamEvent.Account("acc", Told.NOON.minusSeconds(60), "new", 0), 5);
        stream.take(StreamInput.of("s", new Score("classifier", "gore", 0.5, stream.millis())));
        stream.hears("a", 0, "kill them", "THREAT");

        Flag flag = stream.flag(Flag.RISK);
        assertThat(flag.riskTerms()).extracting(Flag.RiskTerm::group).contains("signals", "chat:THREAT", "standing");
        assertThat(flag.risk()).isBetween(0.6, 1.0);
        assertThat(stream.kills).isEmpty();
    }

    @Test
    void aRejectedMatchCountsNoMoreForTheStreamAndAgainstTheSignature() {
        Told stream = listed("acc").shows(Arrays.copyOf(FILM, 3));
        stream.judged("ann", VerdictEvent.REJECT, stream.flag(Flag.SIGNATURE).flagId(), false);
        stream.shows(Arrays.copyOfRange(FILM, 3, 20)).live(2);

        assertThat(stream.kills).isEmpty();
        assertThat(stream.flag(Flag.SIGNATURE).state()).isEqualTo(Flag.CLEARED);
        assertThat(stream.uses).extracting(SignatureUse::kind).containsExactly(SignatureUse.HIT, SignatureUse.REJECT);
    }

    @Test
    void whatIsRejectedKillsNotInTheSameMomentInWhichTheCatalogueMoves() {
        PdqHash[] few = Arrays.copyOf(FILM, 2);
        Told stream = new Told("s", "acc", POLICY, Told.listed("terror", few)).shows(FILM);
        assertThat(stream.kills).as("only two frames are listed").isEmpty();

        stream.under(POLICY, Told.relisted("terror", FILM));
        stream.judged("ann", VerdictEvent.REJECT, stream.flag(Flag.SIGNATURE).flagId(), false);

        assertThat(stream.kills).isEmpty();
        assertThat(stream.live(2).kills).isEmpty();
    }

    @Test
    void whatAReviewerSawAndRejectedIsNotKilledByAnotherSignatureOfTheSame() {
        Told stream = listed("acc").shows(Arrays.copyOf(FILM, 4));
        stream.judged("ann", VerdictEvent.REJECT, stream.flag(Flag.SIGNATURE).flagId(), false);
        stream.shows(FILM[4]);

        SignatureCatalogue catalogue = new SignatureCatalogue();
        catalogue.put("terror/v", Told.signature("terror", "v", FILM), 0);
        catalogue.put("terror/w", Told.signature("terror", "w", FILM), 1);
        stream.under(POLICY, catalogue.publish(2)).tick();
        stream.shows(FILM[5], FILM[6], FILM[7]);

        assertThat(stream.kills).isEmpty();
        assertThat(stream.flag(Flag.SIGNATURE).whyNotMore())
                .anyMatch(why -> why.contains("a reviewer found no reason"));
        stream.shows(Arrays.copyOfRange(FILM, 8, 20));
        assertThat(stream.kills).as("what it showed since then counts").hasSize(1);
    }

    @Test
    void aConfirmedStreamNeedsNoFlagThatSaysThatItIsRisky() {
        Told stream = listed("news").shows(FILM);
        String flagId = stream.flag(Flag.SIGNATURE).flagId();
        stream.judged("ann", VerdictEvent.CONFIRM, flagId, false).judged("bob", VerdictEvent.CONFIRM, flagId, false);
        stream.shows(FILM[0]).live(3);

        assertThat(stream.flag(Flag.SIGNATURE).state()).isEqualTo(Flag.CLEARED);
        assertThat(stream.hasFlag(Flag.RISK)).isFalse();
    }

    @Test
    void newsContextKeepsTheStreamFromBeingKilledByAnythingButPeople() {
        Told stream = listed("acc").shows(Arrays.copyOf(FILM, 3));
        stream.judged(
                "ann", VerdictEvent.NEWS_CONTEXT, stream.flag(Flag.SIGNATURE).flagId(), false);
        stream.shows(Arrays.copyOfRange(FILM, 3, 20));

        assertThat(stream.kills).isEmpty();
        assertThat(stream.uses).as("not the signature's fault").hasSize(1);
    }

    @Test
    void aConfirmedStreamBecomesASignatureForReviewAndASecondReviewerApprovesIt() {
        Told stream = unlisted().shows(FILM).reported("a", "imminent-harm", 0.5);
        String flagId = stream.flag(Flag.IMMINENT_HARM).flagId();
        stream.judged("ann", VerdictEvent.CONFIRM, flagId, false);

        assertThat(stream.signatures).singleElement().satisfies(signature -> {
            assertThat(signature.bank()).isEqualTo("confirmed");
            assertThat(signature.opinion()).isEqualTo("INVESTIGATION_SEED");
            assertThat(signature.frames()).hasSize(20);
        });
        assertThat(stream.notes).extracting(AccountNote::kind).containsExactly(AccountNote.CONFIRMED);

        stream.judged("ann", VerdictEvent.CONFIRM, flagId, false);
        assertThat(stream.signatures.get(1).opinion()).isEqualTo("INVESTIGATION_SEED");
        stream.judged("bob", VerdictEvent.CONFIRM, flagId, false);
        assertThat(stream.signatures.get(2).opinion()).isEqualTo("POSITIVE");
        assertThat(stream.kills).isEmpty();
    }

    @Test
    void aConfirmedFlagWaitsForASecondReviewerAndThenIsClosed() {
        Told stream = unlisted().shows(FILM).reported("a", "imminent-harm", 0.5);
        String flagId = stream.flag(Flag.IMMINENT_HARM).flagId();

        Flag once = stream.judged("ann", VerdictEvent.CONFIRM, flagId, true).flag(Flag.IMMINENT_HARM);
        assertThat(once.state()).isEqualTo(Flag.UPDATED);
        assertThat(once.priority()).isEqualTo("P0");
        assertThat(once.whyNotMore())
                .containsExactly(
                        "confirmed by a reviewer; a second one lets its pictures end other streams, and ends this one");
        int revisions = stream.flags.size();
        stream.judged("ann", VerdictEvent.CONFIRM, flagId, true);
        assertThat(stream.flags).as("the same again is nothing new").hasSize(revisions);

        Flag twice = stream.judged("bob", VerdictEvent.CONFIRM, flagId, true).flag(Flag.IMMINENT_HARM);
        assertThat(twice.state()).isEqualTo(Flag.CLEARED);
        assertThat(twice.whyNotMore()).containsExactly("confirmed by 2 reviewers");
        assertThat(stream.kills).hasSize(1);
    }

    @Test
    void reviewersKillOnlyWithAsManyPeopleAsThePolicyWants() {
        Told stream = unlisted().shows(FILM).reported("a", "imminent-harm", 0.5);
        String flagId = stream.flag(Flag.IMMINENT_HARM).flagId();

        assertThat(stream.judged("ann", VerdictEvent.CONFIRM, flagId, true).kills)
                .isEmpty();
        assertThat(stream.judged("ann", VerdictEvent.CONFIRM, flagId, true).kills)
                .isEmpty();
        assertThat(stream.judged("bob", VerdictEvent.CONFIRM, flagId, true).kills)
                .singleElement()
                .satisfies(request -> assertThat(request.kill().authority()).isEqualTo(KillIssuing.BY_REVIEWERS));
    }

    @Test
    void aVerdictOnAnUnknownFlagIsRecordedAndChangesNothing() {
        Told stream = unlisted().shows(FILM[0]).judged("ann", VerdictEvent.CONFIRM, "flag-nowhere", true);

        assertThat(stream.kills).isEmpty();
        assertThat(stream.signatures).isEmpty();
        assertThat(stream.decisions).anyMatch(decision -> decision.action().equals("VERDICT_IGNORED"));
    }

    @Test
    void aVerdictOnTheFlagOfAnUnacknowledgedKillGoesOnToWhoeverFollowsTheKill() {
        Told stream = listed("acc").shows(FILM);
        String killId = stream.kills.get(0).kill().killId();
        String flagId = KillFollowUp.flagId("s", killId);

        stream.judged("ann", VerdictEvent.CONFIRM, flagId, false);

        assertThat(stream.verdicts).singleElement().satisfies(answer -> {
            assertThat(answer.killId()).isEqualTo(killId);
            assertThat(answer.verdict().flagId()).isEqualTo(flagId);
        });
        assertThat(stream.decisions).noneMatch(decision -> decision.action().equals("VERDICT_IGNORED"));
    }

    @Test
    void newsContextCountsEvenForAFlagThatIsForgotten() {
        Told stream = listed("acc").shows(FILM[0]).judged("ann", VerdictEvent.NEWS_CONTEXT, "flag-forgotten", false);
        stream.shows(Arrays.copyOfRange(FILM, 1, 20));

        assertThat(stream.flag(Flag.SIGNATURE).whyNotMore()).anyMatch(why -> why.contains("news or counter-speech"));
        assertThat(stream.kills).isEmpty();
    }

    @Test
    void anEscalatedFlagIsP0AndAnUndecidedOneStays() {
        Told stream = listed("acc").shows(FILM[0]);
        String flagId = stream.flag(Flag.SIGNATURE).flagId();
        stream.judged("ann", VerdictEvent.CANNOT_TELL, flagId, false);
        assertThat(stream.flag(Flag.SIGNATURE).priority()).isEqualTo("P1");

        stream.judged("ann", VerdictEvent.ESCALATE, flagId, false);
        assertThat(stream.flag(Flag.SIGNATURE).priority()).isEqualTo("P0");
    }

    @Test
    void whateverAReviewerAnswersTheNextOneStillSeesWhatTheFlagIsAbout() {
        for (String decision : List.of(
                VerdictEvent.ESCALATE,
                VerdictEvent.CONFIRM,
                VerdictEvent.REJECT,
                VerdictEvent.NEWS_CONTEXT,
                VerdictEvent.DUPLICATE)) {
            Told stream = listed("acc").shows(FILM[0]);
            Flag raised = stream.flag(Flag.SIGNATURE);
            Flag answered =
                    stream.judged("ann", decision, raised.flagId(), false).flag(Flag.SIGNATURE);

            assertThat(answered.revision()).as(decision).isEqualTo(2);
            assertThat(answered.matches()).as(decision).isEqualTo(raised.matches());
            assertThat(answered.frame()).as(decision).isEqualTo(raised.frame());
            assertThat(answered.category()).as(decision).isEqualTo(raised.category());
        }
    }

    @Test
    void aStreamBrokenOffAndBegunAnewIsJudgedAsOne() {
        Told first = listed("acc").shows(Arrays.copyOf(FILM, 4));
        assertThat(first.kills).isEmpty();
        AccountNote note = first.notes.get(first.notes.size() - 1);

        Told second = new Told("s2", "acc", POLICY, Told.listed("terror", FILM)).after(20);
        second.take(StreamInput.of("s2", note, second.millis()));
        second.shows(Arrays.copyOfRange(FILM, 8, 11)).shows(FILM[11], FILM[12], FILM[13]);

        assertThat(second.kills).isNotEmpty();
        assertThat(second.kills.get(0).kill().reason()).contains("after 4 in the account's last stream");
        Told alone = new Told("s2", "acc", POLICY, Told.listed("terror", FILM));
        alone.shows(Arrays.copyOfRange(FILM, 8, 14));
        assertThat(alone.kills).as("without the earlier stream").isEmpty();
    }

    @Test
    void theSamePassageShownInTwoStreamsIsNoLongerForIt() {
        Told first = listed("acc").shows(Arrays.copyOf(FILM, 4));
        AccountNote note = first.notes.get(first.notes.size() - 1);

        Told second = new Told("s2", "acc", POLICY, Told.listed("terror", FILM)).after(20);
        second.take(StreamInput.of("s2", note, second.millis()));
        second.shows(Arrays.copyOf(FILM, 6));

        assertThat(second.kills).as("ten frames, but six of the video").isEmpty();
    }

    @Test
    void theSameUnknownContentOnSeveralAccountsIsOneFlagThatListsThem() {
        Told stream = unlisted().shows(FILM);
        for (int i = 0; i < 4; i++) {
            for (String other : new String[] {"x", "y"}) {
                stream.take(StreamInput.of(
                        "s",
                        new StreamInput.Resemblance(
                                "s-" + other, "acc-" + other, FILM[i].hashCode(), false, stream.millis()),
                        stream.millis()));
            }
        }

        assertThat(stream.flag(Flag.RESTREAM).related())
                .extracting(Flag.Related::accountId)
                .containsExactlyInAnyOrder("acc-x", "acc-y");
        assertThat(stream.flags.stream().map(Flag::flagId).distinct()).hasSize(1);
        Flag raised = stream.flag(Flag.RESTREAM);
        stream.judged("ann", VerdictEvent.ESCALATE, raised.flagId(), false);
        assertThat(stream.flag(Flag.RESTREAM).related()).isEqualTo(raised.related());
    }

    @Test
    void whoShowsItLaterRaisesNoFlagOfItsOwn() {
        Told stream = unlisted().shows(FILM);
        for (int i = 0; i < 4; i++) {
            for (String other : new String[] {"x", "y"}) {
                stream.take(StreamInput.of(
                        "s",
                        new StreamInput.Resemblance(
                                "s-" + other, "acc-" + other, FILM[i].hashCode(), other.equals("x"), stream.millis()),
                        stream.millis()));
            }
        }

        assertThat(stream.hasFlag(Flag.RESTREAM)).isFalse();
    }

    @Test
    void aStillPictureOnSeveralAccountsIsNoRing() {
        Told stream = unlisted().shows(FILM[0]);
        for (int i = 0; i < 40; i++) {
            stream.take(StreamInput.of(
                    "s",
                    new StreamInput.Resemblance(
                            "s-x" + i % 5, "acc-x" + i % 5, FILM[0].hashCode(), false, stream.millis()),
                    stream.millis()));
        }

        assertThat(stream.hasFlag(Flag.RESTREAM)).isFalse();
    }

    @Test
    void anIncidentLowersTheBarForTheStreamsItSelectsAndEnds() {
        String incident = """
                name: crisis
                opened_at: 2026-11-25T12:00:00Z
                expires_at: 2026-11-25T12:10:00Z
                streams: stream.category == "irl"
                risk: {raise: 0.2}
                sampling: {frames_per_second: 4}
                """;
        Told selected = unlisted().starts(new StreamEvent.Account("acc", null, null, 3), 5);
        selected.under(POLICY, CatalogueSnapshot.EMPTY, incident).live(2);
        assertThat(selected.directives)
                .extracting(directive -> directive.framesPerSecond())
                .contains(4.0);
        selected.hears("a", 0, "kill them", "THREAT");
        assertThat(selected.flag(Flag.CHAT).versions().policy()).contains("incident/crisis@");

        Told afterwards = unlisted().starts(new StreamEvent.Account("acc", null, null, 3), 5);
        afterwards
                .under(POLICY, CatalogueSnapshot.EMPTY, incident)
                .live(2)
                .after(600)
                .tick();
        afterwards.hears("a", 0, "kill them", "THREAT");
        assertThat(afterwards.flags).isEmpty();
    }

    @Test
    void theFirstEventOfAStreamIsJudgedUnderTheIncidentThatSelectsIt() {
        String incident = """
                name: crisis
                opened_at: 2026-11-25T12:00:00Z
                expires_at: 2026-11-25T12:10:00Z
                """;
        Told stream = unlisted().under(POLICY, CatalogueSnapshot.EMPTY, incident);
        stream.reported("a", "imminent-harm", 0.5);

        assertThat(stream.flag(Flag.IMMINENT_HARM).versions().policy()).contains("incident/crisis@");
        assertThat(stream.flags).hasSize(1);
    }

    @Test
    void aRuleAddsEvidenceRaisesItsFlagAndNeverKills() {
        String rules = POLICY + """
                rules:
                  - {id: bystanders, mode: ENFORCE, when: "chat.asks_if_real >= 3", weight: 0.5, group: chat,
                     half_life_seconds: 60, action: FLAG, priority: P1, category: THREAT}
                  - {id: watched, mode: SHADOW, when: "chat.asks_if_real >= 1", action: FLAG, priority: P1, category: THREAT}
                """;
        Told stream = new Told("s", "acc", rules, CatalogueSnapshot.EMPTY);
        stream.asked("a").asked("b").live(1);
        assertThat(stream.flags).isEmpty();
        assertThat(stream.decisions)
                .filteredOn(decision -> decision.action().equals("SHADOW"))
                .hasSize(1);

        stream.asked("c").live(2);
        assertThat(stream.flag(Flag.RULE).priority()).isEqualTo("P1");
        assertThat(stream.flag(Flag.RULE).whyNotMore().get(0)).isEqualTo("rule bystanders");
        assertThat(stream.flag(Flag.RULE).timeline())
                .extracting(Flag.Moment::what)
                .contains("rule bystanders holds");
        assertThat(stream.kills).isEmpty();
    }

    @Test
    void linksToFileHostsThatManyPasteAreFlagged() {
        Told stream = new Told("s", "acc", Policy.shippedText(), CatalogueSnapshot.EMPTY);
        for (int author = 0; author < 4; author++) {
            stream.linked("a" + author, 7, "gofile.io", "FILE_HOST").after(2);
        }
        assertThat(stream.flags).isEmpty();

        stream.linked("a4", 7, "gofile.io", "FILE_HOST");
        assertThat(stream.flag(Flag.RULE).whyNotMore().get(0)).startsWith("rule link-wave");
    }

    @Test
    void linksThatAreReadLateAreCountedToo() {
        Told stream = new Told("s", "acc", Policy.shippedText(), CatalogueSnapshot.EMPTY);
        for (int author = 0; author < 5; author++) {
            stream.late(600).linked("a" + author, 7, "gofile.io", "FILE_HOST").after(2);
        }

        assertThat(stream.flag(Flag.RULE).whyNotMore().get(0)).startsWith("rule link-wave");
    }

    @Test
    void reportersOfLittleCredibilityAreNotCredibleHoweverManyTheyAre() {
        Told stream = new Told("s", "acc", Policy.shippedText(), CatalogueSnapshot.EMPTY);
        for (int i = 0; i < 40; i++) {
            stream.after(1).reported("r" + i, "violence", 0.1);
        }
        assertThat(stream.hasFlag(Flag.RULE)).isFalse();

        for (int i = 0; i < 5; i++) {
            stream.after(1).reported("p" + i, "violence", 0.9);
        }
        assertThat(stream.flag(Flag.RULE).whyNotMore().get(0)).startsWith("rule credible-reports");
    }

    @Test
    void reportsThatAreReadLateAreABurstIfTheyWereOne() {
        Told stream = unlisted();
        for (int i = 0; i < 5; i++) {
            stream.late(600).reported("r" + i, "violence", 0.5);
        }

        assertThat(stream.hasFlag(Flag.REPORTS)).isTrue();
    }

    @Test
    void aRaidThatIsReadLateIsOne() {
        Told stream = unlisted();
        for (int i = 0; i < 20; i++) {
            stream.late(600).hears("r" + i, 0, "go away", ChatActivity.HARASSMENT);
        }

        assertThat(stream.hasFlag(Flag.RAID)).isTrue();
    }

    @Test
    void aRuleShowsViewersWhereHelpIsInEachLanguage() {
        String policy = POLICY + """
                redirects:
                  - {name: crisis, languages: {en: "https://help.example", pt: "https://ajuda.example"}}
                rules:
                  - {id: self-harm, mode: ENFORCE, when: "chat.hit_speakers[?'SELF_HARM'].orValue(0) >= 1",
                     action: REDIRECT, priority: P1, category: SELF_HARM, redirect: crisis}
                """;
        Told stream = new Told("s", "acc", policy, CatalogueSnapshot.EMPTY);
        stream.hears("a", 0, "end my life", "SELF_HARM").live(1);

        assertThat(stream.directives).singleElement().satisfies(directive -> assertThat(directive.redirect())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("en", "https://help.example", "pt", "https://ajuda.example")));
        assertThat(stream.kills).isEmpty();
    }

    @Test
    void anAllowListedPublisherIsFlaggedAndNeverKilled() {
        Told stream = listed("news").shows(FILM);

        assertThat(stream.kills).isEmpty();
        assertThat(stream.flag(Flag.SIGNATURE).priority()).isEqualTo("P0");
    }
}
