import type { FieldDoc } from './field-doc.ts';

const SOURCES =
  'nginx src/stream/ngx_stream_upstream_hash_module.c; HAProxy src/lb_chash.c (chash_init_server_tree, chash_get_server_hash)';

/** The fields of a ring, at the clients and at a hop. */
export function ringFieldDocs(owner: 'clients.*' | 'path.*'): FieldDoc[] {
  return [
    {
      path: `${owner}.ring`,
      kind: 'object',
      what: 'The ring of the balance "consistent-hash". With "random" and "power-of-two" servers are drawn through it, so that one with a larger part of the ring is drawn more often, as HAProxy\'s random does.',
    },
    {
      path: `${owner}.ring.points`,
      kind: 'count',
      what: 'Points of a server of weight 1 on the ring, 160 unless given. With p points the shares of servers have a coefficient of variation of about 1/sqrt(p), and 0.7 of that with pick "nearest", however many clients there are.',
      realName: '160 of nginx (hash with consistent) and Ketama, 16 of HAProxy (hash-type consistent)',
      source: SOURCES,
    },
    {
      path: `${owner}.ring.pick`,
      kind: 'choice',
      what: '"next": the server of the first point at or after the key (unless given); "nearest": of the nearest point on either side.',
      realName: '"next" in nginx, Ketama and Envoy; "nearest" in HAProxy',
      source: SOURCES,
    },
  ];
}
