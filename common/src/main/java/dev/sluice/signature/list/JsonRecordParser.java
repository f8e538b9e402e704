package dev.sluice.signature.list;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.signature.list.ListEntry.Quarantined;
import dev.sluice.signature.list.ListEntry.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A JSON text with a list of records: the text itself, or one field of an object whose other fields are passed over. Pages
 * may follow each other, and so may records without a page.
 */
final class JsonRecordParser implements ListParser {
    private final JsonTokens tokens;
    private final Optional<String> field;
    private final Records records;
    private boolean inPage;
    private boolean inRecords;
    private long number;

    /** @param field that holds the records; empty if each object of the text is a record itself */
    JsonRecordParser(InputStream in, Optional<String> field, Records records) throws IOException {
        this.tokens = new JsonTokens(in);
        this.field = field;
        this.records = records;
    }

    /** What a record says. */
    interface Records {
        /** @param record any JSON value */
        void read(JsonNode record, String at, Consumer<ListEntry> out);

        /** After the last record. */
        default void end(Consumer<ListEntry> out) {}
    }

    @Override
    public boolean advance(Consumer<ListEntry> out) throws IOException {
        try {
            JsonToken token = tokens.next();
            if (token == null) {
                records.end(out);
                return false;
            }
            if (inRecords) {
                record(token, out);
            } else if (inPage) {
                field(token);
            } else {
                begin(token, out);
            }
            return true;
        } catch (BrokenListException e) {
            out.accept(new Quarantined(e.at(), Reason.BROKEN, e.getMessage()));
            records.end(out);
            return false;
        }
    }

    private void begin(JsonToken token, Consumer<ListEntry> out) throws IOException, BrokenListException {
        if (token == JsonToken.START_OBJECT && field.isEmpty()) {
            record(token, out);
            return;
        }
        inPage = token == JsonToken.START_OBJECT;
        inRecords = token == JsonToken.START_ARRAY;
        if (!inPage && !inRecords) {
            out.accept(new Quarantined(nextAt(), Reason.WRONG_TYPE, "neither a page nor a list of records"));
        }
    }

    private void field(JsonToken token) throws IOException, BrokenListException {
        if (token == JsonToken.END_OBJECT) {
            inPage = false;
            return;
        }
        boolean wanted = field.isPresent() && tokens.name().equals(field.get());
        JsonToken value = tokens.next();
        if (wanted && value == JsonToken.START_ARRAY) {
            inRecords = true;
        } else {
            tokens.skip();
        }
    }

    private void record(JsonToken token, Consumer<ListEntry> out) throws IOException, BrokenListException {
        if (token == JsonToken.END_ARRAY) {
            inRecords = false;
            return;
        }
        String at = nextAt();
        Optional<JsonNode> record = tokens.value();
        if (record.isPresent()) {
            records.read(record.get(), at, out);
        } else {
            out.accept(new Quarantined(
                    at, Reason.TOO_LARGE, "too large: expected at most " + JsonTokens.LARGEST_VALUE + " JSON tokens"));
        }
    }

    private String nextAt() {
        number++;
        return "record " + number;
    }
}
