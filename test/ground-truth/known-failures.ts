/** Quantities that the model gets wrong today (`case: quantity`): `npm run validate` fails on them, the unit tests expect it. */
export const KNOWN_FAILURES: ReadonlySet<string> = new Set([
  'B06_tw_duration: holdSec',
  'C2_fill_curve_1000ports/arrivals_only@0.999: share of SYNs dropped',
  'C6_latency_near_full/980 held: held980: after 0 s',
  'C6_latency_near_full/980 held: held980: after 1 s',
  'C6_latency_near_full/980 held: held980: after 3 s',
  'C6_latency_near_full/999 held: held999: after 1 s',
  'C6_latency_near_full/999 held: held999: after 2 s',
  'C6_latency_near_full/999 held: held999: after 3 s',
  'C6_latency_near_full/999 held: held999: not within 6.5 s',
  'E03_natport_client_fin: newClientsEstablishedOf10',
  'L4_snat_fin_tw2/a=1500: share refused',
  'L4_snat_fin_tw2/a=1800: share refused',
  'L4_snat_fin_tw2/a=2100: share refused',
]);
