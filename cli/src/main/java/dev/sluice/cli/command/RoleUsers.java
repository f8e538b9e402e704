package dev.sluice.cli.command;

import dev.sluice.cli.kafka.Role;
import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Who is who on a broker. */
final class RoleUsers {
    private static final String NAME = "USER";

    @Option(names = "--job-user", paramLabel = NAME, description = "The screening job.")
    private String job;

    @Option(
            names = "--publisher-user",
            paramLabel = NAME,
            description = "Publishes frames, chat, stream events, reports; reads directives.")
    private String publisher;

    @Option(names = "--stopper-user", paramLabel = NAME, description = "Reads kills and acknowledges them.")
    private String stopper;

    @Option(
            names = "--reviewer-user",
            paramLabel = NAME,
            description = "Reads flags, kills and what became of them, writes verdicts.")
    private String reviewer;

    @Option(names = "--curator-user", paramLabel = NAME, description = "Keeps the signatures.")
    private String curator;

    @Option(names = "--policy-user", paramLabel = NAME, description = "Keeps the policy and declares incidents.")
    private String policyOwner;

    @Option(names = "--platform-user", paramLabel = NAME, description = "Tells the standing of accounts.")
    private String platform;

    @Option(names = "--signal-user", paramLabel = NAME, description = "Another system, such as a classifier.")
    private String signaller;

    @Option(names = "--canary-user", paramLabel = NAME, description = "The canary.")
    private String canary;

    @Option(
            names = "--operator-user",
            paramLabel = NAME,
            description = "Makes the topics, reads decisions and dead letters.")
    private String operator;

    /** Those that are named; if none is, all with their usual names. */
    Map<Role, String> users() {
        Map<Role, String> users = new EnumMap<>(Role.class);
        put(users, Role.JOB, job);
        put(users, Role.PUBLISHER, publisher);
        put(users, Role.STOPPER, stopper);
        put(users, Role.REVIEWER, reviewer);
        put(users, Role.CURATOR, curator);
        put(users, Role.POLICY_OWNER, policyOwner);
        put(users, Role.PLATFORM, platform);
        put(users, Role.SIGNALLER, signaller);
        put(users, Role.CANARY, canary);
        put(users, Role.OPERATOR, operator);
        if (users.isEmpty()) {
            for (Role role : Role.values()) {
                users.put(role, role.usualUser());
            }
        }
        return users;
    }

    private static void put(Map<Role, String> users, Role role, String user) {
        if (user != null) {
            users.put(role, user);
        }
    }
}
