import { type KeyboardEvent, type ReactElement, useMemo, useRef, useState } from 'react';
import { type DiagramItem, itemAfterKey, itemsOf } from './diagram-items.ts';
import type { DiagramLayout } from './diagram-layout.ts';

/**
 * The shapes that react to pointer and keyboard, above the drawing. Together they are one stop of the Tab key; the arrow
 * keys lead from one to the next.
 */
export function DiagramItems(props: {
  readonly layout: DiagramLayout;
  readonly shown: DiagramItem | null;
  readonly tooltipId: string;
  readonly onShow: (item: DiagramItem | null) => void;
  /** A node is pressed. */
  readonly onOpen: (item: DiagramItem) => void;
}): ReactElement {
  const { layout, shown, tooltipId, onShow, onOpen } = props;
  const items = useMemo(() => itemsOf(layout), [layout]);
  const group = useRef<SVGGElement>(null);
  const [focusId, setFocusId] = useState('');
  const tabStop = items.find(({ id }) => id === focusId) ?? items[0];
  const onKeyDown = (event: KeyboardEvent<SVGElement>, item: DiagramItem): void => {
    if (event.key === 'Escape') onShow(null);
    if (item.kind === 'node' && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      event.stopPropagation();
      onOpen(item);
    }
    const next = itemAfterKey(items, item, event.key);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    group.current?.querySelector<SVGElement>(`[data-item="${next.id}"]`)?.focus();
  };
  return (
    <g ref={group}>
      {items.map((item) => (
        <ItemShape
          key={item.id}
          item={item}
          isTabStop={item === tabStop}
          tooltipId={item.id === shown?.id ? tooltipId : undefined}
          onShow={onShow}
          onOpen={onOpen}
          onFocus={setFocusId}
          onKeyDown={onKeyDown}
        />
      ))}
    </g>
  );
}

function ItemShape(props: {
  readonly item: DiagramItem;
  readonly isTabStop: boolean;
  readonly tooltipId: string | undefined;
  readonly onShow: (item: DiagramItem | null) => void;
  readonly onOpen: (item: DiagramItem) => void;
  readonly onFocus: (id: string) => void;
  readonly onKeyDown: (event: KeyboardEvent<SVGElement>, item: DiagramItem) => void;
}): ReactElement {
  const { item, isTabStop, tooltipId, onShow, onOpen, onFocus, onKeyDown } = props;
  const { x, y, width, height, node } = item.placed;
  const shared = {
    'data-item': item.id,
    role: item.kind === 'node' ? 'button' : 'img',
    tabIndex: isTabStop ? 0 : -1,
    'aria-label': item.kind === 'node' ? node.name : `link of ${node.name}`,
    'aria-describedby': tooltipId,
    onPointerEnter: () => onShow(item),
    onFocus: () => {
      onFocus(item.id);
      onShow(item);
    },
    onBlur: () => onShow(null),
    onKeyDown: (event: KeyboardEvent<SVGElement>) => onKeyDown(event, item),
  };
  return item.kind === 'node' ? (
    <rect
      className="diagram-item diagram-item-node"
      {...shared}
      x={x}
      y={y}
      width={width}
      height={height}
      onClick={() => onOpen(item)}
    />
  ) : (
    <path className="diagram-item diagram-item-link" {...shared} d={item.path} />
  );
}
