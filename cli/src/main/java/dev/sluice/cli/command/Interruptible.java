package dev.sluice.cli.command;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Work of a command that an interrupted process ends first, and waits for. */
final class Interruptible {
    private Interruptible() {}

    /**
     * Works until the end or until it is stopped.
     *
     * @param command as it was called, for the message if it hangs
     * @param stop makes the work end soon
     * @param seconds for which an interrupted process waits; what hangs longer is left to its end
     */
    static <T> T call(String command, Runnable stop, int seconds, Callable<T> work) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        // Not this thread's end is waited for: its exit waits for the hook.
        Thread hook = new Thread(() -> {
            stop.run();
            await(done, command, seconds);
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.call();
        } finally {
            done.countDown();
            remove(hook);
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It runs already.
        }
    }

    private static void await(CountDownLatch done, String command, int seconds) {
        try {
            if (!done.await(seconds, TimeUnit.SECONDS)) {
                System.err.println(command + ": did not end within " + seconds + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
