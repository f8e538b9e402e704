package dev.sluice.jobs.screening;

import dev.sluice.screening.AccountInput;
import dev.sluice.screening.StreamInput;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Events of streams whose account is known, under the account. */
final class NameAccounts implements FlatMapFunction<StreamInput, AccountInput> {
    @Override
    public void flatMap(StreamInput input, Collector<AccountInput> out) {
        boolean named = input.lifecycle().account() != null
                && input.lifecycle().account().id() != null;
        if (named) {
            out.collect(AccountInput.of(input.lifecycle(), input.appendedAtMillis()));
        }
    }
}
