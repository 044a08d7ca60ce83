import { createPlural } from './plural.ts';

const plural = createPlural('en');

/**
 * Strings of the first view in English; all others are in `later/`. The shape of this object is the contract for other
 * languages.
 */
export const en = {
  app: {
    name: 'Tote',
    loading: 'Opening…',
    close: 'Close',
    back: 'Back to your lists',
    undo: 'Undo',
    redo: 'Redo',
    done: 'Done',
    lists: 'Your lists',
  },
  glance: {
    untitled: 'Untitled list',
    viewOnly: 'View only',
    toGet: (count: number) => (count === 0 ? 'Nothing to get' : plural(count, '# to get')),
    inCart: (count: number) => plural(count, '# in the cart'),
  },
  pill: {
    saved: 'Saved on this device',
    waiting: (count: number) => plural(count, { one: '# change waiting', other: '# changes waiting' }),
    atRelay: 'At the relay',
    failing: 'Not saved',
    refused: 'Relay said no',
  },
  list: {
    addItem: 'Add an item',
    addPlaceholder: 'Add milk, 2 kg potatoes…',
    add: 'Add',
    share: 'Share',
    more: 'More',
    otherAisle: 'Other',
    isNew: 'new',
    notFound: (name: string) => `Could not find ${name}`,
    goShopping: 'Go shopping',
    toGetHeading: 'To get',
    cartHeading: 'In the cart',
    clearDone: 'Clear done',
    added: (name: string) => `${name} added`,
    joined: (name: string) => `More ${name}`,
    reopened: (name: string) => `${name} is to get again`,
    listFull: 'This list is full. Clear what is done, then add more.',
    alreadyThere: (name: string) => `${name} was on the list already`,
    edit: (name: string) => `Edit ${name}`,
    move: (name: string) => `Move ${name}`,
    moveHint: 'Drag, or press the arrow keys',
    movedTo: (name: string, position: number, total: number) => `${name}, ${position} of ${total}`,
    unsent: 'not sent yet',
    tickedBy: (names: string) => `ticked by ${names}`,
    also: (names: string) => `also: ${names}`,
    viewOnlyBar: 'View only. Others make the changes.',
    othersAdded: (count: number) => plural(count, { one: '# line added by others', other: '# lines added by others' }),
    othersTicked: (count: number) =>
      plural(count, { one: '# line ticked by others', other: '# lines ticked by others' }),
  },
  notices: {
    partMissing: 'This part of Tote is still missing. It is fetched by itself as soon as there is a connection.',
    shelfFailed:
      'Your lists could not be written on this device. Make room, or save a backup; until then, keep this page open.',
  },
};
