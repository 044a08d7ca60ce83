import * as Y from 'yjs';

/** Two acts of one session; the second takes back the first and builds on it. */
export const twoActs = (): readonly [Uint8Array, Uint8Array] => {
  const doc = new Y.Doc();
  const acts: Uint8Array[] = [];
  doc.on('update', (act: Uint8Array) => acts.push(act));
  doc.getArray<string>('words').push(['milk']);
  doc.transact(() => {
    doc.getArray<string>('words').delete(0);
    doc.getArray<string>('words').push(['bread']);
  });
  const [milk, bread] = acts;
  if (!milk || !bread) throw new Error('each act is one update');
  return [milk, bread];
};
