import { describe, expect, it } from 'vitest';
import { emptyPortMap } from '../../../test/support/empty-port-map.ts';
import type { PortMapAnswer } from '../../workers/protocol.ts';

import { PortMapFollower } from './port-map-follower.ts';

const query = { station: 'path.0', address: 0, destination: 0 } as const;

function map(atSec: number): PortMapAnswer {
  return { ...emptyPortMap({ ...query, atSec }), occupancy: null };
}

function setUp() {
  const asked: {
    atSec: number;
    answer: (map: PortMapAnswer | null) => void;
    fail: (error: Error) => void;
  }[] = [];
  const shown: number[] = [];
  const errors: string[] = [];
  const follower = new PortMapFollower(
    (_, atSec) => new Promise((answer, fail) => asked.push({ atSec, answer, fail })),
    (each) => shown.push(each.atSec),
    (message) => errors.push(message),
  );
  return { follower, asked, shown, errors };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('PortMapFollower', () => {
  it('asks once for a moment, and not while an answer is on its way', async () => {
    const { follower, asked, shown } = setUp();
    follower.want(query, 1, 0);
    follower.want(query, 1, 16);
    follower.want(query, 2, 500);
    expect(asked.map(({ atSec }) => atSec)).toEqual([1]);
    asked[0]?.answer(map(1));
    await settled();
    expect(shown).toEqual([1]);
    follower.want(query, 3, 510);
    expect(asked.map(({ atSec }) => atSec)).toEqual([1, 3]);
  });

  it('leaves a tenth of a second between two questions', async () => {
    const { follower, asked } = setUp();
    follower.want(query, 1, 0);
    asked[0]?.answer(map(1));
    await settled();
    follower.want(query, 2, 99);
    expect(asked).toHaveLength(1);
    follower.want(query, 2, 100);
    expect(asked).toHaveLength(2);
  });

  it('asks at once for another space and drops the late answer', async () => {
    const { follower, asked, shown } = setUp();
    follower.want(query, 1, 0);
    follower.want({ ...query, address: 1 }, 1, 1);
    expect(asked).toHaveLength(2);
    asked[1]?.answer(map(20));
    await settled();
    asked[0]?.answer(map(10));
    await settled();
    expect(shown).toEqual([20]);
  });

  it('asks at once when the other spaces are wanted too', () => {
    const { follower, asked } = setUp();
    follower.want(query, 1, 0);
    follower.want({ ...query, withOccupancy: true }, 1, 1);
    follower.want({ ...query, withOccupancy: true }, 1, 2);
    expect(asked).toHaveLength(2);
  });

  it('reports a failure and can ask again', async () => {
    const { follower, asked, errors } = setUp();
    follower.want(query, 1, 0);
    asked[0]?.fail(new Error('the worker is gone'));
    await settled();
    expect(errors).toEqual(['the worker is gone']);
    follower.want(query, 2, 200);
    expect(asked).toHaveLength(2);
  });
});
