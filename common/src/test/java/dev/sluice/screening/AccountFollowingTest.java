package dev.sluice.screening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.AccountEvent;
import dev.sluice.event.AccountNote;
import dev.sluice.event.StreamEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AccountFollowingTest {
    private static final Instant NOON = Told.NOON;

    private final AccountFollowing following = new AccountFollowing();

    @Test
    void aStreamHearsAtItsStartWhatIsKnownOfItsAccount() {
        AccountState blocked =
                following.apply(null, AccountInput.of(standing(3), 0)).state();

        AccountFollowing.Result result = following.apply(blocked, event("s1", StreamEvent.STARTED, 1));

        assertThat(result.out()).singleElement().satisfies(input -> {
            assertThat(input.streamId()).isEqualTo("s1");
            assertThat(input.standing().strikes()).isEqualTo(3);
        });
        assertThat(following
                        .apply(result.state(), event("s1", StreamEvent.UPDATED, 2))
                        .out())
                .as("once")
                .isEmpty();
    }

    @Test
    void liveStreamsHearOfAChangeAndEndedOnesDoNot() {
        AccountState state =
                following.apply(null, event("s1", StreamEvent.STARTED, 1)).state();
        state = following.apply(state, event("s2", StreamEvent.STARTED, 1)).state();
        state = following.apply(state, event("s1", StreamEvent.ENDED, 2)).state();

        assertThat(following.apply(state, AccountInput.of(standing(1), 3)).out())
                .extracting(StreamInput::streamId)
                .containsExactly("s2");
    }

    @Test
    void aNoteReachesTheOtherStreamsAndLaterOnes() {
        AccountState state =
                following.apply(null, event("s1", StreamEvent.STARTED, 1)).state();
        state = following.apply(state, event("s2", StreamEvent.STARTED, 1)).state();

        AccountFollowing.Result noted = following.apply(state, AccountInput.of(note("s1"), 2));

        assertThat(noted.out()).extracting(StreamInput::streamId).containsExactly("s2");
        assertThat(following
                        .apply(noted.state(), event("s3", StreamEvent.STARTED, 3))
                        .out())
                .singleElement()
                .satisfies(input -> assertThat(input.note().streamId()).isEqualTo("s1"));
    }

    @Test
    void notesOnSignaturesOfTheSameIdInTwoBanksStandBesideEachOther() {
        AccountState state =
                following.apply(null, AccountInput.of(aligned("one"), 1)).state();
        state = following.apply(state, AccountInput.of(aligned("two"), 2)).state();

        assertThat(state.notes()).extracting(AccountNote::bank).containsExactly("one", "two");
    }

    private static AccountNote aligned(String bank) {
        return new AccountNote("acc", "s1", AccountNote.ALIGNED, bank, "v", 4, 2000, 2, 0, 2000, NOON);
    }

    @Test
    void whatIsKeptOfAnAccountIsBounded() {
        AccountState state = null;
        for (int i = 0; i < 200; i++) {
            state = following
                    .apply(state, event("s" + i, StreamEvent.STARTED, i))
                    .state();
            state = following.apply(state, AccountInput.of(note("s" + i), i)).state();
        }

        assertThat(state.live()).hasSize(AccountState.MOST_LIVE);
        assertThat(state.notes()).hasSize(AccountState.MOST_NOTES);
    }

    @Test
    void anAccountIsForgottenWhenNothingWasHeardOfItUnlessEnforcementSpoke() {
        AccountState quiet =
                following.apply(null, event("s1", StreamEvent.STARTED, 0)).state();
        AccountState told =
                following.apply(quiet, AccountInput.of(standing(1), 0)).state();

        assertThat(following.isForgettable(quiet, NOON.toEpochMilli() + 3_599_000))
                .isFalse();
        assertThat(following.isForgettable(quiet, NOON.toEpochMilli() + 3_601_000))
                .isTrue();
        assertThat(following.isForgettable(told, NOON.toEpochMilli() + 3_601_000))
                .isFalse();
    }

    private static AccountInput event(String streamId, String phase, long millis) {
        StreamEvent.Account account = new StreamEvent.Account("acc", null, null, 0);
        return AccountInput.of(
                new StreamEvent(streamId, phase, null, null, null, account, -1, null, null),
                NOON.toEpochMilli() + millis);
    }

    private static AccountEvent standing(int strikes) {
        return new AccountEvent("acc", "new", strikes, NOON.plusSeconds(60), null, NOON);
    }

    private static AccountNote note(String streamId) {
        return new AccountNote("acc", streamId, AccountNote.CONFIRMED, "", "", 0, 0, 0, 0, 0, NOON);
    }
}
