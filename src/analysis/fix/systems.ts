/** Which systems a place runs on: those of its preset, else the generic ones of its mode. */
import type { HopMode } from '../../scenario/scenario.ts';
import { type FixPlace, familyOf } from './fix-place.ts';
import { SYSTEMS, type System } from './snippet.ts';
import { awsWriters } from './writers/aws.ts';
import { azureWriters } from './writers/azure.ts';
import { goWriters, javascriptWriters, pythonWriters } from './writers/client-code.ts';
import { envoyWriters } from './writers/envoy.ts';
import { f5Writers } from './writers/f5.ts';
import { gcpWriters } from './writers/gcp.ts';
import { haproxyWriters } from './writers/haproxy.ts';
import { iptablesWriters } from './writers/iptables.ts';
import { keepalivedWriters } from './writers/keepalived.ts';
import { kubernetesWriters } from './writers/kubernetes.ts';
import { linuxWriters } from './writers/linux.ts';
import { nftablesWriters } from './writers/nftables.ts';
import { nginxWriters } from './writers/nginx.ts';
import { windowsWriters } from './writers/windows.ts';
import type { Writer, Writers } from './writers/writer.ts';

const WRITERS: Readonly<Record<System, Writers>> = {
  linux: linuxWriters,
  nftables: nftablesWriters,
  iptables: iptablesWriters,
  windows: windowsWriters,
  haproxy: haproxyWriters,
  nginx: nginxWriters,
  envoy: envoyWriters,
  keepalived: keepalivedWriters,
  f5: f5Writers,
  aws: awsWriters,
  azure: azureWriters,
  gcp: gcpWriters,
  kubernetes: kubernetesWriters,
  javascript: javascriptWriters,
  go: goWriters,
  python: pythonWriters,
};

/** Systems on a Linux host: what they have no word for is the host's. */
const ON_LINUX: ReadonlySet<System> = new Set<System>([
  'nftables',
  'iptables',
  'haproxy',
  'nginx',
  'envoy',
  'keepalived',
  'kubernetes',
]);

const BY_PRESET: Readonly<Record<string, readonly System[]>> = {
  'linux-connect': ['linux', 'javascript', 'go', 'python'],
  'linux-bind-before-connect': ['linux', 'go', 'python', 'javascript'],
  'linux-bind-no-port': ['linux', 'go', 'python', 'javascript'],
  'windows-host': ['windows', 'javascript', 'go', 'python'],
  'linux-snat': ['nftables', 'iptables'],
  'linux-masquerade': ['nftables', 'iptables'],
  'linux-conntrack': ['nftables', 'iptables'],
  'kube-proxy': ['kubernetes', 'linux'],
  cilium: ['kubernetes'],
  'ipvs-nat': ['keepalived'],
  'ipvs-dr': ['keepalived'],
  haproxy: ['haproxy'],
  nginx: ['nginx'],
  envoy: ['envoy'],
  'f5-snat': ['f5'],
  'f5-npath': ['f5'],
};

const BY_MODE: Readonly<Record<HopMode, readonly System[]>> = {
  snat: ['nftables', 'iptables', 'linux'],
  dnat: ['nftables', 'keepalived', 'linux'],
  dsr: ['keepalived', 'linux'],
  proxy: ['haproxy', 'nginx', 'envoy'],
  router: ['nftables', 'linux'],
};

const OF_CLIENTS: readonly System[] = ['linux', 'javascript', 'go', 'python'];
const OF_SERVERS: readonly System[] = ['linux', 'kubernetes', 'javascript', 'go', 'python'];

/** What the place runs, the likeliest first; empty where its product is one that nothing is written for. */
function systemsAt(place: FixPlace): readonly System[] {
  const { preset, clients, hop, backends, group, scenario } = place;
  // A preset of another mode is no longer the product once the mode has changed.
  const byPreset = BY_PRESET[preset];
  if (byPreset !== undefined) return byPreset;
  const family = familyOf(preset);
  if (family === 'aws' || family === 'azure' || family === 'gcp') return [family];
  if (preset !== '') return [];
  if (clients !== null) return OF_CLIENTS;
  if (group === 'drain' || group === 'instances' || group === 'autoscale')
    return group === 'instances' && backends !== null
      ? ['kubernetes', ...balancersOf(scenario.path)]
      : ['kubernetes'];
  if (hop !== null) return BY_MODE[hop.mode];
  // How servers are listed and chosen stands at the balancer before them.
  if (group === 'backend-endpoints' || group === 'balance' || group === 'max-connections')
    return balancersOf(scenario.path);
  return OF_SERVERS;
}

function balancersOf(path: FixPlace['scenario']['path']): readonly System[] {
  const last = path.findLast(({ gateway }) => !gateway);
  return last === undefined ? [] : BY_MODE[last.mode];
}

export interface Written {
  readonly system: System;
  readonly writer: Writer;
}

/** The writer of a group in a system, or that of the host it runs on. */
function writerOf(system: System, { group }: FixPlace): Written | null {
  const own = WRITERS[system][group];
  if (own !== undefined) return { system, writer: own };
  const host = ON_LINUX.has(system) ? WRITERS.linux[group] : undefined;
  return host === undefined ? null : { system: 'linux', writer: host };
}

/** Every system that has words for the group, those of the place first. */
export function writtenFor(place: FixPlace): readonly (Written & { readonly fits: boolean })[] {
  const fitting = systemsAt(place);
  const order = [...fitting, ...SYSTEMS.filter((system) => !fitting.includes(system))];
  const found = new Map<System, Written & { readonly fits: boolean }>();
  for (const system of order) {
    const written = writerOf(system, place);
    if (written === null || found.has(written.system)) continue;
    found.set(written.system, { ...written, fits: fitting.includes(system) });
  }
  return [...found.values()];
}
