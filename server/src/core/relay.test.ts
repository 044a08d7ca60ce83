import { describe, expect, it } from 'vitest';
import { createTestList } from '../testing/test-list.ts';
import { createTestRelay } from '../testing/test-relay.ts';

describe('following a list', () => {
  it('[R5] acknowledges an append and passes it on to the others, not back to its maker', async () => {
    const list = createTestList();
    const { connect } = createTestRelay();
    const ann = connect();
    const ben = connect();
    await ann.follow(list);
    await ben.follow(list);
    const envelope = list.envelope();
    expect(await ann.append([envelope])).toMatchObject({ type: 'ack', sequences: [1] });
    const { entries } = await ben.next('entries');
    expect(entries).toEqual([{ sequence: 1, envelope }]);
    expect(ann.received.filter(({ type }) => type === 'entries')).toEqual([]);
  });
});
