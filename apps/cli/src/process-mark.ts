/** Which process something belongs to, so that another can see whether it is gone (TERMINAL.md, D2). */
import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process, named so that it is not taken for one of another machine or container. */
export interface ProcessMark {
  readonly pid: number;
  /** Where process numbers mean the same. */
  readonly place: string;
}

/** Containers on one machine have process numbers of their own. */
const placeOfNumbers = (): string => {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname(); // no such thing but on Linux
  }
};

/** This one. */
export const thisProcess = (): ProcessMark => ({ pid: process.pid, place: placeOfNumbers() });

/** False only if it is certain that the process is gone. */
export const isRunning = ({ pid, place }: ProcessMark): boolean => {
  if (place !== placeOfNumbers()) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'; // there, and somebody else's
  }
};
