/**
 * Quantities that the model gets wrong today (`case: quantity`), and what is known about why: `npm run validate` fails on
 * them and prints the reason, the unit tests expect it. None of them is tuned away.
 */
const DIALLER =
  'the dialler of the measurement has a bounded number of dials under way, so it slows down while SYNs are dropped and first SYNs meet retransmitted ones; the scenario dials evenly. With 512 to 1,024 dials under way at most, which the case does not record, an independent model of the same rules gives 2,920 to 3,071 dropped SYNs and 293 to 445 late connections, as measured';
const SERVER_LAG =
  'the side that did not close first takes some time to close too, which the case does not record; session.closeLag models it (about 0.45 s would explain every value of B06, 15 ms those of L4) but is 0 here';
const NEAR_FULL =
  'of nine measured fills to 98 %, those of C2 included, the three of this case are the most clustered; a fill has a wide spread and there are three';
const LATE =
  'no run of this case is without connections that came back only after the killed server was there again (other experiments shared the two cores), which went to that server; in the model all are back before';
const PASSIVE_HEALTH =
  'nginx finds out from failed connections (max_fails=1, fail_timeout=1s): a server that is back gets one connection on trial, and the others go elsewhere until that one has been answered, so that part of a wave, or all of it, misses the server; in the model hops know at once who is up';
const CHANCE =
  'the measured value lies just outside the 99 % band; of some 350 quantities a few do by chance';

const WAVES =
  'all clients run on one core, which takes some 30 us for each of their SYNs, so that every wave is wider than the one before (0.13 s the first, 0.4 s the fifth) and finds more tokens; the model keeps the width of the first';
const SOFTIRQ =
  'SYNs that are sent again take a real kernel longer than a slot of the timer wheel, so that several slots of them pass the queue check together and leave more connections half open than the model has; the measured runs scatter by a factor of two where that happens often';

export const KNOWN_FAILURES: ReadonlyMap<string, string> = new Map([
  ['B06_tw_duration: holdSec', SERVER_LAG],
  ['C2_fill_curve_1000ports/arrivals_only@0.999: share of SYNs dropped', CHANCE],
  ['C3_full_masq_b1: droppedSyns', DIALLER],
  ['C3_full_masq_b1: establishedInTheSecondSecond', DIALLER],
  ['C3_full_none_b1: droppedSyns', DIALLER],
  ['C3_full_none_b1: establishedInTheSecondSecond', DIALLER],
  ['C6_latency_near_full/980 held: held980: after 0 s', NEAR_FULL],
  ['C6_latency_near_full/980 held: held980: after 1 s', NEAR_FULL],
  ['C6_latency_near_full/980 held: held980: after 2 s', NEAR_FULL],
  ['C6_latency_near_full/980 held: held980: after 3 s', NEAR_FULL],
  ['C6_latency_near_full/999 held: held999: after 2 s', CHANCE],
  [
    'C7_mapping_reuse/snat to 10.0.0.1-10.0.0.4:20000-20999 random: sameAddressAndPortOf200 snat to 10.0.0.1-10.0.0.4:20000-20999 random',
    CHANCE,
  ],
  ['L4_snat_fin_tw2/a=1800: share refused', SERVER_LAG],
  ['L4_snat_fin_tw2/a=2100: share refused', SERVER_LAG],
  ['M22_backlog1024_imm_n5000_T2: secondsUntilAll', SOFTIRQ],
  ['M22_backlog1024_imm_n5000_T2: attempts', SOFTIRQ],
  ['M44_haproxy_maxsslrate_b1024: secondsUntilAll', SOFTIRQ],
  ['M44_haproxy_maxsslrate_b1024: attempts', SOFTIRQ],
  ['M45_nftsyn_imm_n10000_T2: recovered', WAVES],
  ['M45_nftsyn_imm_n10000_T2: secondsUntilAll', WAVES],
  ['M45_nftsyn_imm_n10000_T2: attempts', WAVES],
  ['M45_nftsyn_imm_n5000_T2: recovered', WAVES],
  ['M45_nftsyn_imm_n5000_T2: secondsUntilAll', WAVES],
  ['M45_nftsyn_imm_n5000_T2: attempts', WAVES],
  ['N01_haproxy_random2/rolling restart: reconnectsPerConnection', LATE],
  ['N02_haproxy_source_map_2000/rolling restart: fullest@rolling', LATE],
  ['N02_haproxy_source_map_2000/rolling restart: variation@rolling', LATE],
  ['N02_haproxy_source_map_2000/rolling restart: variation@churn1', LATE],
  ['N02_haproxy_source_map_2000/rolling restart: fullest@churn2', LATE],
  ['N02_haproxy_source_map_2000/rolling restart: variation@churn2', LATE],
  ['N02_haproxy_source_map_seq2000/rolling restart: fullest@rolling', LATE],
  ['N02_haproxy_source_map_seq2000/rolling restart: variation@rolling', LATE],
  ['N02_haproxy_source_map_seq2000/rolling restart: fullestInWaves', LATE],
  ['N02_haproxy_source_map_seq2000/rolling restart: reconnectsPerConnection', LATE],
  ['N02_haproxy_source_map_seq2000/rolling restart: fullest@churn1', LATE],
  ['N02_haproxy_source_map_seq2000/rolling restart: variation@churn1', LATE],
  ['N02_haproxy_source_map_seq2000/rolling restart: fullest@churn2', LATE],
  ['N02_haproxy_source_map_seq2000/rolling restart: variation@churn2', LATE],
  ['N03_nginx_lc_w1/rolling restart: fullest@rolling', PASSIVE_HEALTH],
  ['N03_nginx_lc_w1/rolling restart: fullestInWaves', PASSIVE_HEALTH],
  ['N03_nginx_lc_w1/rolling restart: reconnectsPerConnection', PASSIVE_HEALTH],
  ['N03_nginx_lc_w2/rolling restart: fullest@rolling', PASSIVE_HEALTH],
  ['N03_nginx_lc_w2/rolling restart: fullestInWaves', PASSIVE_HEALTH],
  ['N03_nginx_lc_w2/rolling restart: reconnectsPerConnection', PASSIVE_HEALTH],
  ['N03_nginx_rr_w1/rolling restart: fullest@rolling', PASSIVE_HEALTH],
  ['N03_nginx_rr_w1/rolling restart: fullestInWaves', PASSIVE_HEALTH],
  ['N03_nginx_rr_w1/rolling restart: reconnectsPerConnection', PASSIVE_HEALTH],
  ['N03_nginx_rr_w1/rolling restart: fullest@churn1', PASSIVE_HEALTH],
  ['worked/m-nat-1000: connections', CHANCE],
]);
