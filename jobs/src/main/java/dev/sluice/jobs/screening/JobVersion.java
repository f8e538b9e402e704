package dev.sluice.jobs.screening;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this build, as every flag names it. */
public final class JobVersion {
    private JobVersion() {}

    /** Such as {@code 0.1.0}. */
    public static String current() {
        try (InputStream in = JobVersion.class.getResourceAsStream("/sluice-version.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
