package dev.sluice.jobs.screening;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.runtime.partitioner.BroadcastPartitioner;
import org.apache.flink.streaming.runtime.partitioner.KeyGroupStreamPartitioner;

/** Draws a job's operators as a Mermaid flow chart: what is keyed and what is broadcast stands on the arrow. */
final class TopologyPicture {
    private final Map<Integer, Stage> stages = new HashMap<>();
    private final StreamGraph graph;

    TopologyPicture(StreamGraph graph) {
        this.graph = graph;
        for (StreamNode node : graph.getStreamNodes()) {
            Arrays.stream(Stage.values())
                    .filter(stage -> stage.uid().equals(node.getTransformationUID()))
                    .findFirst()
                    .ifPresent(stage -> stages.put(node.getId(), stage));
        }
    }

    String mermaid() {
        Set<String> lines = new LinkedHashSet<>();
        Set<String> refusing = new LinkedHashSet<>();
        for (Stage stage : Stage.values()) {
            lines.add(box(stage));
        }
        for (Stage from : Stage.values()) {
            for (StreamEdge edge : edgesOf(from)) {
                Stage to = stages.get(edge.getTargetId());
                if (to == Stage.DEADLETTERS) {
                    refusing.add(from.name());
                } else if (to != null) {
                    lines.add(from + arrow(edge) + to);
                }
            }
        }
        lines.add(String.join(" & ", refusing) + " --> " + Stage.DEADLETTERS);
        return "```mermaid\nflowchart LR\n  " + String.join("\n  ", lines) + "\n```\n";
    }

    /** In an order that does not depend on how the graph numbers its nodes. */
    private List<StreamEdge> edgesOf(Stage from) {
        return graph.getStreamNodes().stream()
                .filter(node -> stages.get(node.getId()) == from)
                .flatMap(node -> node.getOutEdges().stream())
                .filter(edge -> stages.get(edge.getTargetId()) != from)
                .sorted(Comparator.comparing(edge -> String.valueOf(stages.get(edge.getTargetId()))))
                .toList();
    }

    private static String arrow(StreamEdge edge) {
        if (edge.getPartitioner() instanceof KeyGroupStreamPartitioner) {
            return " -->|by key| ";
        }
        return edge.getPartitioner() instanceof BroadcastPartitioner ? " -.->|to all| " : " --> ";
    }

    /** Topics are round, operators are boxes. */
    private static String box(Stage stage) {
        boolean topic = Character.isLowerCase(stage.label().charAt(0));
        return stage + (topic ? "([" + stage.label() + "])" : "[" + stage.label() + "]");
    }
}
