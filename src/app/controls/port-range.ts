import { EPHEMERAL_PORTS } from '../../scenario/defaults.ts';
import type { PortSpan } from '../../scenario/ports.ts';
import type { SliderRange } from './slider-scale.ts';

const LAST_PORT = 65_535;

/** Sizes of ranges that systems have, as marks of the slider. */
export const PORT_COUNT_SLIDER: SliderRange = {
  kind: 'count',
  scale: 'log',
  min: 100,
  max: LAST_PORT,
  marks: [
    { value: 1024, label: 'what Azure’s load balancer gives a machine in a small pool' },
    { value: 16_384, label: 'Windows, 49152-65535' },
    { value: 28_232, label: 'Linux, net.ipv4.ip_local_port_range' },
    { value: 55_000, label: 'one address of an AWS NAT gateway or NLB' },
    { value: 64_512, label: 'all ports from 1024 on' },
  ],
};

export const sizeOf = ({ first, last }: PortSpan): number => last - first + 1;

/** A range of that many ports: Linux's own where the number is Linux's, else the last ones. */
export function rangeOfSize(count: number): PortSpan {
  if (count === sizeOf(EPHEMERAL_PORTS)) return EPHEMERAL_PORTS;
  const size = Math.min(LAST_PORT, Math.max(1, Math.round(count)));
  return { first: LAST_PORT - size + 1, last: LAST_PORT };
}
