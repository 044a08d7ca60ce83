import { openList } from '@tote/list';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { ACT_WEIGHTS } from './acts.ts';
import { createContract } from './contract.ts';
import { createPrng } from './prng.ts';

const prng = createPrng('5eed000000000000');
const deps = (device: string) => ({ device, random: prng.bytes, nowMs: () => 0, readOnly: false });

const openTwo = () => {
  const contract = createContract({ ...ACT_WEIGHTS, undo: 0 });
  const [here, there] = [new Y.Doc(), new Y.Doc()];
  const updates: Uint8Array[] = [];
  here.on('update', (update: Uint8Array) => updates.push(update));
  return {
    contract,
    here,
    there,
    updates,
    listHere: contract.openList(here, deps('device01')),
    listThere: contract.openList(there, deps('device02')),
  };
};

describe('the contract of a world', () => {
  it('[X11] has nothing to say against lists that do what their people asked for', () => {
    const { listHere, listThere, here, there, contract } = openTwo();
    for (let act = 0; act < 60; act += 1) {
      (act % 3 === 0 ? listThere : listHere).act(prng);
      if (act % 7 !== 0) continue;
      Y.applyUpdate(there, Y.encodeStateAsUpdate(here));
      Y.applyUpdate(here, Y.encodeStateAsUpdate(there));
    }
    expect([listHere.againstContract?.(), listThere.againstContract?.(), contract.outcome]).toEqual([[], [], 'kept']);
  });

  it('[X11] sees what came about in another way', () => {
    const { listHere, here } = openTwo();
    listHere.act(prng);
    openList(here, deps('intruder')).add('contraband');
    expect(listHere.againstContract?.()).toContainEqual(
      expect.stringMatching(/^shown but not in the model: .*contraband/),
    );
  });

  it('[X11] abstains where an act is there and what its person had seen is not', () => {
    const { listHere, listThere, here, there, updates, contract } = openTwo();
    listHere.act(prng);
    Y.applyUpdate(there, Y.encodeStateAsUpdate(here));
    listThere.act(prng);
    const effectOnly = new Y.Doc();
    Y.applyUpdate(effectOnly, Y.encodeStateAsUpdate(there, Y.encodeStateVector(here)));
    const list = contract.openList(effectOnly, deps('device03'));
    expect([list.againstContract?.(), contract.outcome, updates.length]).toEqual([[], 'torn', 1]);
  });

  describe('[X11] acts under ids that were used before', () => {
    /** A session wrote one act, and the next one of that device knows nothing of it. */
    const writeOver = ({ seenBy }: { seenBy: 'nobody' | 'others' }) => {
      const { contract, here, there, listHere, listThere } = openTwo();
      listHere.act(prng);
      if (seenBy === 'others') Y.applyUpdate(there, Y.encodeStateAsUpdate(here));
      listThere.act(prng);
      const again = Object.assign(new Y.Doc(), { clientID: here.clientID });
      const list = contract.openList(again, deps('device01'));
      list.act(prng);
      return list.againstContract?.();
    };

    it('are what their device did, where the earlier ones were lost before they left it', () => {
      expect(writeOver({ seenBy: 'nobody' })).toEqual([]);
    });

    it('are a fault where anybody else had seen the earlier ones', () => {
      expect(writeOver({ seenBy: 'others' })).toEqual([expect.stringContaining('their own ids')]);
    });
  });
});
