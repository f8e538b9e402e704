package dev.sluice.policy;

import dev.sluice.signature.Bank;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the settings of banks, of a policy and of an incident alike. */
final class BankReader {
    private static final int LARGEST_DISTANCE = 63;

    private BankReader() {}

    /** What is left out is as for a bank that the policy does not name. */
    static List<Bank> read(List<Section> sections) {
        List<Bank> banks = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Section section : sections) {
            Bank bank = new Bank(
                    section.text("name"),
                    section.text("category", Bank.UNSPECIFIED),
                    section.share("severity", Bank.USUAL_SEVERITY),
                    (int) section.whole("distance", Bank.USUAL_DISTANCE, 0, LARGEST_DISTANCE),
                    section.truth("kill_eligible", false),
                    section.truth("benign", false),
                    section.whole("soak_seconds", 0, 0, Long.MAX_VALUE),
                    section.share("enabled_ratio", 1),
                    section.whole("seed", 0, Long.MIN_VALUE, Long.MAX_VALUE),
                    disabled(section.sections("disabled")));
            if (!bank.name().isEmpty() && !names.add(bank.name())) {
                section.givenTwice("name");
            }
            if (bank.benign() && bank.killEligible()) {
                section.problem("benign and kill_eligible exclude each other; leave one");
            }
            section.end();
            banks.add(bank);
        }
        return banks;
    }

    private static List<Bank.Disabled> disabled(List<Section> sections) {
        List<Bank.Disabled> disabled = new ArrayList<>();
        for (Section section : sections) {
            disabled.add(new Bank.Disabled(section.text("signature_id"), section.time("until")));
            section.end();
        }
        return disabled;
    }
}
