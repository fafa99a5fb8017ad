import { memo, type ReactElement } from 'react';
import type { PlacedNode, PlacedStage } from './diagram-layout.ts';

const LINE_PX = 14;

/** The still part of one column: head line, lines below it, outlines of the boxes, and empty texts for live numbers. */
export const DiagramStage = memo(function DiagramStage(props: {
  readonly placed: PlacedStage;
  readonly areaBottom: number;
  readonly hasLines: boolean;
}): ReactElement {
  const { placed, areaBottom, hasLines } = props;
  const { stage, anchor, anchorX, nodes, x } = placed;
  const lowest = nodes.at(-1);
  const isSpread = stage.kind === 'backends' && nodes.length > 1;
  const failureY =
    stage.kind === 'clients'
      ? (nodes[0]?.y ?? 0) - 8 // Below it replies may come in.
      : isSpread || lowest === undefined
        ? areaBottom + 16
        : Math.min(areaBottom + 16, lowest.y + lowest.height + 28);
  return (
    <g>
      <text className="diagram-title" x={anchorX} y={13} textAnchor={anchor}>
        {stage.title}
      </text>
      {hasLines &&
        stage.lines.map((line, index) => (
          <text
            key={line}
            className="diagram-line"
            x={anchorX}
            y={13 + LINE_PX * (index + 1)}
            textAnchor={anchor}
          >
            {line}
          </text>
        ))}
      {nodes.map((each) => (
        <NodeBox
          key={each.node.id}
          placed={each}
          isClients={stage.kind === 'clients'}
          isGroup={stage.instances > 1 && each.node.instance === null}
        />
      ))}
      <text
        className="diagram-failure"
        data-failure={nodes[0]?.node.stage ?? 0}
        x={anchor === 'middle' ? x : anchorX}
        y={failureY}
        textAnchor={anchor}
      />
    </g>
  );
});

function NodeBox({
  placed,
  isClients,
  isGroup,
}: {
  readonly placed: PlacedNode;
  readonly isClients: boolean;
  readonly isGroup: boolean;
}): ReactElement {
  const { x, y, width, height, node } = placed;
  const middle = x + width / 2;
  const hasTwoLines = height >= 34;
  // A group says of its fullest instance too, above the bars of all of them; clients have theirs below.
  const lift = isClients ? 4 : isGroup ? 14 : 0;
  return (
    <g>
      <rect className="diagram-box" data-box={node.id} x={x} y={y} width={width} height={height} />
      {height >= 13 && (
        <text
          className={hasTwoLines ? 'diagram-number' : 'diagram-number diagram-number-small'}
          data-number={node.id}
          x={middle}
          y={y + height / 2 - (hasTwoLines ? 6 + lift : 0)}
          dy="0.34em"
          textAnchor="middle"
        />
      )}
      {hasTwoLines && (
        <text
          className="diagram-note"
          data-note={node.id}
          x={middle}
          y={y + height / 2 + 13 - lift}
          dy="0.34em"
          textAnchor="middle"
        />
      )}
      {hasTwoLines && isGroup && (
        <text
          className="diagram-note"
          data-fullest={node.id}
          x={middle}
          y={y + height / 2 + 13}
          dy="0.34em"
          textAnchor="middle"
        />
      )}
    </g>
  );
}
