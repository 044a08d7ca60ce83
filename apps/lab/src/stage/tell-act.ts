/** Actions in words, for the timeline and the screen reader. */
import { formatAmount } from '@tote/list';
import type { Act, Action } from './action.ts';

/** An act as its person would tell it. */
export const tellAct = (act: Act): string => {
  switch (act.do) {
    case 'add':
      return `adds “${act.text}”`;
    case 'tick':
      return `ticks ${act.line}`;
    case 'untick':
      return `unticks ${act.line}`;
    case 'remove':
      return `deletes ${act.line}`;
    case 'step':
      return `${act.by > 0 ? '+' : '−'}${Math.abs(act.by)} ${act.line}`;
    case 'set':
      return `sets ${act.line} to ${act.amount ? formatAmount(act.amount, 'en') : 'no amount'}`;
    case 'rename':
      return `renames ${act.line} to ${act.name}`;
    case 'note':
      return `notes “${act.text}” on ${act.line}`;
    case 'aisle':
      return `puts ${act.line} into ${act.name}`;
    case 'move':
      return `moves ${act.line} ${typeof act.to === 'string' ? act.to : `before ${act.to.before}`}`;
    case 'clear':
      return 'clears done';
    case 'undo':
      return 'undoes';
    case 'redo':
      return 'redoes';
    case 'delete-list':
      return 'deletes the list for everyone';
    case 'restore-list':
      return 'takes the list back';
    case 'import':
      return `imports ${act.names.join(', ')}`;
    case 'person':
      return `is called ${act.name}`;
  }
};

const DEVICE_DEEDS = {
  'go-offline': 'loses the network',
  'go-online': 'has the network again',
  close: 'closes the app',
  crash: 'loses power',
  open: 'opens the app',
  wipe: 'loses all it stored',
  'fill-disk': 'has no room left',
  'free-disk': 'has room again',
} as const;

const RELAY_DEEDS = {
  stop: 'stops in good order',
  kill: 'loses power',
  start: 'starts',
  wipe: 'loses all it stored',
  'back-up': 'makes a backup',
  'roll-back': 'comes back from the backup',
} as const;

const LINE_WORDS = {
  carries: 'carries again',
  cut: 'is cut',
  stalls: 'stalls: open, and nothing gets through',
  'up-only': 'carries only towards the relay',
  'down-only': 'carries only towards the device',
} as const;

const YEAR_MS = 365 * 86_400_000;

/** Who or what an action is about, and what happens. Undefined for what nobody sees. */
export const tellAction = (action: Action): { readonly who: string; readonly text: string } | undefined => {
  switch (action.type) {
    case 'act':
      return { who: action.device, text: tellAct(action.act) };
    case 'device':
      return { who: action.device, text: DEVICE_DEEDS[action.deed] };
    case 'clock': {
      const years = Math.round((action.errorMs / YEAR_MS) * 10) / 10;
      return { who: action.device, text: years === 0 ? 'has the right time' : `believes it is ${years} years off` };
    }
    case 'line':
      return { who: action.line, text: LINE_WORDS[action.state] };
    case 'latency':
      return { who: action.line, text: `takes ${action.latencyMs} ms` };
    case 'break':
      return {
        who: action.line,
        text: action.upArrives
          ? 'breaks: what was sent arrives, the answer is lost'
          : 'breaks: what was on its way is lost',
      };
    case 'relay':
      return { who: action.relay, text: RELAY_DEEDS[action.deed] };
    case 'join':
      return { who: action.name, text: action.role === 'view' ? 'joins, may only look' : 'joins' };
    case 'heal':
      return { who: 'everything', text: 'is put right' };
    case 'say':
      return undefined;
  }
};
