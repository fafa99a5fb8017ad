/** Log lines and metrics of clouds, appliances and carrier NATs. */
import type { KnownError } from './known-error.ts';

const cloudWatch = (metric: string, namespace: string): { what: string; look: string } => ({
  what: 'above 0 at the time of the failures it is this',
  look: `CloudWatch ${namespace} ${metric} (Sum)`,
});

export const networkErrors: readonly KnownError[] = [
  {
    id: 'f5-port-exhaustion',
    title: 'F5: Inet port exhaustion (01010201:2)',
    says: 'A SNAT address has no free port toward this pool member.',
    patterns: [/inet port exhaustion/i, /\b01010201\b/],
    meanings: [
      {
        limit: 'snat-ports',
        when: 'always; ports are divided among the TMMs, so that one is out before all are',
      },
    ],
    confirm: [
      {
        what: 'connections of each SNAT address',
        look: 'tmsh show ltm snat-translation; tmsh show sys connection ss-server-addr <member> | wc -l',
      },
    ],
    source: 'https://community.f5.com (devcentral 0D51T00006i7Nnz)',
  },
  {
    id: 'aws-nlb-ports',
    title: 'AWS NLB: PortAllocationErrorCount',
    says: 'The network load balancer found no source port toward a target: client IP preservation is off.',
    patterns: [/\bPortAllocationErrorCount\b/i],
    meanings: [{ limit: 'snat-ports', when: 'always; 55,000 connections an address and target' }],
    confirm: [cloudWatch('PortAllocationErrorCount', 'AWS/NetworkELB')],
    source:
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-troubleshooting.html',
  },
  {
    id: 'aws-nat-ports',
    title: 'AWS NAT gateway: ErrorPortAllocation',
    says: 'The NAT gateway found no source port toward one destination address and port.',
    patterns: [/\bErrorPortAllocation\b/i],
    meanings: [{ limit: 'snat-ports', when: 'always; 55,000 connections an address and destination' }],
    confirm: [
      cloudWatch('ErrorPortAllocation', 'AWS/NATGateway'),
      cloudWatch('ActiveConnectionCount', 'AWS/NATGateway'),
    ],
    source: 'https://repost.aws/knowledge-center/vpc-resolve-port-allocation-errors',
  },
  {
    id: 'aws-nat-idle',
    title: 'AWS NAT gateway: IdleTimeoutCount',
    says: 'Connections were silent for 350 s and were forgotten; their next packet is answered with a reset.',
    patterns: [/\bIdleTimeoutCount\b/i],
    meanings: [{ limit: 'idle-timers', when: 'always' }],
    confirm: [cloudWatch('IdleTimeoutCount', 'AWS/NATGateway')],
    source: 'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html',
  },
  {
    id: 'aws-alb-rejected',
    title: 'AWS ALB: RejectedConnectionCount',
    says: 'The application load balancer has reached its maximum of connections.',
    patterns: [/\bRejectedConnectionCount\b/i],
    meanings: [{ limit: 'max-connections', when: 'always' }],
    confirm: [cloudWatch('RejectedConnectionCount', 'AWS/ApplicationELB')],
    source:
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html',
  },
  {
    id: 'aws-alb-target-error',
    title: 'AWS ALB: TargetConnectionErrorCount',
    says: 'The application load balancer could not connect to a target.',
    patterns: [/\bTargetConnectionErrorCount\b/i],
    meanings: [
      { limit: 'availability', when: 'targets are unhealthy' },
      { limit: 'source-ports', when: 'the targets are well and few, and connections to each are many' },
      { limit: 'accept-queue', when: 'ListenOverflows rises at the targets' },
    ],
    confirm: [cloudWatch('TargetConnectionErrorCount', 'AWS/ApplicationELB')],
    source:
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html',
  },
  {
    id: 'aws-conntrack',
    title: 'AWS: conntrack_allowance_exceeded',
    says: 'The instance tracks as many connections as its size allows, and drops packets of new ones.',
    patterns: [/conntrack_allowance_exceeded/i],
    meanings: [
      {
        limit: 'flow-table',
        when: 'always; connections of security group rules that are open to all need not be tracked',
      },
    ],
    confirm: [{ what: 'rises while packets are dropped', look: 'ethtool -S eth0 | grep allowance' }],
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-network-performance-ena.html',
  },
  {
    id: 'azure-snat',
    title: 'Azure: SNAT Connection Count, Failed',
    says: 'A machine has used the SNAT ports that it was given, or the NAT gateway has none toward this destination.',
    patterns: [
      /snat[ _-]?connection[ _-]?count\b.{0,60}fail/i,
      /\bSnatConnectionCount\b/i,
      /fail\w*.{0,40}snat[ _-]?connection/i,
      /\bSNAT[ _-]?Port[ _-]?Exhaust/i,
    ],
    meanings: [
      { limit: 'snat-ports', when: 'Used SNAT Ports is near Allocated SNAT Ports' },
      { limit: 'port-blocks', when: 'a machine was allotted no ports: the pool is too large for the rule' },
      {
        limit: 'max-connections',
        when: 'a NAT gateway with 50,000 connections to one destination, or 2 million in all',
      },
    ],
    confirm: [
      {
        what: 'by state Failed, and by backend address',
        look: 'Azure Monitor: SnatConnectionCount, UsedSnatPorts, AllocatedSnatPorts',
      },
    ],
    source: 'https://learn.microsoft.com/azure/load-balancer/load-balancer-outbound-connections',
  },
  {
    id: 'gcp-out-of-resources',
    title: 'Google Cloud NAT: OUT_OF_RESOURCES',
    says: 'A machine has used its ports toward one destination, and its packets are dropped.',
    patterns: [
      /\bOUT_OF_RESOURCES\b/i,
      /nat\/dropped_sent_packets_count/i,
      /allocation_status\W{1,4}DROPPED/i,
    ],
    meanings: [
      { limit: 'snat-ports', when: 'port_usage of the machine is at its allotment' },
      { limit: 'port-blocks', when: 'nat_allocation_failed is true: no ports are left for machines' },
    ],
    confirm: [
      {
        what: 'by reason and machine',
        look: 'Cloud Monitoring: nat/dropped_sent_packets_count, nat/port_usage, nat/allocated_ports',
      },
    ],
    source: 'https://cloud.google.com/nat/docs/monitoring',
  },
  {
    id: 'gcp-allocation-failed',
    title: 'Google Cloud NAT: nat_allocation_failed',
    says: 'The addresses have no ports left for another machine.',
    patterns: [/nat_allocation_failed/i],
    meanings: [{ limit: 'port-blocks', when: 'always; addresses x 64,512 / ports a machine' }],
    confirm: [
      { what: 'true while machines are without ports', look: 'Cloud Monitoring: nat/nat_allocation_failed' },
    ],
    source: 'https://cloud.google.com/nat/docs/monitoring',
  },
  {
    id: 'gcp-endpoint-conflict',
    title: 'Google Cloud NAT: ENDPOINT_INDEPENDENCE_CONFLICT',
    says: 'A port of the machine is mapped to an endpoint already, and endpoint-independent mapping lets it go nowhere else.',
    patterns: [/ENDPOINT_INDEPENDENCE_CONFLICT/i],
    meanings: [
      {
        limit: 'snat-ports',
        when: 'always; turn endpoint-independent mapping off, or give more ports a machine',
      },
    ],
    confirm: [{ what: 'by reason', look: 'Cloud Monitoring: nat/dropped_sent_packets_count' }],
    source: 'https://cloud.google.com/nat/docs/monitoring',
  },
  {
    id: 'cilium-nat',
    title: 'Cilium: No mapping for NAT masquerade',
    says: 'The search for a free port of the node gave up after its tries.',
    patterns: [/no mapping for nat masquerade/i, /DROP_NAT_NO_MAPPING/i],
    meanings: [
      { limit: 'snat-ports', when: 'the node has many connections to one destination' },
      { limit: 'flow-table', when: 'the NAT map is full: it evicts older flows, whose connections break' },
    ],
    confirm: [
      { what: 'drops by reason', look: 'cilium-dbg monitor --type drop' },
      { what: 'pressure of the NAT map', look: 'cilium-dbg metrics list | grep map_pressure' },
    ],
    source: 'https://github.com/cilium/cilium/blob/main/pkg/maps/nat/nat.go',
  },
  {
    id: 'fortigate',
    title: 'FortiGate: NAT port is exhausted (log 20007)',
    says: 'The IP pool has no free port, or the user has used all blocks.',
    patterns: [/nat port (?:is )?exhausted/i, /LOG_ID_SOCKET_EXHAUSTED/i, /logid\W{1,3}"?\d*20007/i],
    meanings: [
      { limit: 'snat-ports', when: 'an overload pool, toward one destination' },
      { limit: 'port-blocks', when: 'a pool of port blocks: none is left' },
    ],
    confirm: [{ what: 'use of the pools', look: 'diagnose firewall ippool-all stats' }],
    source: 'https://docs.fortinet.com, FortiOS log reference 20007 (LOG_ID_SOCKET_EXHAUSTED)',
  },
  {
    id: 'asa',
    title: 'Cisco ASA: PAT pool exhausted (%ASA-3-202010)',
    says: 'The PAT pool has no free port.',
    patterns: [/%ASA-\d-202010/i, /\b(?:PAT|NAT) pool exhausted/i],
    meanings: [
      { limit: 'snat-ports', when: 'always; "flat" and "extended" change what a port must be unique in' },
    ],
    confirm: [{ what: 'use of the pool', look: 'show nat pool' }],
    source: 'Cisco ASA Series Syslog Messages, 202010',
  },
  {
    id: 'juniper',
    title: 'Junos: out of ports, block allocation errors',
    says: 'A subscriber has used all its blocks, or the pool has no block left.',
    patterns: [
      /RT_(?:SRC_NAT|NAT)\w*(?:ALARM|OUTOF|OUT_OF)\w*/i,
      /ASP_NAT_(?:OUTOF|OUT_OF)\w*/i,
      /no port blocks? left/i,
      /out[- ]of[- ](?:port|address)s?\b.{0,20}(?:nat|pool|error)?/i,
      /block allocation error/i,
    ],
    meanings: [
      { limit: 'port-blocks', when: 'errors of block allocation rise: new subscribers get none' },
      { limit: 'snat-ports', when: 'errors of ports rise: one subscriber has used its own' },
    ],
    confirm: [{ what: 'errors of the pool', look: 'show services nat pool detail' }],
    source: 'Junos, show services nat pool detail',
  },
  {
    id: 'netscaler',
    title: 'NetScaler: no free ports of the SNIP',
    says: 'The SNIP has no free port toward this service.',
    patterns: [/no free ports of the snip/i, /\bsnip\b.{0,40}(?:port|exhaust)/i, /\bport allocation fail/i],
    meanings: [
      { limit: 'snat-ports', when: '64,512 connections of a SNIP to one service' },
      { limit: 'max-connections', when: 'all 16 port tables of the SNIP are in use' },
    ],
    confirm: [{ what: 'ports of each SNIP', look: 'nsconmsg -g portalloc -d current' }],
    source: 'https://support.citrix.com/external/article/201826 (CTX201826)',
  },
  {
    id: 'snat-exhaustion',
    isGeneral: true,
    title: 'SNAT port exhaustion',
    says: 'A NAT or balancer has no source port left.',
    patterns: [
      /snat port(?:s)? (?:is |are )?exhaust/i,
      /\bport exhaustion\b/i,
      /ports? (?:are |is )?exhausted/i,
      /\bnat\b.{0,20}\bout of ports\b/i,
    ],
    meanings: [
      { limit: 'snat-ports', when: 'one destination has many connections' },
      { limit: 'port-blocks', when: 'blocks of ports belong to clients, and none is left' },
      { limit: 'client-ports', when: 'it is the client’s own host' },
    ],
    source: 'RFC 3022, RFC 6888',
  },
  {
    id: 'syn-dropped',
    isGeneral: true,
    title: 'SYN dropped by a NAT',
    says: 'Connects take 1, 2, 3 s longer, or time out, and nobody logs anything.',
    patterns: [
      /\bsyns? (?:is |are )?dropped\b/i,
      /syn dropped by nat/i,
      /flow table (?:is )?full/i,
      /NAT map full/i,
    ],
    meanings: [
      { limit: 'snat-ports', when: 'insert_failed rises' },
      { limit: 'flow-table', when: 'the table is full' },
      { limit: 'accept-queue', when: 'ListenOverflows rises at the server' },
    ],
    source: 'Linux net/netfilter/nf_nat_core.c',
  },
];
