package dev.sluice.cli.kafka;

import dev.sluice.event.Topic;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** What each role's user must be allowed on a Kafka with an authorizer, and no more. */
public final class AccessList {
    private static final String ANY_HOST = "*";

    private final String topicPrefix;
    private final String jobGroup;

    /** @param jobGroup the job's consumer group, its option {@code consumer.group} */
    public AccessList(String topicPrefix, String jobGroup) {
        this.topicPrefix = topicPrefix;
        this.jobGroup = jobGroup;
    }

    /**
     * What a role needs. Reading and writing include to describe. Who reads may use consumer groups that begin with the user's
     * name; the job has one of its own.
     *
     * @param user as the broker names it after log-in, without {@code User:}
     */
    public List<AclBinding> of(Role role, String user) {
        List<AclBinding> bindings = new ArrayList<>();
        boolean reads = false;
        boolean writes = false;
        for (Topic topic : Topic.values()) {
            ResourcePattern resource =
                    new ResourcePattern(ResourceType.TOPIC, topic.name(topicPrefix), PatternType.LITERAL);
            if (role.reads(topic)) {
                reads = true;
                bindings.add(allow(user, AclOperation.READ, resource));
            }
            if (role.writes(topic)) {
                writes = true;
                bindings.add(allow(user, AclOperation.WRITE, resource));
            }
        }
        if (reads) {
            ResourcePattern group = role == Role.JOB
                    ? new ResourcePattern(ResourceType.GROUP, jobGroup, PatternType.LITERAL)
                    : new ResourcePattern(ResourceType.GROUP, user, PatternType.PREFIXED);
            bindings.add(allow(user, AclOperation.READ, group));
        }
        if (writes) {
            // Brokers before 3.0 ask for it; later ones take the right to write for it.
            ResourcePattern cluster =
                    new ResourcePattern(ResourceType.CLUSTER, Resource.CLUSTER_NAME, PatternType.LITERAL);
            bindings.add(allow(user, AclOperation.IDEMPOTENT_WRITE, cluster));
        }
        if (role == Role.OPERATOR) {
            bindings.add(allow(user, AclOperation.CREATE, everyTopic()));
            bindings.add(allow(user, AclOperation.DESCRIBE, everyTopic()));
        }
        return bindings;
    }

    private ResourcePattern everyTopic() {
        return topicPrefix.isEmpty()
                ? new ResourcePattern(ResourceType.TOPIC, ResourcePattern.WILDCARD_RESOURCE, PatternType.LITERAL)
                : new ResourcePattern(ResourceType.TOPIC, topicPrefix, PatternType.PREFIXED);
    }

    private static AclBinding allow(String user, AclOperation operation, ResourcePattern resource) {
        return new AclBinding(
                resource, new AccessControlEntry("User:" + user, ANY_HOST, operation, AclPermissionType.ALLOW));
    }
}
