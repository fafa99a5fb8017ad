import type { LimitRow } from '../../analysis/limits/limit-row.ts';

export type RowName = Pick<LimitRow, 'station' | 'resource' | 'kind'>;

export const keyOfRow = ({ station, resource, kind }: RowName): string => `${station} ${resource} ${kind}`;

/** Id of what a row of the ladder opens. */
export const rowDetailId = (row: RowName): string => `ladder-${keyOfRow(row).replaceAll(/[^\w]/g, '-')}`;
