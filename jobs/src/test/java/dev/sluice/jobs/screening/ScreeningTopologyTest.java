package dev.sluice.jobs.screening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.Message;
import dev.sluice.jobs.kafka.CatalogueLease;
import dev.sluice.signature.CatalogueSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.graph.StreamingJobGraphGenerator;
import org.junit.jupiter.api.Test;

class ScreeningTopologyTest {
    @Test
    void everyStageIsAnOperatorWithItsUidAndNameAndEveryTypeHasASerialiserOfItsOwn() {
        StreamGraph graph = graph();
        List<String> uids = graph.getStreamNodes().stream()
                .map(StreamNode::getTransformationUID)
                .toList();
        assertThat(uids)
                .containsAll(Arrays.stream(Stage.values()).map(Stage::uid).toList());
        assertThat(graph.getStreamNodes())
                .extracting(StreamNode::getOperatorName)
                .contains("SampleFrames");
    }

    /** An edge that takes part in unaligned checkpoints would write what is in flight on it into them. */
    @Test
    void framesAndChatCannotEnterACheckpoint() {
        StreamGraph graph = graph();
        Set<String> carryContent =
                Set.of(Stage.FRAMES.uid(), Stage.READ_FRAMES.uid(), Stage.SAMPLE_FRAMES.uid(), Stage.CHAT.uid());
        List<StreamEdge> edges = graph.getStreamNodes().stream()
                .filter(node -> carryContent.contains(String.valueOf(node.getTransformationUID())))
                .flatMap(node -> node.getOutEdges().stream())
                .filter(edge -> !Stage.DEADLETTERS
                        .uid()
                        .equals(graph.getStreamNode(edge.getTargetId()).getTransformationUID()))
                .filter(edge -> !chained(graph, edge))
                .toList();
        assertThat(edges).isNotEmpty().noneMatch(StreamEdge::supportsUnalignedCheckpoints);
    }

    private static boolean chained(StreamGraph graph, StreamEdge edge) {
        return StreamingJobGraphGenerator.isChainable(edge, graph);
    }

    @Test
    void theReadmeShowsTheRealDataFlow() throws IOException {
        String picture = new TopologyPicture(graph()).mermaid();
        assertThat(Files.readString(Path.of("../README.md")))
                .as("README.md shows another data flow; the real one is:%n%s", picture)
                .contains(picture);
    }

    /** Generic types and generated uids are off, so a Kryo fallback or a forgotten uid throws here. */
    private static StreamGraph graph() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.configure(ScreeningJob.engine(new Configuration()));
        environment.setParallelism(1);
        ScreeningTopology.connect(
                new ScreeningTopology.Inputs(
                        none(environment, Stage.FRAMES),
                        none(environment, Stage.CHAT),
                        none(environment, Stage.STREAMS),
                        none(environment, Stage.REPORTS),
                        none(environment, Stage.SIGNALS),
                        none(environment, Stage.VERDICTS),
                        none(environment, Stage.KILL_ACKS),
                        none(environment, Stage.ACCOUNTS),
                        none(environment, Stage.ACCOUNT_NOTES_IN),
                        none(environment, Stage.POLICY),
                        none(environment, Stage.DIRECTIVES_IN),
                        none(environment, Stage.SIGNATURES)),
                new ScreeningTopology.Outputs(
                        new DiscardingSink<>(),
                        new DiscardingSink<>(),
                        new DiscardingSink<>(),
                        new DiscardingSink<>(),
                        new DiscardingSink<>(),
                        new DiscardingSink<>(),
                        new DiscardingSink<>()),
                new ScreeningTopology.Settings(null, 0, List.of(), "", EmptyCatalogue::new, "test"));
        return environment.getStreamGraph();
    }

    private static DataStream<Message> none(StreamExecutionEnvironment environment, Stage stage) {
        Message message = new Message("key", null, new byte[0], null);
        return stage.name(environment.fromData(Message.class, message));
    }

    private static final class EmptyCatalogue implements CatalogueLease {
        @Override
        public CatalogueSnapshot current() {
            return CatalogueSnapshot.EMPTY;
        }

        @Override
        public long changedAtMillis() {
            return Records.NOW.toEpochMilli();
        }

        @Override
        public long loadMillis() {
            return 7;
        }

        @Override
        public void close() {}
    }
}
