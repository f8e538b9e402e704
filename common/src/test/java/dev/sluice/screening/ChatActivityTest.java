package dev.sluice.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.policy.PolicyDocument;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ChatActivityTest {
    private static final PolicyDocument.Chat SETTINGS = new PolicyDocument.Chat(4, 5, 20);
    private static final long START = Told.NOON.toEpochMilli();

    private ChatActivity activity = ChatActivity.NONE;
    private long now = START;

    private void hear(int author, long textHash, boolean asksIfReal, String... categories) {
        List<ChatMessage.Hit> hits = List.of(categories).stream()
                .map(category -> new ChatMessage.Hit("term " + category, category, 0.5))
                .toList();
        activity = activity.heard(new ChatMessage("s", author, textHash, asksIfReal, hits), now, SETTINGS);
    }

    /** So many messages a second by few authors. */
    private void chat(int seconds, int perSecond) {
        for (int i = 0; i < seconds * perSecond; i++) {
            hear(i % 5, 0, false);
            now += 1000 / perSecond;
        }
    }

    @Test
    void aSteadyChatIsNoBurst() {
        chat(300, 2);

        assertThat(activity.baseline()).isCloseTo(120, within(1.0));
        assertThat(activity.burst()).isLessThanOrEqualTo(1.01);
    }

    @Test
    void nothingIsABurstBeforeTheHabitIsKnown() {
        chat(30, 20);

        assertThat(activity.burst()).isEqualTo(1);
    }

    @Test
    void tenTimesTheHabitIsABurstAndPasses() {
        chat(120, 2);
        chat(10, 20);
        assertThat(activity.burst()).isBetween(6.0, 10.5);

        chat(120, 20);
        chat(1, 20);
        assertThat(activity.baseline()).as("the new habit").isGreaterThan(800);
    }

    @Test
    void aQuietChatIsMeasuredAgainstTheLeastBaseline() {
        chat(70, 1);
        now += 3_600_000;
        hear(1, 0, false);

        assertThat(activity.baseline()).isLessThan(0.001);
        assertThat(activity.burst()).isEqualTo(1);
    }

    @Test
    void aWaveHasAsManyAuthorsAsWroteTheSame() {
        for (int author = 0; author < 7; author++) {
            hear(author, 99, false);
            hear(author, 99, false);
            hear(author, 0, false);
            hear(author, 1000 + author, false);
        }

        assertThat(activity.waveAuthors()).isEqualTo(7);
    }

    @Test
    void aWaveIsOverAMinuteAfterItsLastMessage() {
        for (int author = 0; author < 7; author++) {
            hear(author, 99, false);
        }
        now += 61_000;
        hear(1, 0, false);

        assertThat(activity.waveAuthors()).isZero();
    }

    @Test
    void aPhraseThatIsOftenSaidIsNoWave() {
        for (int author = 0; author < 40; author++) {
            hear(author, 99, false);
            now += 30_000;
        }

        assertThat(activity.waveAuthors()).as("within a minute").isEqualTo(2);
    }

    @Test
    void messagesWithListedLinksAreCountedForFiveMinutesByCategory() {
        for (int i = 0; i < 100; i++) {
            link("FILE_HOST");
        }
        link("FILE_HOST", "GORE_SITE");
        assertThat(activity.links(now))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("FILE_HOST", (long) ChatActivity.MOST_LINKS, "GORE_SITE", 1L));

        now += 299_000;
        link("GORE_SITE", "GORE_SITE");
        assertThat(activity.links(now)).as("two links of one message").containsEntry("GORE_SITE", 2L);
        now += 1_000;
        assertThat(activity.links(now)).containsExactly(Map.entry("GORE_SITE", 1L));
    }

    @Test
    void moreCategoriesOfLinksThanHaveRoomDriveOutTheOldest() {
        for (int i = 0; i <= ChatActivity.MOST_LINK_CATEGORIES; i++) {
            link("C" + i);
        }

        assertThat(activity.links(now))
                .hasSize(ChatActivity.MOST_LINK_CATEGORIES)
                .doesNotContainKey("C0");
    }

    private void link(String... categories) {
        List<ChatMessage.Hit> hits = List.of(categories).stream()
                .map(category -> new ChatMessage.Hit("host.example", category, 0.1, true))
                .toList();
        activity = activity.heard(new ChatMessage("s", 1, 0, false, hits), now, SETTINGS);
    }

    @Test
    void nineteenHostileNewAuthorsAreNoRaidAndTwentyAre() {
        for (int author = 0; author < 19; author++) {
            hear(author, 0, false, ChatActivity.HARASSMENT);
        }
        assertThat(activity.raidAt(now)).isFalse();

        hear(19, 0, false, ChatActivity.HARASSMENT);
        assertThat(activity.raidAt(now)).isTrue();
        assertThat(activity.raidAt(now + 299_999)).isTrue();
        assertThat(activity.raidAt(now + 300_000)).isFalse();
    }

    @Test
    void newAuthorsOfWhomFewAreHostileAreNoRaid() {
        for (int author = 0; author < 60; author++) {
            if (author % 4 == 0) {
                hear(author, 0, false, ChatActivity.HARASSMENT);
            } else {
                hear(author, 0, false);
            }
        }

        assertThat(activity.raidAt(now)).isFalse();
    }

    @Test
    void newAuthorsWhoAllWriteTheSameAreARaidUnlessTheyAskForHelp() {
        for (int author = 0; author < 30; author++) {
            hear(author, 99, true);
        }
        assertThat(activity.raidAt(now)).isFalse();

        for (int author = 100; author < 130; author++) {
            hear(author, 98, false);
        }
        assertThat(activity.raidAt(now)).isTrue();
    }

    @Test
    void regularsAreNoRaidHoweverTheyWrite() {
        for (int author = 0; author < 30; author++) {
            hear(author, 0, false);
        }
        now += 75_000;
        for (int author = 0; author < 30; author++) {
            hear(author, 99, false, ChatActivity.HARASSMENT);
        }

        assertThat(activity.raidAt(now)).isFalse();
    }

    @Test
    void aRaidOfMoreAuthorsThanAreKeptIsARaidToTheLast() {
        hear(-1, 0, false);
        now += 75_000;
        for (int author = 0; author < 2 * ChatActivity.MOST_NEWCOMERS; author++) {
            hear(author, 0, false, ChatActivity.HARASSMENT);
            assertThat(activity.isNewcomer(author)).as("author %d", author).isTrue();
        }
        assertThat(activity.isNewcomer(-1)).as("a regular").isFalse();
    }

    @Test
    void whoCameWithARaidIsNoRegularWhileItLasts() {
        for (int author = 0; author < 30; author++) {
            hear(author, 0, false, ChatActivity.HARASSMENT);
        }
        hear(100, 0, false);
        now += 90_000;
        hear(200, 0, false);

        assertThat(activity.raidAt(now)).isTrue();
        assertThat(activity.isNewcomer(3)).as("a raider").isTrue();
        assertThat(activity.isNewcomer(100)).as("a viewer who came meanwhile").isFalse();
    }

    @Property(tries = 50)
    void whateverIsWrittenWhatIsKeptIsBoundedAndTheNumbersAreSound(@ForAll long seed) {
        Random random = new Random(seed);
        activity = ChatActivity.NONE;
        now = START;
        int authors = 1 + random.nextInt(3000);
        int texts = 1 + random.nextInt(100);
        for (int i = 0; i < 2000; i++) {
            // Now and then late.
            now += random.nextInt(10) == 0 ? -random.nextInt(5000) : random.nextInt(300);
            String[] hits = random.nextInt(3) == 0 ? new String[] {ChatActivity.HARASSMENT} : new String[0];
            hear(random.nextInt(authors), random.nextInt(texts), random.nextInt(5) == 0, hits);
        }

        assertThat(activity.regulars())
                .hasSizeLessThanOrEqualTo(ChatActivity.MOST_REGULARS)
                .doesNotHaveDuplicates();
        assertThat(activity.newcomers()).hasSizeLessThanOrEqualTo(ChatActivity.MOST_NEWCOMERS);
        assertThat(activity.waves()).hasSizeLessThanOrEqualTo(ChatActivity.MOST_WAVES);
        assertThat(activity.waves()).allSatisfy(wave -> assertThat(wave.copies())
                .extracting(ChatActivity.Copy::author)
                .hasSizeLessThanOrEqualTo(ChatActivity.MOST_AUTHORS)
                .doesNotHaveDuplicates());
        assertThat(activity.askers()).hasSizeLessThanOrEqualTo(ChatActivity.MOST_AUTHORS);
        assertThat(activity.baseline()).isNotNegative().isFinite();
        assertThat(activity.burst()).isNotNegative().isFinite();
    }

    @Property(tries = 100)
    void oneAuthorIsNeverAWaveNorARaid(@ForAll long seed) {
        Random random = new Random(seed);
        activity = ChatActivity.NONE;
        now = START;
        for (int i = 0; i < 200; i++) {
            now += random.nextInt(2000);
            hear(7, random.nextInt(3), random.nextBoolean(), ChatActivity.HARASSMENT);
            assertThat(activity.waveAuthors()).isLessThanOrEqualTo(1);
            assertThat(activity.raidAt(now)).isFalse();
        }
    }
}
