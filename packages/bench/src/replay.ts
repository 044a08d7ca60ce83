/**
 * Replays a trace: as many replicas as the household has devices, and a relay's log between them.
 *
 * A device reads the log when it acts next or its session ends, not after every act of the others: what it sees when it
 * acts is the same.
 */
import { createRandom } from './random.ts';
import type { BenchReplica, Representation } from './replicas/bench-replica.ts';
import { type Act, type Device, DEVICES, type TraceEvent } from './workload/acts.ts';

/** What a replay tells while it goes on. */
export interface ReplayWatcher {
  readonly onYearEnd?: (year: number, replica: BenchReplica) => void;
  /** An act was made; so many bytes will be sent for it. */
  readonly onAct?: (type: Act['type'], bytes: number) => void;
}

interface Member {
  readonly replica: BenchReplica;
  isOnline: boolean;
  /** Made here, not sent yet. */
  waiting: Uint8Array[];
  /** Length of the log when this device last read it. */
  read: number;
}

/** Replays a trace to its end and hands back the replicas, all of them up to date. */
export const replay = (
  { open }: Representation,
  trace: readonly TraceEvent[],
  { onYearEnd, onAct }: ReplayWatcher = {},
): Record<Device, BenchReplica> => {
  const log: { readonly from: Device; readonly change: Uint8Array }[] = [];
  const join = (device: Device): Member => ({
    replica: open({ device, random: createRandom(`replay/${device}`) }),
    isOnline: true,
    waiting: [],
    read: 0,
  });
  const members: Record<Device, Member> = { 0: join(0), 1: join(1), 2: join(2) };

  const readLog = (device: Device): void => {
    const member = members[device];
    const news = log.slice(member.read).flatMap(({ from, change }) => (from === device ? [] : [change]));
    member.read = log.length;
    member.replica.receive(news);
  };
  const act = (device: Device, { act, minute }: { act: Act; minute: number }): void => {
    const { replica, waiting } = members[device];
    replica.perform(act, minute);
    const changes = replica.takeChanges();
    waiting.push(...changes);
    onAct?.(
      act.type,
      changes.reduce((sum, change) => sum + change.length, 0),
    );
  };
  const send = (device: Device): void => {
    for (const change of members[device].waiting.splice(0)) log.push({ from: device, change });
  };

  for (const event of trace) {
    switch (event.type) {
      case 'open': {
        const member = members[event.device];
        member.isOnline = event.isOnline;
        member.replica.openSession();
        if (!event.isOnline) break;
        readLog(event.device);
        member.replica.logRead();
        break;
      }
      case 'act': {
        const { isOnline } = members[event.device];
        if (isOnline) readLog(event.device);
        act(event.device, event);
        if (isOnline) send(event.device);
        break;
      }
      case 'close': {
        const member = members[event.device];
        readLog(event.device);
        send(event.device);
        if (!member.isOnline) member.replica.logRead();
        member.replica.closeSession();
        member.isOnline = true;
        break;
      }
      case 'year-end':
        for (const device of DEVICES) readLog(device);
        onYearEnd?.(event.year, members[0].replica);
    }
  }
  for (const device of DEVICES) readLog(device);
  return { 0: members[0].replica, 1: members[1].replica, 2: members[2].replica };
};
