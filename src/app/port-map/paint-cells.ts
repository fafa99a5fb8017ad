import type { PortMap } from '../../network/results/run-result.ts';
import type { CellTones, Tone } from './cell-tones.ts';
import { FREE, HELD, IN_USE, PORTS, SIDE } from './port-cells.ts';

/**
 * Paints one pixel a port. Colour is not the only sign: held ports are a chequer of two tones, ports outside the range are
 * hatched, ports in use are solid.
 */
export function paintCells(image: ImageData, map: PortMap, tones: CellTones): void {
  // Pixels are written as one 32-bit number each, in the byte order of the machine.
  const pixels = new Uint32Array(image.data.buffer);
  const [onPage = 0, onLine = 0, onFree = 0] = [tones.page, tones.line, tones.free].map(pack);
  const packed = new Map<Tone, number>();
  const pixelOf = (tone: Tone): number => {
    const known = packed.get(tone) ?? pack(tone);
    packed.set(tone, known);
    return known;
  };
  for (let port = 0; port < PORTS; port += 1) {
    const row = Math.floor(port / SIDE);
    const cell = map.cells[port];
    let pixel = (row + port) % 5 === 0 ? onLine : onPage;
    if (cell === FREE) pixel = onFree;
    else if (cell === IN_USE) pixel = pixelOf(tones.taken(map, port));
    else if (cell === HELD)
      pixel = pixelOf((row + port) % 2 === 0 ? tones.taken(map, port) : tones.second(map, port));
    pixels[port] = pixel;
  }
}

function pack([red, green, blue]: Tone): number {
  const bytes = Uint8Array.of(red, green, blue, 255);
  return new Uint32Array(bytes.buffer)[0] ?? 0;
}
