import type { Call } from '../command-shape.ts';

const kinds = new Set(
  [
    'pods pod po services service svc deployments deployment deploy replicasets replicaset rs',
    'statefulsets statefulset sts daemonsets daemonset ds jobs job cronjobs cronjob cj nodes node no',
    'namespaces namespace ns events event ev ingresses ingress ing ingressclasses ingressclass',
    'persistentvolumes persistentvolume pv persistentvolumeclaims persistentvolumeclaim pvc',
    'storageclasses storageclass sc horizontalpodautoscalers horizontalpodautoscaler hpa',
    'endpoints ep endpointslices networkpolicies networkpolicy netpol serviceaccounts serviceaccount sa',
    'roles role rolebindings rolebinding clusterroles clusterrole clusterrolebindings clusterrolebinding',
    'customresourcedefinitions customresourcedefinition crds crd resourcequotas resourcequota quota',
    'limitranges limitrange limits poddisruptionbudgets poddisruptionbudget pdb priorityclasses',
    'priorityclass pc leases lease apiservices componentstatuses cs replicationcontrollers rc all',
    'certificates certificate volumeattachments volumeattachment csinodes csidrivers runtimeclasses',
  ]
    .join(' ')
    .split(' '),
);
/* Only their names: they hold settings, which may be secret. */
const namesOnly = new Set(['configmaps', 'configmap', 'cm']);
const harmlessOutput = /^(wide|name)$/;
const chosenFields = /^(jsonpath|custom-columns|go-template|jsonpath-as-json)=/;
/* Where environments and data are. */
const revealing =
  /\b(env|envFrom|data|stringData|annotations|args|command|value|password|token)\b|\.\.|\{\s*[@.$]?\s*\}|\{\{|[*?]\(|@/i;
/* What would show everything below it, where nothing follows. */
const wholes =
  /\b(spec|template|jobTemplate|containers|initContainers|ephemeralContainers|items|metadata|managedFields)\b(?!\.\w)|\*/i;

/** Why the kinds or the output of `kubectl get` and `describe` could show secrets. */
export function judgeKubernetesRead({ operands, valuesOf }: Call, verb: 'get' | 'describe') {
  const asked = kindsOf(operands.map(({ text }) => text));
  if (asked === undefined) return 'its kinds cannot be told';
  const unknown = asked.find(
    (kind) => !kinds.has(kind) && !(verb === 'get' && namesOnly.has(kind)),
  );
  if (unknown !== undefined) return `${unknown} is not among the kinds that hold no secrets`;
  const output = [...valuesOf('-o'), ...valuesOf('--output')].find((form) => !isHarmless(form));
  return output === undefined || asked.every((kind) => wholeIsFine.has(kind))
    ? undefined
    : `-o ${output} may show environments or settings`;
}

const wholeIsFine = new Set(
  'nodes node no namespaces namespace ns events event ev services service svc endpoints ep ingresses ingress ing hpa horizontalpodautoscalers pv pvc storageclass storageclasses sc'.split(
    ' ',
  ),
);

/** `pods,svc`, `pod/web-0`, `pod web-0`. */
function kindsOf(operands: readonly string[]): readonly string[] | undefined {
  const [first = ''] = operands;
  if (first === '') return undefined;
  if (!operands.some((word) => word.includes('/'))) return first.split(',').map(plainKind);
  return operands.every((word) => word.includes('/'))
    ? operands.map((word) => plainKind(word.split('/')[0] ?? ''))
    : undefined;
}

/** `deployments.apps` and `deployments.v1.apps` without their group. */
function plainKind(kind: string): string {
  return kind
    .toLowerCase()
    .replace(
      /\.(v\d\w*\.)?(apps|batch|networking\.k8s\.io|autoscaling|storage\.k8s\.io|policy)$/,
      '',
    );
}

function isHarmless(output: string): boolean {
  if (harmlessOutput.test(output)) return true;
  if (!chosenFields.test(output) || revealing.test(output)) return false;
  const fields = output.replaceAll(/\{\s*range[^}]*\}/g, '').replaceAll(/\[[^\]]*\]/g, '');
  return !wholes.test(fields);
}
