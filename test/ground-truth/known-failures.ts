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
const CHANCE =
  'the measured value lies just outside the 99 % band; of some 350 quantities a few do by chance';

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
  ['worked/m-nat-1000: connections', CHANCE],
]);
