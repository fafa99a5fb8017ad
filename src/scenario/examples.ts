/**
 * The example scenarios, each a question, in the order in which they are offered. The files are imported, so that the
 * app and the tests need no request; `public/scenarios` holds the same files for readers (a test compares them).
 */

import websockets from './examples/100k-websockets.json';
import aRouterThatBalances from './examples/a-router-that-balances.json';
import clientsChoose from './examples/clients-choose.json';
import connectedButNotAccepted from './examples/connected-but-not-accepted.json';
import deployReconnectPolicies from './examples/deploy-reconnect-policies.json';
import directServerReturn from './examples/direct-server-return.json';
import failover from './examples/failover.json';
import flashCrowd from './examples/flash-crowd.json';
import forgottenByNat from './examples/forgotten-by-nat.json';
import heartbeatMeetsTimeout from './examples/heartbeat-meets-timeout.json';
import howLongTheyLive from './examples/how-long-they-live.json';
import howManyTuplesAProxyHas from './examples/how-many-tuples-a-proxy-has.json';
import noSnat from './examples/no-snat.json';
import oneFrontDoor from './examples/one-front-door.json';
import oneOfficeAddress from './examples/one-office-address.json';
import proxyReload from './examples/proxy-reload.json';
import reconnectEveryHalfHour from './examples/reconnect-every-half-hour.json';
import reconnectStorm from './examples/reconnect-storm.json';
import rollingDeploy from './examples/rolling-deploy.json';
import scaleOut from './examples/scale-out.json';
import snatPoolByHash from './examples/snat-pool-by-hash.json';
import tlsAtTheEdge from './examples/tls-at-the-edge.json';
import tlsStorm from './examples/tls-storm.json';
import vanishedMobileClients from './examples/vanished-mobile-clients.json';
import type { ScenarioFile } from './file-format.ts';

export interface Example {
  /** Name of the file without its ending, and of the example in links. */
  readonly id: string;
  readonly question: string;
  readonly file: ScenarioFile;
}

/** The first one is what the app opens with. */
export const examples: readonly Example[] = [
  example('100k-websockets', websockets),
  example('one-front-door', oneFrontDoor),
  example('snat-pool-by-hash', snatPoolByHash),
  example('how-long-they-live', howLongTheyLive),
  example('how-many-tuples-a-proxy-has', howManyTuplesAProxyHas),
  example('no-snat', noSnat),
  example('direct-server-return', directServerReturn),
  example('a-router-that-balances', aRouterThatBalances),
  example('one-office-address', oneOfficeAddress),
  example('clients-choose', clientsChoose),
  example('forgotten-by-nat', forgottenByNat),
  example('heartbeat-meets-timeout', heartbeatMeetsTimeout),
  example('connected-but-not-accepted', connectedButNotAccepted),
  example('vanished-mobile-clients', vanishedMobileClients),
  example('reconnect-every-half-hour', reconnectEveryHalfHour),
  example('tls-at-the-edge', tlsAtTheEdge),
  example('tls-storm', tlsStorm),
  example('reconnect-storm', reconnectStorm),
  example('failover', failover),
  example('proxy-reload', proxyReload),
  example('scale-out', scaleOut),
  example('flash-crowd', flashCrowd),
  example('rolling-deploy', rollingDeploy),
  example('deploy-reconnect-policies', deployReconnectPolicies),
];

/** TypeScript widens the words in a JSON file to texts; a test parses every example. */
function example(id: string, json: { readonly name: string }): Example {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return { id, question: json.name, file: json as unknown as ScenarioFile };
}
