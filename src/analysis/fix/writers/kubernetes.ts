/** Kubernetes: Deployments, autoscaling, and the settings of kube-proxy and Cilium. */
import { formatDuration } from '../../wording/format-quantity.ts';
import type { FixPlace } from '../fix-place.ts';
import type { SnippetText } from '../snippet.ts';
import { coresAfter, HANDSHAKES_OF_CORE } from './handshake-cores.ts';
import { dnsName, indented, instanceCount, lines, type Writers, wholeSeconds } from './writer.ts';

const DOCS = 'https://kubernetes.io/docs';

function snippet(
  title: string,
  whereItGoes: string,
  body: readonly string[],
  source: string,
  caveats: readonly string[],
): SnippetText {
  return { title, syntax: 'kubernetes', language: 'yaml', code: lines(body), whereItGoes, caveats, source };
}

/** A piece of the Deployment, as a patch. */
function deployment(
  slug: string,
  title: string,
  spec: readonly string[],
  caveats: readonly string[],
): SnippetText {
  return snippet(
    title,
    `kubectl patch deployment ${dnsName(slug)} --patch-file patch.yaml; or into the manifest`,
    ['spec:', ...indented(spec, '  ')],
    `${DOCS}/concepts/workloads/controllers/deployment/`,
    caveats,
  );
}

const ROLLS =
  'A change of the pod template replaces every pod, which cuts their connections after the grace period.';

function drain({ event, slug }: FixPlace): SnippetText[] {
  if (event?.action === 'scale-in')
    return [deployment(slug, 'Time to drain', grace(event.drainSec), [ROLLS])];
  if (event?.action !== 'restart') return [];
  const { batch, drainSec, graceSec, surge, minReadySec } = event;
  return [
    deployment(
      slug,
      'Rolling update',
      [
        ...(minReadySec === null ? [] : [`minReadySeconds: ${Math.round(minReadySec)}`]),
        'strategy:',
        '  type: RollingUpdate',
        '  rollingUpdate:',
        `    maxSurge: ${surge}`,
        `    maxUnavailable: ${surge > 0 ? 0 : batch}`,
        ...grace(drainSec),
        ...(graceSec > 0
          ? [
              '    containers:',
              `      - name: ${dnsName(slug)}`,
              '        lifecycle:',
              '          preStop:',
              '            sleep:',
              `              seconds: ${Math.round(graceSec)}`,
            ]
          : []),
      ],
      [
        `The program has to use its ${formatDuration(drainSec)}: on SIGTERM it stops accepting and closes its connections evenly; what is left at the end is cut.`,
        ...(surge > 0 && batch !== surge
          ? [`With a surge of ${surge} as many pods are replaced at a time.`]
          : []),
        ...(graceSec > 0
          ? [
              'preStop.sleep needs Kubernetes 1.30; before that: exec with the command sleep. Its time is part of the grace period.',
            ]
          : []),
        ROLLS,
      ],
    ),
  ];
}

function grace(drainSec: number): string[] {
  return ['template:', '  spec:', `    terminationGracePeriodSeconds: ${wholeSeconds(drainSec)}`];
}

/** What the container of a pod asks for. */
function resourcesOf(slug: string, resources: readonly string[]): string[] {
  return [
    'template:',
    '  spec:',
    '    containers:',
    `      - name: ${dnsName(slug)}`,
    '        resources:',
    ...indented(resources, '          '),
  ];
}

function flowTable({ hop, preset, isChanged }: FixPlace): SnippetText[] {
  if (
    hop === null ||
    hop.flowTable.maxEntries === Infinity ||
    !isChanged('flowTable.max', 'flowTable.established')
  )
    return [];
  const { maxEntries, establishedSec } = hop.flowTable;
  if (preset === 'cilium')
    return [
      snippet(
        'NAT map of Cilium',
        'values.yaml of the Helm chart; then: helm upgrade cilium',
        ['bpf:', `  natMax: ${maxEntries}`],
        'https://docs.cilium.io/en/stable/network/ebpf/maps/',
        [
          'The agents restart; a map of another size begins empty, which breaks connections that are masqueraded.',
        ],
      ),
    ];
  return [
    snippet(
      'Connection tracking of the nodes',
      'The ConfigMap kube-proxy in kube-system (KubeProxyConfiguration); then: kubectl rollout restart daemonset kube-proxy -n kube-system',
      [
        'apiVersion: kubeproxy.config.k8s.io/v1alpha1',
        'kind: KubeProxyConfiguration',
        'conntrack:',
        '  maxPerCore: 1',
        `  min: ${maxEntries}`,
        ...(isChanged('flowTable.established') && establishedSec !== Infinity
          ? [`  tcpEstablishedTimeout: ${wholeSeconds(establishedSec)}s`]
          : []),
      ],
      `${DOCS}/reference/config-api/kube-proxy-config.v1alpha1/`,
      [
        'kube-proxy takes the larger of maxPerCore x cores and min; with maxPerCore 0 it would ignore both. No connection is lost.',
      ],
    ),
  ];
}

export const kubernetesWriters: Writers = {
  instances: (place) => {
    const { slug } = place;
    const count = instanceCount(place);
    return count === null
      ? []
      : [
          deployment(
            slug,
            'Replicas',
            [`replicas: ${count}`],
            [
              'Long connections stay on the pods that they are on: new pods fill with what is new.',
              'Leave replicas out where a HorizontalPodAutoscaler sets it.',
            ],
          ),
        ];
  },
  autoscale: ({ backends, hop, slug }) => {
    const autoscale = backends?.autoscale ?? hop?.autoscale ?? null;
    const most = backends?.count ?? hop?.instances ?? 1;
    if (autoscale === null) return [];
    const name = dnsName(slug);
    return [
      snippet(
        'HorizontalPodAutoscaler',
        'kubectl apply -f hpa.yaml',
        [
          'apiVersion: autoscaling/v2',
          'kind: HorizontalPodAutoscaler',
          'metadata:',
          `  name: ${name}`,
          'spec:',
          '  scaleTargetRef:',
          '    apiVersion: apps/v1',
          '    kind: Deployment',
          `    name: ${name}`,
          `  minReplicas: ${autoscale.min}`,
          `  maxReplicas: ${most}`,
          '  metrics:',
          '    - type: Pods',
          '      pods:',
          '        metric:',
          '          name: open_connections',
          '        target:',
          '          type: AverageValue',
          `          averageValue: "${autoscale.target}"`,
          '  behavior:',
          '    scaleDown:',
          `      stabilizationWindowSeconds: ${Math.min(3600, Math.round(autoscale.stabilizationSec))}`,
        ],
        `${DOCS}/tasks/run-application/horizontal-pod-autoscale/`,
        [
          'open_connections stands for the metric of your pods; an adapter (Prometheus Adapter, KEDA) has to serve it.',
          ...(autoscale.drainSec > 0
            ? [
                `Pods that leave need terminationGracePeriodSeconds: ${wholeSeconds(autoscale.drainSec)} to drain.`,
              ]
            : ['Pods that leave cut their connections unless they have a grace period and use it.']),
        ],
      ),
    ];
  },
  drain,
  memory: ({ limits, slug }) => {
    const bytes = limits?.memoryBytes ?? Infinity;
    if (bytes === Infinity) return [];
    const amount = `${Math.ceil(bytes / 2 ** 20)}Mi`;
    return [
      deployment(
        slug,
        'Memory of a pod',
        resourcesOf(slug, ['requests:', `  memory: ${amount}`, 'limits:', `  memory: ${amount}`]),
        [ROLLS, 'Nodes have to have it.'],
      ),
    ];
  },
  handshakes: ({ limits, slug, isChanged }) => {
    if (limits === null || limits.handshakesPerSec === Infinity) return [];
    const cores = coresAfter(limits, isChanged);
    return [
      deployment(slug, 'Cores of a pod', resourcesOf(slug, ['requests:', `  cpu: "${cores}"`]), [
        `Reckoned with ${HANDSHAKES_OF_CORE}: measure yours.`,
        ROLLS,
      ]),
    ];
  },
  'flow-table': flowTable,
};
