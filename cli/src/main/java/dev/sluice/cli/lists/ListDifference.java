package dev.sluice.cli.lists;

import dev.sluice.signature.list.ListEntry;
import java.util.Set;

/** Counts what importing a list would change in a bank. */
public final class ListDifference {
    private final BankContents bank;
    private final Set<String> notListed;
    private long added;
    private long changed;
    private long same;
    private long takenBack;

    public ListDifference(BankContents bank) {
        this.bank = bank;
        this.notListed = bank.keys();
    }

    /**
     * Records of the topic, of which a long video has several.
     *
     * @param takenBack in the bank, and deleted by the list
     * @param onlyInBank in the bank, and not on the list
     */
    public record Numbers(long added, long changed, long same, long takenBack, long onlyInBank) {}

    public void take(ListEntry result) {
        if (result instanceof ListEntry.Entry entry) {
            notListed.remove(entry.key());
            switch (bank.compare(entry.key(), entry.signature())) {
                case NEW -> added++;
                case CHANGED -> changed++;
                case SAME -> same++;
            }
        } else if (result instanceof ListEntry.Tombstone tombstone && notListed.remove(tombstone.key())) {
            takenBack++;
        }
    }

    public Numbers numbers() {
        return new Numbers(added, changed, same, takenBack, notListed.size());
    }
}
