package dev.sluice.jobs.screening;

import dev.sluice.screening.AccountFollowing;
import dev.sluice.screening.AccountInput;
import dev.sluice.screening.AccountState;
import dev.sluice.screening.StreamInput;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Keeps one {@link AccountState} per account and tells its streams what is known of it. */
final class FollowAccount extends KeyedProcessFunction<String, AccountInput, StreamInput> {
    private static final long HOUR_MILLIS = 3_600_000;

    private transient AccountFollowing following;
    private transient ValueState<AccountState> states;

    @Override
    public void open(OpenContext context) {
        following = new AccountFollowing();
        states = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("account", TypeInformation.of(AccountState.class)));
    }

    @Override
    public void processElement(AccountInput input, Context context, Collector<StreamInput> out) throws Exception {
        AccountState before = states.value();
        AccountFollowing.Result result = following.apply(before, input);
        states.update(result.state());
        result.out().forEach(out::collect);
        if (before == null) {
            context.timerService().registerProcessingTimeTimer(nextLook(context));
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<StreamInput> out) throws Exception {
        AccountState state = states.value();
        if (state == null) {
            return;
        }
        if (following.isForgettable(state, context.timerService().currentProcessingTime())) {
            states.clear();
        } else {
            context.timerService().registerProcessingTimeTimer(nextLook(context));
        }
    }

    private static long nextLook(Context context) {
        return (context.timerService().currentProcessingTime() / HOUR_MILLIS + 2) * HOUR_MILLIS;
    }
}
