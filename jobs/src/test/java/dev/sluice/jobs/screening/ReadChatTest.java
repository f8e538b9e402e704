package dev.sluice.jobs.screening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.Message;
import dev.sluice.screening.ChatMessage;
import dev.sluice.screening.StreamInput;
import java.util.List;
import org.apache.flink.streaming.util.BroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadChatTest {
    private static final String POLICY = """
            version: chat-1
            terms:
              - {term: kill them, category: THREAT, weight: 0.5}
              - {term: bomb, category: WEAPON, weight: 0.7}
            """;

    private BroadcastOperatorTestHarness<Message, Control, StreamInput> harness;

    @BeforeEach
    void open() throws Exception {
        harness = ProcessFunctionTestHarnesses.forBroadcastProcessFunction(new ReadChat(null), PolicyInForce.STATE);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void findsTheTermsOfTheBroadcastPolicy() throws Exception {
        harness.processBroadcastElement(Control.ofPolicy(POLICY), 0);
        say("a BOMB! They will KILL  them, a bomb");

        assertThat(harness.extractOutputValues()).singleElement().satisfies(input -> {
            assertThat(input.streamId()).isEqualTo("s");
            assertThat(input.appendedAtMillis()).isEqualTo(1_000);
            assertThat(input.chat().author()).isEqualTo("mallory".hashCode());
            assertThat(input.chat().hits())
                    .containsExactlyInAnyOrder(
                            new ChatMessage.Hit("kill them", "THREAT", 0.5),
                            new ChatMessage.Hit("bomb", "WEAPON", 0.7));
        });
    }

    @Test
    void theTextItselfStaysBehind() throws Exception {
        harness.processBroadcastElement(Control.ofPolicy(POLICY), 0);
        say("bomb at 5 Privet Drive");

        assertThat(harness.extractOutputValues())
                .singleElement()
                .asString()
                .contains("bomb")
                .doesNotContain("Privet");
    }

    @Test
    void chatWithoutTermsStillCountsAsChat() throws Exception {
        harness.processBroadcastElement(Control.ofPolicy(POLICY), 0);
        say("bombastic, what a nice day");

        assertThat(harness.extractOutputValues())
                .singleElement()
                .satisfies(input -> assertThat(input.chat().hits()).isEmpty());
        assertThat(Records.deadLetters(harness)).isEmpty();
    }

    @Test
    void beforeAPolicyIsBroadcastTheShippedOneHasNoTerms() throws Exception {
        say("kill them with a bomb");

        assertThat(harness.extractOutputValues().get(0).chat().hits()).isEmpty();
    }

    @Test
    void aNewPolicyReplacesTheTermsOfTheOldOne() throws Exception {
        harness.processBroadcastElement(Control.ofPolicy(POLICY), 0);
        harness.processBroadcastElement(
                Control.ofPolicy(POLICY.replace("bomb", "knife").replace("chat-1", "chat-2")), 0);
        say("a bomb and a knife");

        assertThat(harness.extractOutputValues().get(0).chat().hits())
                .extracting(ChatMessage.Hit::term)
                .containsExactly("knife");
    }

    @Test
    void malformedChatIsADeadLetterThatDoesNotRepeatIt() throws Exception {
        List<String> malformed =
                List.of("bomb Privet", "{\"text\": {\"Privet\": 1}}", "{\"text\": null, \"author_id\": \"Privet\"}");
        for (String value : malformed) {
            harness.processElement(Records.json("s", value), 0);
        }

        assertThat(harness.getOutput()).isEmpty();
        assertThat(Records.deadLetters(harness))
                .extracting(letter -> letter.error())
                .containsExactly("NOT_JSON", "WRONG_TYPE", "MISSING_FIELD");
        assertThat(Records.deadLetters(harness)).allSatisfy(letter -> {
            assertThat(letter.stage()).isEqualTo("ReadChat");
            assertThat(letter.message()).doesNotContain("Privet");
            assertThat(letter.offset()).isEqualTo(42);
        });
    }

    private void say(String text) throws Exception {
        harness.processElement(Records.json("s", "{\"author_id\": \"mallory\", \"text\": \"%s\"}".formatted(text)), 0);
    }
}
