package dev.sluice.jobs.screening;

import dev.sluice.event.AccountEvent;
import dev.sluice.event.AccountNote;
import dev.sluice.event.DeadLetter;
import dev.sluice.event.Decision;
import dev.sluice.event.Directive;
import dev.sluice.event.Flag;
import dev.sluice.event.FrameEvent;
import dev.sluice.event.Kill;
import dev.sluice.event.KillAck;
import dev.sluice.event.Message;
import dev.sluice.event.ReportEvent;
import dev.sluice.event.SignalEvent;
import dev.sluice.event.SignatureEvent;
import dev.sluice.event.VerdictEvent;
import dev.sluice.screening.AccountInput;
import dev.sluice.screening.AccountState;
import dev.sluice.screening.IncidentLedger;
import dev.sluice.screening.IncidentNote;
import dev.sluice.screening.IncidentStream;
import dev.sluice.screening.KillBudget;
import dev.sluice.screening.PendingKill;
import dev.sluice.screening.Sighting;
import dev.sluice.screening.SignatureConduct;
import dev.sluice.screening.StreamInput;
import dev.sluice.screening.StreamState;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What crosses between operators or lies in state must be a POJO to Flink: Kryo can neither evolve nor be fast. */
class CrossingTypesTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                Message.class,
                FrameEvent.class,
                SampledFrame.class,
                StreamInput.class,
                Control.class,
                StreamState.class,
                GateInput.class,
                AccountInput.class,
                AccountState.class,
                Sighting.class,
                KillBudget.class,
                PendingKill.class,
                IncidentNote.class,
                IncidentLedger.class,
                IncidentStream.class,
                SignatureConduct.class,
                AccountNote.class,
                SignatureEvent.class,
                Flag.class,
                Kill.class,
                Directive.class,
                Decision.class,
                DeadLetter.class,
                ReportEvent.class,
                SignalEvent.class,
                SignatureEvent.class,
                AccountEvent.class,
                VerdictEvent.class,
                KillAck.class,
                AccountNote.class
            })
    void isSerialisedAsAPojoWithoutKryo(Class<?> type) {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
    }
}
