package dev.sluice.cli.policy;

import dev.sluice.cli.CommandException;
import dev.sluice.event.ChatEvent;
import dev.sluice.event.EventCodec;
import dev.sluice.event.MalformedEventException;
import dev.sluice.event.Message;
import dev.sluice.event.Origin;
import dev.sluice.event.ReportEvent;
import dev.sluice.event.SignalEvent;
import dev.sluice.event.StreamEvent;
import dev.sluice.event.Topic;
import dev.sluice.policy.Policy;
import dev.sluice.screening.ChatMessage;
import dev.sluice.screening.Reported;
import dev.sluice.screening.Score;
import dev.sluice.screening.StreamInput;
import dev.sluice.text.ChatReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Events as files: {@code chat.jsonl}, {@code streams.jsonl}, {@code reports.jsonl} and {@code signals.jsonl} in one
 * folder, an event of that topic per line with its {@code stream_id} and its time.
 */
final class RecordedEvents {
    private static final EventCodec CODEC = new EventCodec();

    private final ChatReader chat;
    private final Map<Topic, Reader> readers = new EnumMap<>(Map.of(
            Topic.CHAT,
            this::chat,
            Topic.STREAMS,
            this::stream,
            Topic.REPORTS,
            this::report,
            Topic.SIGNALS,
            this::signal));

    RecordedEvents(Policy policy) {
        this.chat = new ChatReader(policy.chatLists());
    }

    /** One event at its time. */
    record Timed(Instant at, StreamInput input) {}

    /** All events of a folder by their time. */
    List<Timed> read(Path folder) throws CommandException {
        if (!Files.isDirectory(folder)) {
            throw new CommandException("no such folder: " + folder);
        }
        List<Timed> events = new ArrayList<>();
        boolean any = false;
        for (Map.Entry<Topic, Reader> reader : readers.entrySet()) {
            any |= read(folder, reader.getKey(), reader.getValue(), events);
        }
        if (!any) {
            throw new CommandException(
                    folder + " holds none of chat.jsonl, streams.jsonl, reports.jsonl and signals.jsonl");
        }
        events.sort(Comparator.comparing(Timed::at));
        return events;
    }

    private interface Reader {
        Timed read(Message message) throws MalformedEventException;
    }

    private static boolean read(Path folder, Topic topic, Reader reader, List<Timed> events) throws CommandException {
        Path file = folder.resolve(topic.name("") + ".jsonl");
        if (!Files.exists(file)) {
            return false;
        }
        try {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (!lines.get(i).isBlank()) {
                    events.add(event(file, i + 1, lines.get(i), reader));
                }
            }
            return true;
        } catch (IOException e) {
            throw new CommandException("cannot read " + file + " as text", e);
        }
    }

    private static Timed event(Path file, int line, String json, Reader reader) throws CommandException {
        try {
            Message message = new Message(
                    null, Map.of(), json.getBytes(StandardCharsets.UTF_8), new Origin(file.toString(), 0, line, 0));
            Timed timed = reader.read(message);
            if (timed.at() == null) {
                throw new CommandException(file + ":" + line + ": the event has no time");
            }
            return timed;
        } catch (MalformedEventException e) {
            throw new CommandException(file + ":" + line + ": " + e.getMessage(), e);
        }
    }

    private Timed chat(Message message) throws MalformedEventException {
        ChatEvent event = CODEC.readChat(message);
        ChatMessage said = ChatMessage.of(event, chat.read(event.text()));
        return new Timed(event.sentAt(), StreamInput.of(said, millis(event.sentAt())));
    }

    private Timed stream(Message message) throws MalformedEventException {
        StreamEvent event = CODEC.readStream(message);
        return new Timed(event.at(), StreamInput.of(event, millis(event.at())));
    }

    private Timed report(Message message) throws MalformedEventException {
        ReportEvent event = CODEC.readReport(message);
        return new Timed(event.at(), StreamInput.of(event.streamId(), Reported.of(event, millis(event.at()))));
    }

    private Timed signal(Message message) throws MalformedEventException {
        SignalEvent event = CODEC.readSignal(message);
        return new Timed(event.at(), StreamInput.of(event.streamId(), Score.of(event, millis(event.at()))));
    }

    private static long millis(Instant at) {
        return at == null ? 0 : at.toEpochMilli();
    }
}
