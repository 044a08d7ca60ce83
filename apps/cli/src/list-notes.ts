/** What somebody who looks at a list should know beside its lines (TERMINAL.md, C9, C12). */
import type { ListView, Notice } from '@tote/list';
import type { Role } from '@tote/seal';
import { namedPeople } from './list-texts.ts';

const somebody = (view: ListView, doers: readonly string[]): string => namedPeople(view, doers) || 'somebody';

const noticeText = (view: ListView, notice: Notice): string => {
  switch (notice.type) {
    case 'both-took-it':
      return `${notice.name} was taken more than once: ${somebody(view, notice.by)}`;
    case 'came-back':
      return `${notice.name} is back: ${somebody(view, notice.by)} changed it while it was deleted`;
    case 'also-named':
      return `${notice.name} was renamed twice at once: also ${notice.names.join(', ')}`;
    case 'list-came-back':
      return 'This list was deleted for everyone, and is back: somebody changed it meanwhile';
  }
};

/** What the merge decided and people should be told. */
export const noticeTexts = (view: ListView): readonly string[] =>
  view.notices.map((notice) => noticeText(view, notice));

/** What ended a list for everybody, if something did. */
export const endText = ({ deletion, lockChange, people }: ListView): string | undefined => {
  if (lockChange)
    return `${people.get(lockChange.device) ?? 'Somebody'} gave this list new keys: it goes on under a new link, and this copy stays as it was.`;
  return (
    deletion &&
    `${people.get(deletion.device) ?? 'Somebody'} deleted this list for everyone. The app can put it back from its bin; tote leave takes it off this device.`
  );
};

/** Why a list may be looked at and not changed; undefined if it may be changed. */
export const whyClosed = (view: ListView, role: Role): string | undefined => {
  const end = endText(view);
  if (end !== undefined) return end;
  if (view.isNewer) return 'This list was written by a newer version: it may be looked at, not changed.';
  return role === 'view' ? 'This list was joined by a view link: it may be looked at, not changed.' : undefined;
};
