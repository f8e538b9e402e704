package dev.sluice.cli.quickstart;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorBackendSerializationProxy;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;

/** How each state in a savepoint was serialised. */
final class SavedState {
    private static final ClassLoader CLASSES = SavedState.class.getClassLoader();

    private SavedState() {}

    /** Serialisers by operator and name of the state, such as {@code screening-screen-stream stream VALUE_SERIALIZER}. */
    static Map<String, TypeSerializerSnapshot<?>> of(Path savepoint) throws IOException {
        CheckpointMetadata metadata;
        try (DataInputStream in = new DataInputStream(Files.newInputStream(savepoint.resolve("_metadata")))) {
            metadata = Checkpoints.loadCheckpointMetadata(in, CLASSES, savepoint.toString());
        }
        Map<String, TypeSerializerSnapshot<?>> serializers = new TreeMap<>();
        for (OperatorState operator : metadata.getOperatorStates()) {
            String name =
                    operator.getOperatorUid().orElse(operator.getOperatorID().toString());
            for (OperatorSubtaskState subtask : operator.getStates()) {
                for (KeyedStateHandle handle : subtask.getManagedKeyedState()) {
                    add(name, keyed((StreamStateHandle) handle), serializers);
                }
                for (OperatorStateHandle handle : subtask.getManagedOperatorState()) {
                    add(name, ofOperator(handle), serializers);
                }
            }
        }
        return serializers;
    }

    private static void add(
            String operator, List<StateMetaInfoSnapshot> states, Map<String, TypeSerializerSnapshot<?>> serializers) {
        for (StateMetaInfoSnapshot state : states) {
            for (StateMetaInfoSnapshot.CommonSerializerKeys key : StateMetaInfoSnapshot.CommonSerializerKeys.values()) {
                TypeSerializerSnapshot<?> serializer = state.getTypeSerializerSnapshot(key);
                if (serializer != null) {
                    serializers.put(operator + " " + state.getName() + " " + key, serializer);
                }
            }
        }
    }

    private static List<StateMetaInfoSnapshot> keyed(StreamStateHandle handle) throws IOException {
        try (InputStream in = handle.openInputStream()) {
            KeyedBackendSerializationProxy<?> proxy = new KeyedBackendSerializationProxy<>(CLASSES);
            proxy.read(new DataInputViewStreamWrapper(in));
            return proxy.getStateMetaInfoSnapshots();
        }
    }

    private static List<StateMetaInfoSnapshot> ofOperator(OperatorStateHandle handle) throws IOException {
        try (FSDataInputStream in = handle.openInputStream()) {
            OperatorBackendSerializationProxy proxy = new OperatorBackendSerializationProxy(CLASSES);
            proxy.read(new DataInputViewStreamWrapper(in));
            List<StateMetaInfoSnapshot> all = new ArrayList<>(proxy.getOperatorStateMetaInfoSnapshots());
            all.addAll(proxy.getBroadcastStateMetaInfoSnapshots());
            return all;
        }
    }
}
