import { rgb } from '../charts/palette.ts';
import { FREE, HELD, IN_USE, PORTS, SIDE } from './port-cells.ts';

type Colour = readonly [number, number, number];

/**
 * Paints one pixel a port. Colour is not the only sign: held ports are a chequer of two tones, ports outside the range are
 * hatched, ports in use are solid.
 */
export function paintCells(image: ImageData, cells: Uint8Array): void {
  const [page, free, inUse, held, line] = [
    rgb('page'),
    rgb('hover'),
    rgb('in-use'),
    rgb('held'),
    rgb('line'),
  ];
  const heldDark = mix(held, rgb('text'), 0.35);
  // Pixels are written as one 32-bit number each, in the byte order of the machine.
  const pixels = new Uint32Array(image.data.buffer);
  const packed = [page, line, free, inUse, held, heldDark].map(pack);
  const [onPage = 0, onLine = 0, onFree = 0, onInUse = 0, onHeld = 0, onHeldDark = 0] = packed;
  for (let port = 0; port < PORTS; port += 1) {
    const row = Math.floor(port / SIDE);
    const cell = cells[port];
    let pixel = (row + port) % 5 === 0 ? onLine : onPage;
    if (cell === FREE) pixel = onFree;
    else if (cell === IN_USE) pixel = onInUse;
    else if (cell === HELD) pixel = (row + port) % 2 === 0 ? onHeld : onHeldDark;
    pixels[port] = pixel;
  }
}

function mix(a: Colour, b: Colour, share: number): Colour {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

function pack([red, green, blue]: Colour): number {
  const bytes = Uint8Array.of(red, green, blue, 255);
  return new Uint32Array(bytes.buffer)[0] ?? 0;
}
