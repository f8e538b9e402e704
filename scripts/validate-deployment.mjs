// The checks of scripts/validate-deployment that need npm packages: node validate-deployment.mjs CHECK FILE...
// Prints what is wrong, and exits with 1 if anything is.
import fs from 'node:fs';
import YAML from 'yaml';

const [, , check, ...files] = process.argv;
const faults = [];

/** Each query of a dashboard or of alerts, with Grafana's variables put in. */
function queries(file) {
  if (file.endsWith('.json')) {
    const found = [];
    JSON.parse(fs.readFileSync(file, 'utf8'), (key, value) => {
      if (key === 'expr') found.push(value);
      return value;
    });
    return found.map((query) => query.replaceAll('$__rate_interval', '1m').replaceAll('$job', '.*'));
  }
  return YAML.parse(fs.readFileSync(file, 'utf8')).groups.flatMap((group) => group.rules.map((rule) => rule.expr));
}

async function promql() {
  const { parser } = await import('@prometheus-io/lezer-promql');
  const wrong = (query) => {
    let at = -1;
    parser.parse(query).iterate({ enter: (node) => { if (node.type.isError && at < 0) at = node.from; } });
    return at;
  };
  if (wrong('sum(rate(a[5m])') < 0) faults.push('the parser accepts anything');
  let count = 0;
  for (const file of files) {
    for (const query of queries(file)) {
      count++;
      const at = wrong(query);
      if (at >= 0) faults.push(`${file}: at character ${at} of ${query}`);
    }
  }
  if (count === 0) faults.push('no queries');
}

const CORE = 'kubernetes-models/_schemas/IoK8sApi';
const PROMETHEUS =
  '@kubernetes-models/prometheus-operator/_schemas/ComGithubPrometheusOperatorPrometheusOperatorPkgApisMonitoringV1';
const DEFINITIONS = {
  'v1/Namespace': `${CORE}CoreV1Namespace.js`,
  'v1/ServiceAccount': `${CORE}CoreV1ServiceAccount.js`,
  'v1/ConfigMap': `${CORE}CoreV1ConfigMap.js`,
  'apps/v1/Deployment': `${CORE}AppsV1Deployment.js`,
  'policy/v1/PodDisruptionBudget': `${CORE}PolicyV1PodDisruptionBudget.js`,
  'networking.k8s.io/v1/NetworkPolicy': `${CORE}NetworkingV1NetworkPolicy.js`,
  'rbac.authorization.k8s.io/v1/Role': `${CORE}RbacV1Role.js`,
  'rbac.authorization.k8s.io/v1/RoleBinding': `${CORE}RbacV1RoleBinding.js`,
  'monitoring.coreos.com/v1/PodMonitor': `${PROMETHEUS}PodMonitor.js`,
  'monitoring.coreos.com/v1/PrometheusRule': `${PROMETHEUS}PrometheusRule.js`,
};
/** Their operators' definitions are in no package; of Flink's, the pods in it can be checked. */
const UNDEFINED = ['flink.apache.org/v1beta1/FlinkDeployment', 'kafka.strimzi.io/v1/KafkaTopic', 'kafka.strimzi.io/v1/KafkaUser'];

async function against(definition, tree, what) {
  const { validate } = await import(new URL(`./node_modules/${definition}`, import.meta.url));
  if (!validate(tree)) faults.push(`${what}: ${validate.errors.map((e) => `${e.instancePath} ${e.keyword}`).join(', ')}`);
}

async function kubernetes() {
  let count = 0;
  for (const document of YAML.parseAllDocuments(fs.readFileSync(files[0], 'utf8'))) {
    const resource = document.toJS();
    const kind = `${resource.apiVersion}/${resource.kind}`;
    const what = `${resource.kind} ${resource.metadata?.name}`;
    count++;
    if (DEFINITIONS[kind]) {
      await against(DEFINITIONS[kind], resource, what);
    } else if (!UNDEFINED.includes(kind)) {
      faults.push(`${what}: no definition of ${kind}`);
    }
    if (resource.kind === 'FlinkDeployment') {
      for (const owner of [resource.spec, resource.spec.jobManager, resource.spec.taskManager]) {
        const { metadata, spec } = owner.podTemplate;
        await against(`${CORE}CoreV1PodTemplateSpec.js`, { metadata, spec }, `${what}'s pod`);
      }
    }
  }
  if (count === 0) faults.push('no resources');
}

async function compose() {
  const { execFileSync } = await import('node:child_process');
  const bin = new URL('./node_modules/.bin/dclint', import.meta.url).pathname;
  let out;
  try {
    out = execFileSync(bin, ['--formatter', 'json', files[0]], { encoding: 'utf8' });
  } catch (e) {
    out = e.stdout;
  }
  // An image that is built here needs both a name and a build.
  const meant = ['no-build-and-image'];
  for (const report of JSON.parse(out)) {
    for (const message of report.messages) {
      if (message.severity === 'error' || message.type === 'error') {
        if (!meant.includes(message.rule)) faults.push(`${message.line}: ${message.rule}: ${message.message}`);
      }
    }
  }
}

async function dockerfile() {
  const { validate } = await import('dockerfile-utils');
  for (const fault of validate(fs.readFileSync(files[0], 'utf8'))) {
    faults.push(`${fault.range.start.line + 1}: ${fault.message}`);
  }
}

await { promql, kubernetes, compose, dockerfile }[check]();
faults.forEach((fault) => console.log(fault));
process.exit(faults.length ? 1 : 0);
