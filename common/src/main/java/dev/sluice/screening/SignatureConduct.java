package dev.sluice.screening;

import dev.sluice.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How one signature behaves over all streams: a list may be poisoned, or a harmless picture be on it. Immutable.
 *
 * @param accounts that it hit within the last hour, at most {@link #MOST_ACCOUNTS}
 * @param rejects streams for which a reviewer rejected it
 */
public record SignatureConduct(List<Hit> accounts, List<String> rejects) {
    public static final SignatureConduct NONE = new SignatureConduct(List.of(), List.of());

    static final int MOST_ACCOUNTS = 10_000;
    private static final int MOST_REJECTS = 100;
    private static final long HOUR_MILLIS = 3_600_000;

    public SignatureConduct {
        accounts = accounts == null ? List.of() : List.copyOf(accounts);
        rejects = rejects == null ? List.of() : List.copyOf(rejects);
    }

    /** When it last hit an account; without one, the stream stands for it. */
    public record Hit(String account, long atMillis) {}

    SignatureConduct after(SignatureUse use) {
        if (SignatureUse.REJECT.equals(use.kind())) {
            if (rejects.contains(use.streamId()) || rejects.size() >= MOST_REJECTS) {
                return this;
            }
            List<String> more = new ArrayList<>(rejects);
            more.add(use.streamId());
            return new SignatureConduct(accounts, more);
        }
        String account = use.accountId().isEmpty() ? use.streamId() : use.accountId();
        List<Hit> more = new ArrayList<>(accounts);
        more.removeIf(hit -> hit.account().equals(account) || use.atMillis() - hit.atMillis() >= HOUR_MILLIS);
        Draft.put(more, new Hit(account, use.atMillis()), MOST_ACCOUNTS);
        return new SignatureConduct(more, rejects);
    }

    /** Why it may not kill now; empty if it may. It goes on matching in any case. */
    Optional<String> refusal(long nowMillis, Policy policy) {
        int mostAccounts = policy.document().kills().signatureAccountsPerHour();
        long hit = accounts.stream()
                .filter(account -> nowMillis - account.atMillis() < HOUR_MILLIS)
                .count();
        if (hit > mostAccounts) {
            return Optional.of("the signature hit more than " + mostAccounts + " accounts within an hour");
        }
        int mostRejects = policy.document().verdicts().disputedAfter();
        if (rejects.size() >= mostRejects) {
            return Optional.of("reviewers rejected the signature on " + mostRejects + " streams or more");
        }
        return Optional.empty();
    }
}
