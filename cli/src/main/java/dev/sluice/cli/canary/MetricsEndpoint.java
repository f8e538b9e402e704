package dev.sluice.cli.canary;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Serves metrics at {@code /metrics} over HTTP, without encryption or log-in: for a private network. */
public final class MetricsEndpoint implements AutoCloseable {
    private static final String PATH = "/metrics";

    private final HttpServer server;
    private final Supplier<String> text;

    /**
     * Starts at once.
     *
     * @param port 0 for a free one
     * @throws IOException if the port is taken, or the address is not this machine's
     */
    public MetricsEndpoint(InetAddress address, int port, Supplier<String> text) throws IOException {
        this.text = text;
        server = HttpServer.create(new InetSocketAddress(address, port), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!PATH.equals(exchange.getRequestURI().getPath())) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            byte[] body = text.get().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
