import type { ReactElement } from 'react';
import type { PortMap } from '../../network/results/run-result.ts';
import { paletteVersion } from '../charts/palette.ts';
import { formatClock, formatCount, formatDuration } from '../format/numbers.ts';
import { Explained } from '../help/Explained.tsx';
import { ageMarks } from './age-ramp.ts';
import { ageTone } from './cell-tones.ts';
import { freePorts } from './port-cells.ts';
import { usePortSpace } from './port-space-store.ts';

const AGE_TEXT =
  'Of a port in use: how long its connection has been open, or, while it is set up, how long the attempt has taken. Of a held port: how long ago its connection has closed, or its unanswered attempt was given up.';

/** How many ports are in which state, and what the colours of the map mean. */
export function PortLegend(props: { readonly map: PortMap; readonly longestSec: number }): ReactElement {
  const { map, longestSec } = props;
  const shade = usePortSpace((state) => state.shade);
  return (
    <>
      <p className="port-map-counts" data-shade={shade}>
        <span className="port-map-key port-map-key-in-use">
          in use <b>{formatCount(map.inUse)}</b>
        </span>
        <span className="port-map-key port-map-key-held">
          held <b>{formatCount(map.held)}</b>
        </span>
        <span className="port-map-key port-map-key-free">
          free <b>{formatCount(freePorts(map))}</b>
        </span>
        <span className="quiet">
          of {formatCount(map.capacity)} at {formatClock(map.atSec)}
        </span>
      </p>
      {shade === 'age' && <AgeScale longestSec={longestSec} />}
    </>
  );
}

/** The ramp of ages, logarithmic, with its moments. */
function AgeScale({ longestSec }: { readonly longestSec: number }): ReactElement {
  const stops = [0, 0.25, 0.5, 0.75, 1].map((share) => ageTone(share)).join(', ');
  return (
    <div className="port-map-ages" key={paletteVersion()}>
      <Explained term="Age" text={AGE_TEXT}>
        age
      </Explained>
      <div>
        <div className="port-map-ramp" style={{ background: `linear-gradient(to right, ${stops})` }} />
        <ol className="port-map-age-marks">
          {ageMarks(longestSec).map(({ ageSec, share }) => (
            <li key={ageSec} style={{ left: `${share * 100}%` }} data-last={share === 1}>
              {formatDuration(ageSec)}
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}
