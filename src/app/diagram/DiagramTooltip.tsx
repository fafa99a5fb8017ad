import { type ReactElement, useMemo } from 'react';
import { useSampleIndex } from '../run/use-sample-index.ts';
import { describeItem } from './describe-item.ts';
import type { DiagramItem } from './diagram-items.ts';
import type { DiagramState } from './diagram-state.ts';

const WIDTH_PX = 330;
const DISTANCE_PX = 8;

/** Numbers of the node or link that is pointed at, and a sampled five-tuple on each side of it. */
export function DiagramTooltip(props: {
  readonly id: string;
  readonly state: DiagramState;
  readonly item: DiagramItem;
}): ReactElement {
  const { id, state, item } = props;
  const index = useSampleIndex(state.run);
  const description = useMemo(() => describeItem(state, item, index), [state, item, index]);
  const { width, height } = state.layout;
  const left = Math.min(Math.max(0, item.x - WIDTH_PX / 2), Math.max(0, width - WIDTH_PX));
  // Below its node or link, so that neither that nor the answer above the diagram is hidden; above where it stands low.
  const reach = item.kind === 'node' ? item.placed.height / 2 : 0;
  const vertical =
    item.y > height * 0.6
      ? { bottom: height - item.y + reach + DISTANCE_PX }
      : { top: item.y + reach + DISTANCE_PX };
  return (
    <div
      id={id}
      className="diagram-tooltip"
      role="tooltip"
      style={{ left, maxWidth: Math.min(WIDTH_PX, width), ...vertical }}
    >
      <b>{description.title}</b>
      <dl>
        {description.facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="quiet">five-tuple of an example</p>
      <dl className="mono">
        {description.tuples.map(([where, tuple]) => (
          <div key={where}>
            <dt>{where}</dt>
            <dd>{tuple}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
