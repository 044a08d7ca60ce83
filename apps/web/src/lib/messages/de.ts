import type { Messages } from './messages.ts';
import { createPlural } from './plural.ts';

const plural = createPlural('de');

/** Strings of the first view in German. */
export const de: Messages = {
  app: {
    name: 'Tote',
    loading: 'Wird geöffnet …',
    close: 'Schließen',
    back: 'Zurück zu deinen Listen',
    undo: 'Rückgängig',
    redo: 'Wiederholen',
    done: 'Fertig',
    lists: 'Deine Listen',
  },
  glance: {
    untitled: 'Liste ohne Namen',
    viewOnly: 'Nur ansehen',
    toGet: (count) => (count === 0 ? 'Nichts zu besorgen' : plural(count, '# zu besorgen')),
    inCart: (count) => plural(count, '# im Wagen'),
  },
  pill: {
    saved: 'Auf diesem Gerät',
    waiting: (count) => plural(count, '# zu senden'),
    atRelay: 'Beim Relay',
    failing: 'Nicht gesichert',
    refused: 'Relay lehnt ab',
  },
  list: {
    addItem: 'Etwas hinzufügen',
    addPlaceholder: 'Milch, 2 kg Kartoffeln …',
    add: 'Hinzufügen',
    share: 'Teilen',
    more: 'Mehr',
    otherAisle: 'Sonstiges',
    isNew: 'neu',
    notFound: (name) => `${name} nicht gefunden`,
    goShopping: 'Einkaufen gehen',
    toGetHeading: 'Zu besorgen',
    cartHeading: 'Im Wagen',
    clearDone: 'Abgehakte entfernen',
    added: (name) => `${name} hinzugefügt`,
    joined: (name) => `Mehr ${name}`,
    reopened: (name) => `${name} ist wieder zu besorgen`,
    listFull: 'Diese Liste ist voll. Entferne Abgehaktes, dann passt wieder etwas hinein.',
    alreadyThere: (name) => `${name} stand schon auf der Liste`,
    edit: (name) => `${name} bearbeiten`,
    move: (name) => `${name} verschieben`,
    moveHint: 'Ziehen oder die Pfeiltasten drücken',
    movedTo: (name, position, total) => `${name}, ${position} von ${total}`,
    unsent: 'noch nicht gesendet',
    tickedBy: (names) => `abgehakt von ${names}`,
    also: (names) => `auch: ${names}`,
    viewOnlyBar: 'Nur ansehen. Ändern können andere.',
    othersAdded: (count) =>
      plural(count, { one: '# Zeile von anderen hinzugefügt', other: '# Zeilen von anderen hinzugefügt' }),
    othersTicked: (count) =>
      plural(count, { one: '# Zeile von anderen abgehakt', other: '# Zeilen von anderen abgehakt' }),
  },
  notices: {
    partMissing: 'Dieser Teil von Tote fehlt noch. Er wird von selbst geladen, sobald du Netz hast.',
    shelfFailed:
      'Deine Listen konnten auf diesem Gerät nicht geschrieben werden. Schaff Platz oder speichere eine Sicherung; lass bis dahin diese Seite offen.',
  },
};
