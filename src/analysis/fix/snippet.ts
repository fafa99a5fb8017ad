/** What a written fix is made of. */
import type { FieldChange } from '../../scenario/field-change.ts';

/** The program, kernel or cloud that reads the text of a snippet. */
export const SYNTAX_NAMES = {
  sysctl: 'sysctl',
  nftables: 'nftables',
  iptables: 'iptables',
  iproute2: 'ip (iproute2)',
  systemd: 'systemd',
  netsh: 'netsh',
  haproxy: 'HAProxy',
  nginx: 'nginx',
  envoy: 'Envoy',
  'f5-tmsh': 'F5 tmsh',
  keepalived: 'keepalived (IPVS)',
  'aws-terraform': 'Terraform, AWS',
  'azure-terraform': 'Terraform, Azure',
  'gcp-terraform': 'Terraform, Google Cloud',
  kubernetes: 'Kubernetes',
  javascript: 'JavaScript',
  go: 'Go',
  python: 'Python',
} as const;
export type Syntax = keyof typeof SYNTAX_NAMES;

/** What a user runs at a place, and so chooses between; its text may come in several syntaxes. */
export const SYSTEM_NAMES = {
  linux: 'Linux host',
  nftables: 'Linux, nftables',
  iptables: 'Linux, iptables',
  windows: 'Windows host',
  haproxy: 'HAProxy',
  nginx: 'nginx',
  envoy: 'Envoy',
  keepalived: 'keepalived (IPVS)',
  f5: 'F5 BIG-IP',
  aws: 'AWS',
  azure: 'Azure',
  gcp: 'Google Cloud',
  kubernetes: 'Kubernetes',
  javascript: 'JavaScript',
  go: 'Go',
  python: 'Python',
} as const;
export type System = keyof typeof SYSTEM_NAMES;

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a constant
export const SYSTEMS = Object.keys(SYSTEM_NAMES) as System[];

/** For highlighting and for file endings. */
export type Language =
  | 'ini'
  | 'nginx'
  | 'haproxy'
  | 'yaml'
  | 'hcl'
  | 'shell'
  | 'nft'
  | 'js'
  | 'go'
  | 'python';

/** What a writer gives: the text with all that is needed to use it. */
export interface SnippetText {
  readonly title: string;
  readonly syntax: Syntax;
  readonly language: Language;
  /** Ends with a line end. */
  readonly code: string;
  /** A file, a section of one, or a command to be run. */
  readonly whereItGoes: string;
  /** What else has to be done, and what it costs: a restart, connections that are cut. */
  readonly caveats: readonly string[];
  /** Where the setting is documented. */
  readonly source: string;
}

export interface Snippet extends SnippetText {
  /** The system that it was written for; the syntax may be that of its host. */
  readonly system: System;
  /** One sentence with figures before and after. */
  readonly predictedEffect: string;
  readonly covers: readonly FieldChange[];
}

/** A change that no snippet can make, and why. */
export interface Unwritten {
  readonly change: FieldChange;
  readonly reason: string;
}

/** The same changes in the words of one system. */
export interface FixOption {
  readonly system: System;
  /** True where the scenario names the product, or names none and this is the generic one. */
  readonly fits: boolean;
  readonly snippets: readonly Snippet[];
}

/** Changes that are made together in one place. */
export interface FixStep {
  /** `path.0 nat-pool`; unique in a fix. */
  readonly id: string;
  /** "Source addresses and ports of the NAT". */
  readonly title: string;
  readonly stationName: string;
  readonly changes: readonly FieldChange[];
  readonly predictedEffect: string;
  /** Never empty; those that fit come first. */
  readonly options: readonly FixOption[];
}

export interface Fix {
  readonly steps: readonly FixStep[];
  readonly unwritten: readonly Unwritten[];
}
