package dev.sluice.jobs.kafka;

import dev.sluice.signature.CatalogueSnapshot;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The catalogue of this TaskManager, shared by the job's tasks: the first that asks loads it, the last that leaves
 * releases it. The one process-wide object that Sluice has, because ten million signatures fit into memory once.
 */
public final class CatalogueHolder {
    private static final Map<KafkaConnection, CatalogueHolder> HELD = new HashMap<>();

    private final KafkaConnection connection;
    private final CatalogueFollower follower;
    private int leases;

    private CatalogueHolder(KafkaConnection connection) {
        this.connection = connection;
        this.follower = new CatalogueFollower(connection);
    }

    /**
     * The catalogue, loaded: returns once all signatures on the topic were read.
     *
     * @throws IllegalStateException if that takes longer than {@code timeout}, or the topic is not as it must be
     */
    public static CatalogueLease acquire(KafkaConnection connection, Duration timeout) throws InterruptedException {
        CatalogueHolder holder;
        synchronized (HELD) {
            holder = HELD.get(connection);
            if (holder == null) {
                holder = new CatalogueHolder(connection);
                HELD.put(connection, holder);
                holder.follower.start();
            }
            holder.leases++;
        }
        Lease lease = new Lease(holder);
        try {
            holder.follower.awaitLoaded(timeout);
        } catch (InterruptedException | RuntimeException e) {
            lease.close();
            throw e;
        }
        return lease;
    }

    private void release() {
        synchronized (HELD) {
            if (--leases > 0) {
                return;
            }
            HELD.remove(connection);
        }
        follower.close();
    }

    private static final class Lease implements CatalogueLease {
        private final CatalogueHolder holder;
        private boolean closed;

        private Lease(CatalogueHolder holder) {
            this.holder = holder;
        }

        @Override
        public CatalogueSnapshot current() {
            return holder.follower.catalogue().current();
        }

        @Override
        public long changedAtMillis() {
            return holder.follower.changedAtMillis();
        }

        @Override
        public long loadMillis() {
            return holder.follower.loadMillis();
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                holder.release();
            }
        }
    }
}
