/** Carrier NAT and appliances: their logs and counters. */
import type { Symptom, SymptomTable } from './symptom.ts';

const FORTI_LOG = 'https://docs.fortinet.com, FortiOS log reference 20007 (LOG_ID_SOCKET_EXHAUSTED)';

const FORTIGATE: Symptom = {
  outcome: 'log 20007, NAT port is exhausted',
  shows: 'log 20007 "NAT port is exhausted" (LOG_ID_SOCKET_EXHAUSTED); new sessions are dropped',
  confidence: 'verified',
  source: FORTI_LOG,
};

const NETSCALER: Symptom = {
  outcome: 'no free ports of the SNIP',
  shows: 'the free ports of the SNIP fall to 0, and connections to the service fail',
  confidence: 'third party',
  source: 'https://support.citrix.com/external/article/201826 (CTX201826)',
};

const NSX: Symptom = {
  outcome: 'alarm: SNAT port exhaustion',
  shows: 'the load balancer raises its alarm about SNAT port exhaustion',
  confidence: 'third party',
  source: 'NSX event catalogue, load balancer',
};

export const NETWORK_SYMPTOMS: SymptomTable = {
  'rfc6888-cgn': {
    'snat-ports': {
      shows: 'new connections of subscribers are refused or dropped, and others do not notice',
      confidence: 'recalled',
      source: 'https://www.rfc-editor.org/rfc/rfc6888',
    },
  },
  'juniper-pba': {
    'snat-ports': {
      outcome: 'out of ports',
      shows: 'a subscriber has used all its blocks: the out-of-ports counter of the NAT pool rises',
      confidence: 'recalled',
      source: 'Junos, show services nat pool detail',
    },
    'port-blocks': {
      outcome: 'no port block left',
      shows: 'the pool has no block left for a new subscriber: its counter of block allocation errors rises',
      confidence: 'recalled',
      source: 'Junos, show services nat pool detail',
    },
  },
  'vpp-det44': {
    'snat-ports': {
      shows:
        'a subscriber has used all ports of its share, and its packets are dropped; others do not notice',
      confidence: 'derived',
      source: 'FD.io VPP, deterministic NAT: each inside address has a fixed share',
    },
    'port-blocks': {
      outcome: 'no share of ports left',
      shows: 'inside addresses beyond those that the outside prefix has shares for are not translated',
      confidence: 'derived',
      source: 'FD.io VPP, deterministic NAT: outside addresses x ratio',
    },
  },
  'f5-snat': {
    'snat-ports': {
      outcome: 'Inet port exhaustion',
      shows:
        'ltm log 01010201:2 "Inet port exhaustion on <address> to <member>:<port> (proto 6)"; the client sees a RST or a timeout',
      confidence: 'verified',
      source: 'https://community.f5.com (devcentral 0D51T00006i7Nnz)',
    },
  },
  'netscaler-snip': {
    'snat-ports': NETSCALER,
    // All port tables of the SNIP together.
    'max-connections': NETSCALER,
  },
  'nsx-lb': {
    'snat-ports': NSX,
    // Each port overloaded as often as it can be.
    'max-connections': NSX,
  },
  'fortigate-ippool': { 'snat-ports': FORTIGATE },
  'fortigate-pba': { 'snat-ports': FORTIGATE, 'port-blocks': FORTIGATE },
  'cisco-asa-pat': {
    'snat-ports': {
      outcome: '%ASA-3-202010',
      shows:
        'syslog "%ASA-3-202010: PAT pool exhausted. Unable to create TCP connection from <source> to <destination>"',
      confidence: 'verified',
      source: 'Cisco ASA Series Syslog Messages, 202010; newer versions name pool and port range as well',
    },
  },
};
