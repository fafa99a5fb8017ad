import { type ReactElement, useEffect, useState } from 'react';
import { onFrame } from '../run/frame-loop.ts';
import { usePlayhead } from '../run/playhead.ts';
import { describeItem, type ItemDescription } from './describe-item.ts';
import type { DiagramItem } from './diagram-items.ts';
import type { DiagramState } from './diagram-state.ts';

const REFRESH_MS = 200;
const WIDTH_PX = 330;
const DISTANCE_PX = 8;

/** Numbers of the node or link that is pointed at, and a sampled five-tuple on each side of it. */
export function DiagramTooltip(props: {
  readonly id: string;
  readonly state: DiagramState;
  readonly item: DiagramItem;
}): ReactElement {
  const { id, state, item } = props;
  const [description, setDescription] = useState<ItemDescription>(() => describeNow(state, item));

  useEffect(() => {
    let dueMs = 0;
    return onFrame((nowMs) => {
      if (nowMs < dueMs) return;
      dueMs = nowMs + REFRESH_MS;
      setDescription((before) => {
        const next = describeNow(state, item);
        return JSON.stringify(before) === JSON.stringify(next) ? before : next;
      });
    });
  }, [state, item]);

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

function describeNow(state: DiagramState, item: DiagramItem): ItemDescription {
  return describeItem(state, item, state.run.indexAt(usePlayhead.getState().timeSec));
}
