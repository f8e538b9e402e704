package dev.sluice.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.sluice.cli.kafka.Role;
import dev.sluice.event.Topic;
import dev.sluice.jobs.config.InvalidArgumentsException;
import dev.sluice.jobs.config.JobArguments;
import dev.sluice.jobs.config.ScreeningOptions;
import dev.sluice.jobs.kafka.KafkaConnection;
import dev.sluice.jobs.metric.JobMetric;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds the files of docker/ against schemas, against one another, and against what the job knows. Nothing of it is started.
 * Each kind of check is also shown something broken.
 */
class DeploymentFilesTest {
    private static final Path ROOT = root();
    private static final Path DOCKER = ROOT.resolve("docker");
    private static final Path KUBERNETES = DOCKER.resolve("kubernetes");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    // ---- compose

    @Test
    void composeFollowsItsSpecification() throws IOException {
        Schema schema = Schema.of(resource("compose.schema.json"), VersionFlag.V7);
        JsonNode compose = compose();

        assertThat(schema.faults(compose)).isEmpty();

        JsonNode broken = compose.deepCopy();
        ((ObjectNode) broken.at("/services/kafka")).put("helthcheck", "none");
        assertThat(schema.faults(broken)).isNotEmpty();
    }

    @Test
    void eachServiceIsConfinedAndWatched() throws IOException {
        assertThat(confinementFaults(compose())).isEmpty();

        for (String dropped : List.of("security_opt", "cap_drop", "deploy", "restart")) {
            JsonNode broken = compose();
            ((ObjectNode) broken.at("/services/canary")).remove(dropped);
            assertThat(confinementFaults(broken))
                    .as("without %s", dropped)
                    .singleElement()
                    .asString()
                    .startsWith("canary: ");
        }
        JsonNode exposed = compose();
        ((ArrayNode) exposed.at("/services/jobmanager/ports")).add("8082:8081");
        assertThat(confinementFaults(exposed)).containsExactly("jobmanager: open to other machines: 8082:8081");
    }

    private static List<String> confinementFaults(JsonNode compose) {
        List<String> faults = new ArrayList<>();
        compose.path("services").properties().forEach(entry -> {
            JsonNode service = entry.getValue();
            String name = entry.getKey();
            if (!texts(service.path("security_opt")).contains("no-new-privileges:true")) {
                faults.add(name + ": may gain privileges");
            }
            if (!texts(service.path("cap_drop")).equals(List.of("ALL"))) {
                faults.add(name + ": keeps capabilities");
            }
            if (service.at("/deploy/resources/limits/memory").isMissingNode()
                    || service.at("/deploy/resources/limits/cpus").isMissingNode()) {
                faults.add(name + ": no limits of memory and processors");
            }
            String restart = service.path("restart").asText();
            if (!Set.of("no", "unless-stopped").contains(restart)) {
                faults.add(name + ": says neither that it stays nor that it ends");
            }
            // Flink's image brings its own check; what ends needs none.
            boolean checked = service.has("healthcheck")
                    || service.path("image").asText().startsWith("sluice/flink:")
                    || restart.equals("no");
            if (!checked) {
                faults.add(name + ": no health check");
            }
            texts(service.path("ports")).stream()
                    .filter(port -> !port.startsWith("127.0.0.1:"))
                    .forEach(port -> faults.add(name + ": open to other machines: " + port));
            if (service.path("image").asText().matches("[^:]+|.*:latest")) {
                faults.add(name + ": an image without a fixed tag");
            }
        });
        return faults;
    }

    @Test
    void whatComposeNamesIsThere() throws IOException {
        assertThat(referenceFaults(compose())).isEmpty();

        JsonNode service = compose();
        ((ObjectNode) service.at("/services/canary/depends_on")).putObject("nobody");
        assertThat(referenceFaults(service)).containsExactly("canary waits for nobody, which is no service");

        JsonNode file = compose();
        ((ArrayNode) file.at("/services/policy/volumes")).add("./nothing.yaml:/etc/nothing.yaml:ro");
        assertThat(referenceFaults(file)).containsExactly("policy mounts ./nothing.yaml, which is no file");

        JsonNode secret = compose();
        ((ObjectNode) secret.at("/secrets/object_store_user")).put("file", "./secrets/forgotten");
        assertThat(referenceFaults(secret)).containsExactly("make-secrets does not write ./secrets/forgotten");
    }

    private static List<String> referenceFaults(JsonNode compose) throws IOException {
        List<String> faults = new ArrayList<>();
        JsonNode services = compose.path("services");
        Set<String> written = matches(Files.readString(DOCKER.resolve("make-secrets")), "^write (\\w+) ");
        for (Map.Entry<String, JsonNode> entry : services.properties()) {
            String name = entry.getKey();
            JsonNode service = entry.getValue();
            service.path("depends_on").fieldNames().forEachRemaining(other -> {
                if (!services.has(other)) {
                    faults.add(name + " waits for " + other + ", which is no service");
                }
            });
            for (String volume : texts(service.path("volumes"))) {
                String source = volume.substring(0, volume.indexOf(':'));
                boolean there = source.startsWith(".")
                        ? Files.exists(DOCKER.resolve(source))
                        : compose.path("volumes").has(source);
                if (!there) {
                    faults.add(name + " mounts " + source + ", which is no file");
                }
            }
            for (String secret : texts(service.path("secrets"))) {
                if (!compose.path("secrets").has(secret)) {
                    faults.add(name + " wants the secret " + secret + ", which is not declared");
                }
            }
        }
        for (JsonNode secret : compose.path("secrets")) {
            String file = secret.path("file").asText();
            if (!written.contains(file.replace("./secrets/", ""))) {
                faults.add("make-secrets does not write " + file);
            }
        }
        for (JsonNode config : compose.path("configs")) {
            if (!Files.exists(DOCKER.resolve(config.path("file").asText()))) {
                faults.add("no file " + config.path("file").asText());
            }
        }
        return faults;
    }

    @Test
    void noSecretIsWrittenIntoAFile() throws IOException {
        assertThat(secretFaults(compose())).isEmpty();

        JsonNode broken = compose();
        ((ObjectNode) broken.at("/services/grafana/environment")).put("GF_SECURITY_ADMIN_PASSWORD", "admin");
        assertThat(secretFaults(broken)).containsExactly("GF_SECURITY_ADMIN_PASSWORD");

        for (Path file : kubernetesFiles()) {
            for (JsonNode document : YamlFiles.documents(file)) {
                assertThat(document.path("kind").asText()).as("%s", file).isNotEqualTo("Secret");
                assertThat(secretFaults(document)).as("%s", file).isEmpty();
            }
        }
    }

    /** Keys anywhere that sound like a secret and hold a value that names no file or place to take it from. */
    private static List<String> secretFaults(JsonNode tree) {
        List<String> faults = new ArrayList<>();
        tree.properties().forEach(entry -> {
            String key = entry.getKey().toLowerCase(Locale.ROOT);
            boolean sounds = key.matches(".*(password|passwd|secret.?key|access.?key|token|jaas).*");
            if (sounds && entry.getValue().isTextual() && !key.endsWith("_file")) {
                faults.add(entry.getKey());
            }
            faults.addAll(secretFaults(entry.getValue()));
        });
        if (tree.isArray()) {
            tree.forEach(item -> faults.addAll(secretFaults(item)));
        }
        return faults;
    }

    @Test
    void versionsAreThoseOfTheBuild() throws IOException {
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        String flink = only(matches(pom, "<flink.version>([^<]+)<"));
        String kafka = only(matches(pom, "<kafka.version>([^<]+)<"));
        String dockerfile = Files.readString(DOCKER.resolve("Dockerfile"));
        String compose = Files.readString(DOCKER.resolve("compose.yaml"));
        String kubernetes = Files.readString(KUBERNETES.resolve("screening.yaml"));

        assertThat(matches(dockerfile, "flink:(\\d+\\.\\d+\\.\\d+)-java17")).containsExactly(flink);
        assertThat(matches(compose, "apache/kafka:(\\S+)")).containsExactly(kafka);
        assertThat(matches(compose + kubernetes, "flink-s3-fs-hadoop-(\\S+)\\.jar"))
                .containsExactly(flink);
        assertThat(matches(kubernetes, "flinkVersion: (\\S+)"))
                .containsExactly("v" + flink.replaceAll("\\.\\d+$", "").replace('.', '_'));
    }

    // ---- the job's arguments

    @Test
    void theJobKnowsTheArgumentsThatItIsStartedWith() throws Exception {
        List<String> composed = texts(compose().at("/services/jobmanager/command"));
        assertThat(composed.subList(0, 3))
                .containsExactly("standalone-job", "--job-classname", "dev.sluice.jobs.screening.ScreeningJob");
        assertThat(argumentFaults(composed.subList(3, composed.size()))).isEmpty();
        JsonNode job = only(documents("screening.yaml", "FlinkDeployment")).at("/spec/job");
        assertThat(argumentFaults(texts(job.path("args")))).isEmpty();
        Class.forName(job.path("entryClass").asText());

        assertThat(argumentFaults(List.of("--bootstrap.server", "kafka:9092"))).isNotEmpty();
        assertThat(argumentFaults(List.of("--kafka.sasl.jaas.config", "password")))
                .isNotEmpty();
    }

    private static List<String> argumentFaults(List<String> arguments) {
        if (arguments.stream().anyMatch(argument -> argument.contains("jaas") || argument.contains("password"))) {
            return List.of("a secret among the arguments, which Flink shows");
        }
        try {
            // The secret is mounted where it runs, not here.
            String[] mounted = arguments.stream()
                    .map(argument ->
                            argument.endsWith("client.properties") ? emptyFile().toString() : argument)
                    .toArray(String[]::new);
            new JobArguments(ScreeningOptions.all()).parse(mounted);
            return List.of();
        } catch (InvalidArgumentsException e) {
            return List.of(e.getMessage());
        }
    }

    private static Path emptyFile() {
        try {
            return Files.createFile(folder.resolve(UUID.randomUUID() + ".properties"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ---- Kubernetes

    @Test
    void eachResourceHasItsShape() throws IOException {
        Schema schema = Schema.of(resource("kubernetes.schema.yaml"), VersionFlag.V202012);
        int resources = 0;
        for (Path file : kubernetesFiles()) {
            for (JsonNode document : YamlFiles.documents(file)) {
                assertThat(schema.faults(document))
                        .as("%s: %s", file, document.at("/metadata/name").asText())
                        .isEmpty();
                resources++;
            }
        }
        assertThat(resources).isGreaterThan(30);

        assertBroken(schema, "screening.yaml", "FlinkDeployment", "/spec", "flinkVersion", "v9_9");
        assertBroken(schema, "screening.yaml", "FlinkDeployment", "/spec/job", "upgradeMode", "hope");
        assertBroken(schema, "screening.yaml", "FlinkDeployment", "/spec/job", "paralelism", "6");
        assertBroken(schema, "canary.yaml", "Deployment", "/spec/template/spec/containers/0", "image", "tools:latest");
        assertBroken(schema, "canary.yaml", "Deployment", "/spec/template/spec", "hostNetwork", "true");
        assertBroken(schema, "disruption.yaml", "PodDisruptionBudget", "/spec", "minAvailable", "1");
        assertBroken(schema, "network.yaml", "NetworkPolicy", "/spec", "ingres", "none");
        assertBroken(schema, "monitoring.yaml", "PodMonitor", "/spec/podMetricsEndpoints/0", "interval", "10 s");
        assertBroken(schema, "kafka/topics.yaml", "KafkaTopic", "/spec", "replicas", "three");
        assertBroken(schema, "kafka/users.yaml", "KafkaUser", "/spec/authorization/acls/0", "operations", "All");
    }

    private static void assertBroken(Schema schema, String file, String kind, String at, String key, String value)
            throws IOException {
        JsonNode broken = documents(file, kind).get(0).deepCopy();
        ((ObjectNode) broken.at(at)).put(key, value);
        assertThat(schema.faults(broken))
                .as("%s %s/%s: %s", kind, at, key, value)
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kubernetes", "kubernetes/kafka", "grafana"})
    void kustomizationsNameEveryFileThatIsThere(String folder) throws IOException {
        Path base = DOCKER.resolve(folder);
        JsonNode kustomization = YamlFiles.read(base.resolve("kustomization.yaml"));
        Set<String> named = new TreeSet<>(texts(kustomization.path("resources")));
        kustomization.path("configMapGenerator").forEach(map -> named.addAll(texts(map.path("files"))));

        assertThat(named).isNotEmpty().allSatisfy(file -> assertThat(base.resolve(file))
                .isRegularFile());
        if (!folder.equals("grafana")) {
            assertThat(named)
                    .containsExactlyInAnyOrderElementsOf(filesOf(base, ".yaml").stream()
                            .map(file -> base.relativize(file).toString())
                            .filter(file -> !file.equals("kustomization.yaml"))
                            .toList());
        }
    }

    @Test
    void theJobIsProtectedAndSavesItsState() throws IOException {
        JsonNode spec = only(documents("screening.yaml", "FlinkDeployment")).path("spec");
        JsonNode settings = spec.path("flinkConfiguration");

        assertThat(spec.at("/job/upgradeMode").asText()).isEqualTo("savepoint");
        assertThat(spec.at("/job/allowNonRestoredState").asBoolean(true)).isFalse();
        assertThat(settings.path("high-availability.type").asText()).isEqualTo("kubernetes");
        assertThat(Stream.of(
                        "high-availability.storageDir",
                        "execution.checkpointing.dir",
                        "execution.checkpointing.savepoint-dir"))
                .allSatisfy(key -> assertThat(settings.path(key).asText()).startsWith("s3://"));
        assertThat(settings.path("web.submit.enable").asText()).isEqualTo("false");
        assertThat(settings.path("job.autoscaler.enabled").asText()).isEqualTo("true");
        assertThat(settings.path("job.autoscaler.scaling.enabled").asText()).isEqualTo("false");
        // Each task gets as many partitions as the next, and as many key groups.
        int parallelism = spec.at("/job/parallelism").asInt();
        assertThat(720 % parallelism).isZero();
        assertThat(topic(Topic.FRAMES).at("/spec/partitions").asInt() % parallelism)
                .isZero();
    }

    @Test
    void selectorsFindTheirPods() throws IOException {
        String job = only(documents("screening.yaml", "FlinkDeployment"))
                .at("/metadata/name")
                .asText();
        JsonNode canary = only(documents("canary.yaml", "Deployment"));
        String canaryApp = canary.at("/spec/template/metadata/labels/app").asText();
        Set<String> apps = new TreeSet<>();
        for (String file : List.of("disruption.yaml", "network.yaml", "monitoring.yaml", "screening.yaml")) {
            apps.addAll(matches(Files.readString(KUBERNETES.resolve(file)), "\\bapp: ([\\w-]+)"));
        }

        // Flink's operator gives its pods the label app with the deployment's name.
        assertThat(apps).containsExactlyInAnyOrder(job, canaryApp);
        assertThat(canary.at("/spec/selector/matchLabels/app").asText()).isEqualTo(canaryApp);
    }

    @Test
    void onlyTheOperatorReachesFlinksRestInterface() throws IOException {
        for (JsonNode policy : documents("network.yaml", "NetworkPolicy")) {
            for (JsonNode rule : policy.at("/spec/ingress")) {
                boolean rest = !rule.has("ports")
                        || StreamSupport.stream(rule.path("ports").spliterator(), false)
                                .anyMatch(port -> port.path("port").asInt() == 8081);
                boolean own =
                        rule.at("/from/0/podSelector/matchLabels/app").asText().equals("sluice-screening")
                                && !rule.at("/from/0").has("namespaceSelector");
                boolean operator = rule.at("/from/0/podSelector/matchLabels")
                        .path("app.kubernetes.io/name")
                        .asText()
                        .equals("flink-kubernetes-operator");
                if (rest) {
                    assertThat(rule.path("from")).hasSize(1);
                    assertThat(own || operator).as("%s", rule).isTrue();
                }
            }
        }
        assertThat(documents("network.yaml", "NetworkPolicy")).anySatisfy(policy -> {
            assertThat(policy.at("/spec/podSelector")).isEmpty();
            assertThat(policy.path("spec").has("ingress")).isFalse();
            assertThat(texts(policy.at("/spec/policyTypes"))).containsExactly("Ingress", "Egress");
        });
    }

    @Test
    void eachTopicIsDeclaredAsTheCommandMakesIt() throws IOException {
        assertThat(documents("kafka/topics.yaml", "KafkaTopic")).hasSize(Topic.values().length);
        for (Topic topic : Topic.values()) {
            JsonNode spec = topic(topic).path("spec");
            JsonNode config = spec.path("config");
            assertThat(config.path("message.timestamp.type").asText()).isEqualTo("LogAppendTime");
            assertThat(config.path("cleanup.policy").asText().equals("compact"))
                    .as("%s is compacted", topic)
                    .isEqualTo(topic.compacted());
            boolean one = topic == Topic.SIGNATURES || topic == Topic.POLICY;
            assertThat(spec.path("partitions").asInt() == 1)
                    .as("%s has one partition", topic)
                    .isEqualTo(one);
        }
        assertThat(topic(Topic.FRAMES).at("/spec/config/max.message.bytes").asInt())
                .isEqualTo(KafkaConnection.LARGEST_RECORD_BYTES);
    }

    @Test
    void eachUserHasTheRightsOfItsRoleAndNoOther() throws IOException {
        assertThat(rights(documents("kafka/users.yaml", "KafkaUser"))).isEqualTo(expectedRights());

        List<JsonNode> generous = documents("kafka/users.yaml", "KafkaUser");
        JsonNode publisher = generous.stream()
                .filter(user -> user.at("/metadata/name").asText().equals("sluice-publisher"))
                .findFirst()
                .orElseThrow();
        ArrayNode acls = (ArrayNode) publisher.at("/spec/authorization/acls");
        ObjectNode kills = acls.addObject();
        kills.putObject("resource")
                .put("type", "topic")
                .put("name", "sluice.kills")
                .put("patternType", "literal");
        kills.putArray("operations").add("Write");
        assertThat(rights(generous)).isNotEqualTo(expectedRights());
    }

    /** Rights on topics, such as {@code sluice-stopper Read sluice.kills}. */
    private static Set<String> expectedRights() {
        Set<String> rights = new TreeSet<>();
        for (Role role : Role.values()) {
            for (Topic topic : Topic.values()) {
                if (role.reads(topic)) {
                    rights.add(role.usualUser() + " Read " + topic.name("sluice."));
                }
                if (role.writes(topic)) {
                    rights.add(role.usualUser() + " Write " + topic.name("sluice."));
                }
            }
        }
        return rights;
    }

    private static Set<String> rights(List<JsonNode> users) {
        Set<String> rights = new TreeSet<>();
        for (JsonNode user : users) {
            for (JsonNode acl : user.at("/spec/authorization/acls")) {
                if (acl.at("/resource/type").asText().equals("topic")) {
                    // A right on a prefix is a right on topics that are not named here.
                    String of = acl.at("/resource/patternType").asText().equals("literal") ? " " : " all of ";
                    String topic = of + acl.at("/resource/name").asText();
                    texts(acl.path("operations")).stream()
                            .filter(operation -> !operation.equals("Describe"))
                            .forEach(operation ->
                                    rights.add(user.at("/metadata/name").asText() + " " + operation + topic));
                }
            }
        }
        return rights;
    }

    // ---- alerts

    @Test
    void alertsHaveTheirShapeAndTheOperatorsCopyIsTheSame() throws IOException {
        Schema rules = Schema.definition(resource("kubernetes.schema.yaml"), "rules", VersionFlag.V202012);
        JsonNode alerts = alerts();

        assertThat(rules.faults(alerts)).isEmpty();
        assertThat(only(documents("alerts.yaml", "PrometheusRule")).path("spec"))
                .as("docker/kubernetes/make-alerts writes it anew")
                .isEqualTo(alerts);

        JsonNode silent = alerts.deepCopy();
        ((ObjectNode) silent.at("/groups/0/rules/0/annotations")).remove("runbook_url");
        assertThat(rules.faults(silent)).isNotEmpty();
        JsonNode loud = alerts.deepCopy();
        ((ObjectNode) loud.at("/groups/0/rules/0/labels")).put("severity", "apocalyptic");
        assertThat(rules.faults(loud)).isNotEmpty();
    }

    @Test
    void eachAlertHasItsPartOfTheRunbookAndAsksForMetricsThatThereAre() throws IOException {
        Set<String> known = knownMetrics();
        Set<String> anchors = anchors(Files.readString(ROOT.resolve("docs/runbook.md")));
        List<JsonNode> rules = rules(alerts());

        assertThat(alertFaults(rules, anchors, known)).isEmpty();
        assertThat(anchors.stream().filter(anchor -> anchor.startsWith("sluice")))
                .as("parts of the runbook for alerts that there are")
                .containsExactlyInAnyOrderElementsOf(rules.stream()
                        .map(rule -> rule.path("alert").asText().toLowerCase(Locale.ROOT))
                        .toList());

        ObjectNode broken = rules.get(0).deepCopy();
        broken.put("expr", "sum(rate(flink_taskmanager_job_task_operator_sluice_framesSean[5m])) > 0");
        ((ObjectNode) broken.path("annotations")).put("runbook_url", "docs/runbook.md#nowhere");
        assertThat(alertFaults(List.of(broken), anchors, known)).hasSize(2);
    }

    private static List<String> alertFaults(List<JsonNode> rules, Set<String> anchors, Set<String> known) {
        List<String> faults = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        for (JsonNode rule : rules) {
            String name = rule.path("alert").asText();
            if (!names.add(name)) {
                faults.add(name + ": its name is taken");
            }
            String anchor = rule.at("/annotations/runbook_url").asText().replaceAll(".*#", "");
            if (!anchor.equals(name.toLowerCase(Locale.ROOT)) || !anchors.contains(anchor)) {
                faults.add(name + ": the runbook has no #" + anchor);
            }
            PromQl.faults(rule.path("expr").asText(), known).forEach(fault -> faults.add(name + ": " + fault));
        }
        return faults;
    }

    @Test
    void eachAlertHasATestInWhichItFiresAndOneInWhichItDoesNot() throws IOException {
        Map<String, Integer> firing = new HashMap<>();
        Map<String, Integer> silent = new HashMap<>();
        for (JsonNode test :
                YamlFiles.read(DOCKER.resolve("prometheus/alerts_test.yml")).path("tests")) {
            for (JsonNode check : test.path("alert_rule_test")) {
                (check.path("exp_alerts").isEmpty() ? silent : firing)
                        .merge(check.path("alertname").asText(), 1, Integer::sum);
            }
        }
        List<String> names = rules(alerts()).stream()
                .map(rule -> rule.path("alert").asText())
                .toList();

        assertThat(firing.keySet()).containsExactlyInAnyOrderElementsOf(names);
        assertThat(silent.keySet()).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void namesOfMetricsAreToldFromFunctionsLabelsAndText() {
        assertThat(PromQl.metrics("sum by (job_name, reason) (rate(a_b{x=\"c_d\", y=~\"e.*\"}[5m])) / on (z) f > 1e3"))
                .containsExactly("a_b", "f");
        assertThat(PromQl.metrics("max_over_time(sum(g)[1h:1m]) or absent(h) and i unless time() - j > 5"))
                .containsExactly("g", "h", "i", "j");
        assertThat(PromQl.faults("sum(a", Set.of("a"))).containsExactly("unbalanced () in sum(a");
        assertThat(PromQl.faults(" ", Set.of())).containsExactly("an empty query");
        assertThat(PromQl.faults("1 > 0", Set.of())).containsExactly("no metric in 1 > 0");
    }

    // ---- dashboards

    @ParameterizedTest
    @ValueSource(strings = {"operations.json", "reviewers.json"})
    void dashboardsCanBeDrawn(String file) throws IOException {
        Path folder = DOCKER.resolve("grafana/dashboards");
        JsonNode json = JSON.readTree(folder.resolve(file).toFile());
        JsonNode source = YamlFiles.read(DOCKER.resolve("grafana/provisioning/datasources/prometheus.yaml"))
                .at("/datasources/0");
        String uid = source.path("uid").asText();
        Set<String> known = knownMetrics();

        assertThat(new Dashboard(json).faults(known, uid)).isEmpty();
        assertThat(json.path("uid").asText()).isEqualTo("sluice-" + file.replace(".json", ""));
        for (JsonNode link : json.path("links")) {
            String target = link.path("url").asText().replace("/d/sluice-", "");
            assertThat(folder.resolve(target + ".json")).isRegularFile();
        }

        assertDashboardBroken(json, "/panels/1", "id", JSON.valueToTree(1), "its id is taken");
        assertDashboardBroken(json, "/panels/1/targets/0", "expr", JSON.valueToTree(""), "an empty query");
        assertDashboardBroken(json, "/panels/1/targets/0", "expr", JSON.valueToTree("framesSeen"), "unknown metric");
        assertDashboardBroken(
                json, "/panels/1/targets/0/datasource", "uid", JSON.valueToTree("other"), "another data source");
        assertDashboardBroken(json, "/panels/2/gridPos", "x", JSON.valueToTree(1), "lies over");
        assertDashboardBroken(json, "/panels/2/gridPos", "w", JSON.valueToTree(25), "outside of the grid");
    }

    private static void assertDashboardBroken(JsonNode json, String at, String key, JsonNode value, String fault)
            throws IOException {
        ObjectNode broken = json.deepCopy();
        ((ObjectNode) broken.at(at)).set(key, value);
        assertThat(new Dashboard(broken).faults(knownMetrics(), "sluice-prometheus"))
                .as("%s/%s = %s", at, key, value)
                .anySatisfy(found -> assertThat(found).contains(fault));
    }

    @Test
    void everyMetricOfTheListIsUsed() throws IOException {
        Set<String> used = new TreeSet<>();
        rules(alerts())
                .forEach(rule -> used.addAll(PromQl.metrics(rule.path("expr").asText())));
        for (Path file : filesOf(DOCKER.resolve("grafana/dashboards"), ".json")) {
            JSON.readTree(file.toFile()).findValuesAsText("expr").forEach(query -> used.addAll(PromQl.metrics(query)));
        }

        assertThat(used).isEqualTo(knownMetrics());
    }

    // ---- reading

    private static JsonNode compose() throws IOException {
        return YamlFiles.read(DOCKER.resolve("compose.yaml"));
    }

    private static JsonNode alerts() throws IOException {
        return YamlFiles.read(DOCKER.resolve("prometheus/alerts.yml"));
    }

    private static List<JsonNode> rules(JsonNode alerts) {
        List<JsonNode> rules = new ArrayList<>();
        alerts.path("groups").forEach(group -> group.path("rules").forEach(rules::add));
        return rules;
    }

    private static JsonNode topic(Topic topic) throws IOException {
        return only(documents("kafka/topics.yaml", "KafkaTopic").stream()
                .filter(document -> document.at("/metadata/name").asText().equals(topic.name("sluice.")))
                .toList());
    }

    private static List<JsonNode> documents(String file, String kind) throws IOException {
        return YamlFiles.documents(KUBERNETES.resolve(file)).stream()
                .filter(document -> document.path("kind").asText().equals(kind))
                .collect(Collectors.toList());
    }

    private static List<Path> kubernetesFiles() throws IOException {
        List<Path> files = new ArrayList<>(filesOf(KUBERNETES, ".yaml"));
        files.addAll(filesOf(KUBERNETES.resolve("kafka"), ".yaml"));
        files.removeIf(file -> file.endsWith("kustomization.yaml"));
        return files;
    }

    private static List<Path> filesOf(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    private static Set<String> knownMetrics() throws IOException {
        try (InputStream in = DeploymentFilesTest.class.getResourceAsStream("/deployment/metrics.txt")) {
            Stream<String> others = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"));
            return Stream.concat(Arrays.stream(JobMetric.values()).map(JobMetric::prometheusName), others)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static JsonNode resource(String name) throws IOException {
        try (InputStream in = DeploymentFilesTest.class.getResourceAsStream("/deployment/" + name)) {
            return YamlFiles.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** The anchors of a page's headings, as GitHub makes them. */
    private static Set<String> anchors(String markdown) {
        return matches(markdown, "^#{1,6} (.+)$").stream()
                .map(heading -> heading.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w\\- ]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static Set<String> matches(String text, String pattern) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static <T> T only(Iterable<T> found) {
        List<T> all = StreamSupport.stream(found.spliterator(), false).toList();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("docker"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
