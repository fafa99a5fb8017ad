import { describe, expect, test } from 'vitest';
import { describeResource } from '../../network/results/outcomes.ts';
import { examples } from '../../scenario/examples.ts';
import { presetSymptoms, presetsWithSymptoms } from '../../scenario/presets/symptoms.ts';
import { factsOf } from './limit-facts.ts';
import { knownErrors, lookUpError } from './lookup.ts';

/** Lines as systems write them, with the id that has to come first. */
const LINES: readonly (readonly [line: string, id: string, limit: string])[] = [
  ['dial tcp 10.1.2.3:443: connect: cannot assign requested address', 'eaddrnotavail', 'client-ports'],
  ['OSError: [Errno 99] Cannot assign requested address', 'eaddrnotavail', 'client-ports'],
  ['Error: connect EADDRNOTAVAIL 10.0.0.7:6379 - Local (10.0.0.1:0)', 'eaddrnotavail', 'client-ports'],
  [
    'Nov 27 09:12:01 gw-3 kernel: [8123.4] nf_conntrack: nf_conntrack: table full, dropping packet',
    'conntrack-full',
    'flow-table',
  ],
  ['ip_conntrack: table full, dropping packet.', 'conntrack-full', 'flow-table'],
  [
    'cpu=0 found=12 invalid=3 insert=0 insert_failed=481 drop=481 early_drop=0',
    'insert-failed',
    'snat-ports',
  ],
  [
    'Nov 1 10:00:00 bigip1 crit tmm3[19463]: 01010201:2: Inet port exhaustion on 198.51.100.10 to 192.0.2.11:443 (proto 6)',
    'f5-port-exhaustion',
    'snat-ports',
  ],
  ['PortAllocationErrorCount > 0', 'aws-nlb-ports', 'snat-ports'],
  ['ALARM: ErrorPortAllocation on nat-0123456789', 'aws-nat-ports', 'snat-ports'],
  ['SnatConnectionCount ConnectionState=Failed 812', 'azure-snat', 'snat-ports'],
  ['SNATPortExhaustion', 'azure-snat', 'snat-ports'],
  ['dropped_sent_packets_count reason=OUT_OF_RESOURCES', 'gcp-out-of-resources', 'snat-ports'],
  ['router.googleapis.com/nat/nat_allocation_failed = true', 'gcp-allocation-failed', 'port-blocks'],
  ['xx drop (No mapping for NAT masquerade) flow 0x0 to endpoint 0', 'cilium-nat', 'snat-ports'],
  ['DROP_NAT_NO_MAPPING', 'cilium-nat', 'snat-ports'],
  ['accept4() failed (24: Too many open files)', 'emfile', 'file-descriptors'],
  ['VFS: file-max limit 102400 reached', 'enfile', 'file-descriptors'],
  [
    'TCP: request_sock_TCP: Possible SYN flooding on port 443. Sending cookies.  Check SNMP counters.',
    'syn-flooding',
    'syn-queue',
  ],
  ['TcpExtListenOverflows           1422               0.0', 'listen-overflow', 'accept-queue'],
  ['    1422 times the listen queue of a socket overflowed', 'listen-overflow', 'accept-queue'],
  ['TcpExtTCPReqQFullDrop 17', 'syn-flooding', 'syn-queue'],
  [
    '2026/11/27 10:00:00 [alert] 31#31: 512 worker_connections are not enough',
    'nginx-worker-connections',
    'max-connections',
  ],
  [
    '[error] 31#31: *7 no live upstreams while connecting to upstream, client: 192.0.2.9',
    'nginx-no-live-upstreams',
    'availability',
  ],
  [
    'upstream prematurely closed connection while reading response header from upstream',
    'nginx-premature',
    'idle-timers',
  ],
  [
    '[crit] 31#31: *7 connect() to 192.0.2.11:443 failed (99: Cannot assign requested address) while connecting to upstream',
    'nginx-eaddrnotavail',
    'source-ports',
  ],
  ['Connect() failed for backend web: no free ports.', 'haproxy-no-free-ports', 'source-ports'],
  [
    'Proxy fe reached the configured maximum connection limit. Please check the global ‘maxconn’ value.',
    'haproxy-maxconn',
    'max-connections',
  ],
  [
    'fe web/s1 0/0/-1/-1/3001 503 217 - - SC-- 1200/1200/3/0/3 0/0 "GET /ws HTTP/1.1"',
    'haproxy-sc',
    'availability',
  ],
  ['fe web/s1 1/-1/3001 0 sC 812/811/810/400/3 0/0', 'haproxy-timeout-connect', 'accept-queue'],
  ['termination state: cD', 'haproxy-idle', 'idle-timers'],
  ['sC', 'haproxy-timeout-connect', 'accept-queue'],
  ['Error: read ECONNRESET', 'reset', 'idle-timers'],
  [
    'recv() failed (104: Connection reset by peer) while proxying upgraded connection',
    'reset',
    'idle-timers',
  ],
  ['<html><head><title>504 Gateway Time-out</title></head>', 'nginx-upstream-timeout', 'idle-timers'],
  ['502 Bad Gateway', 'bad-gateway', 'availability'],
  ['TCP: time wait bucket table overflow', 'time-wait-overflow', 'time-wait-sockets'],
  ['TCP: out of memory -- consider tuning tcp_mem', 'tcp-memory', 'memory'],
  ['kernel: TCP: too many orphaned sockets', 'orphans', 'memory'],
  ['Out of memory: Killed process 812 (node) total-vm:9123456kB', 'oom', 'memory'],
  ['"GET /chat HTTP/1.1" 503 UO 0 81 0 - "-"', 'envoy-overflow', 'max-connections'],
  [
    'upstream connect error or disconnect/reset before headers. reset reason: connection termination',
    'envoy-termination',
    'idle-timers',
  ],
  ['response_flags: UF', 'envoy-connection-failure', 'availability'],
  ['net/http: TLS handshake timeout', 'tls-timeout', 'handshakes'],
  ['WebSocket connection closed: code 1006 (abnormal closure)', 'close-1006', 'idle-timers'],
  [
    '%ASA-3-202010: PAT pool exhausted. Unable to create TCP connection from inside:10.0.0.1/4711',
    'asa',
    'snat-ports',
  ],
  ['logid="0100020007" msg="NAT port is exhausted."', 'fortigate', 'snat-ports'],
  ['curl: (7) Failed to connect to 192.0.2.11 port 443: Connection refused', 'refused', 'availability'],
  ['ethtool: conntrack_allowance_exceeded: 4711', 'aws-conntrack', 'flow-table'],
];

describe('an error is looked up', () => {
  test.each(LINES)('%s', (line, id, limit) => {
    const [first] = lookUpError(line);
    expect([first?.id, first?.limits[0]?.limit]).toEqual([id, limit]);
  });

  test('case, blanks and typographic quotes do not matter', () => {
    const [plain] = lookUpError("can't assign requested address");
    expect(plain?.id).toBe('eaddrnotavail');
    expect(lookUpError('  CAN’T   ASSIGN\u00a0Requested\n').map(({ id }) => id)).toEqual([]);
    expect(lookUpError('  CAN’T   ASSIGN\u00a0Requested \t Address\n')[0]?.id).toBe('eaddrnotavail');
  });

  test('of several the one that more of the text was known by comes first', () => {
    const hits = lookUpError(
      'connect() to 192.0.2.11:443 failed (99: Cannot assign requested address) while connecting to upstream',
    );
    expect(hits.map(({ id }) => id)).toEqual(['nginx-eaddrnotavail', 'eaddrnotavail']);
  });

  test.each([
    '',
    'hello world',
    'HTTP/1.1" 200 OK',
    'insert_failed=0',
    'disc SC 3',
    'the US economy',
    'error 500',
  ])('nothing is made of %j', (text) => {
    expect(lookUpError(text)).toEqual([]);
  });

  test('a megabyte of log without an error has no hit', () => {
    const log = 'kernel: nothing of interest 10.0.0.1:443 -- 0/0/0 x '.repeat(20_000);
    expect(lookUpError(log)).toEqual([]);
  });
});

describe('what is known', () => {
  test('ids are unique, and every limit leads to a shipped scenario', () => {
    const ids = knownErrors.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const shipped = new Set(examples.map(({ id }) => id));
    for (const { meanings } of knownErrors)
      for (const { limit } of meanings) expect(shipped).toContain(factsOf(limit).scenario);
  });

  test('how each product shows that a resource has run out leads back to that resource', () => {
    const missed = presetsWithSymptoms.flatMap((preset) =>
      presetSymptoms(preset).flatMap(({ resource, symptom: { outcome, shows } }) => {
        const text = `${outcome ?? ''} ${shows}`;
        const limits = lookUpError(text).flatMap((hit) => hit.limits.map(({ limit }) => limit));
        return limits.includes(resource) ? [] : [`${preset} ${resource}: ${text}`];
      }),
    );
    // These say that something fails, and nothing by which it could be known.
    expect(missed).toMatchInlineSnapshot(`
      [
        "oci-nlb snat-ports:  new flows to that server port fail, while others go on",
        "huawei-nat max-connections:  packets of connections above the size that was bought are dropped",
        "tencent-nat max-connections:  packets of connections above the size that was bought are dropped",
        "rfc6888-cgn snat-ports:  new connections of subscribers are refused or dropped, and others do not notice",
        "vpp-det44 snat-ports:  a subscriber has used all ports of its share, and its packets are dropped; others do not notice",
        "vpp-det44 port-blocks: no share of ports left inside addresses beyond those that the outside prefix has shares for are not translated",
      ]
    `);
  });

  test('so do the ordinary symptoms', () => {
    const resources = [
      'client-ports',
      'snat-ports',
      'source-ports',
      'port-blocks',
      'flow-table',
      'admission',
      'max-connections',
      'file-descriptors',
      'memory',
      'syn-queue',
      'accept-queue',
      'handshakes',
      'availability',
      'no-answer',
    ] as const;
    const missed = resources.filter((resource) => {
      const { outcome, symptom } = describeResource(resource);
      const limits = lookUpError(`${outcome}; ${symptom}`).flatMap((hit) =>
        hit.limits.map(({ limit }) => limit),
      );
      return !limits.includes(resource);
    });
    expect(missed).toEqual([]);
  });
});
