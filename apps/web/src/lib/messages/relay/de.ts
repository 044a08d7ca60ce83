import type { LaterMessages } from '../messages.ts';

/** Why the relay does not take what it is sent, in German. */
export const deRelay: LaterMessages['relay'] = {
  private: 'Dieses Relay ist privat und hat die App nicht eingelassen. Deine Änderungen bleiben auf diesem Gerät.',
  token: 'Zugangscode',
  tokenHint: 'Du bekommst ihn von der Person, die dieses Relay betreibt. Er bleibt auf diesem Gerät.',
  accessTitle: 'Privates Relay',
  accessBody: 'Manche Relays verlangen einen Zugangscode. Kommen deine Listen auch ohne zum Relay, brauchst du keinen.',
  tokenNone: 'Auf diesem Gerät ist kein Zugangscode.',
  tokenKept: 'Auf diesem Gerät ist ein Zugangscode. Gib einen anderen ein, um ihn zu ändern.',
  forgetToken: 'Zugangscode vergessen',
  useToken: 'Verwenden',
  tokenWrong: 'Ein Zugangscode hat 16 bis 128 Buchstaben (ohne Umlaute), Ziffern, Binde- oder Unterstriche.',
  otherVersion:
    'Das Relay hat eine andere Version von Tote. Lade die Seite neu, um die neueste App zu bekommen. Deine Änderungen bleiben auf diesem Gerät.',
  turnedAway:
    'Das Relay lehnt diese Verbindung ab. Deine Änderungen bleiben auf diesem Gerät. Lade die Seite neu, um das neueste Tote zu bekommen.',
  lostData: 'Das Relay hatte einen Teil dieser Liste verloren. Dieses Gerät hat alles und bringt es zurück.',
  refused: {
    listFull:
      'Diese Liste hat beim Relay keinen Platz mehr. Deine Änderungen bleiben auf diesem Gerät. Öffne die Liste auf einem anderen Gerät, das schafft meist Platz. Wenn nicht, kopiere die Zeilen in eine neue Liste.',
    tooLarge:
      'Eine Änderung ist größer, als dieses Relay annimmt. Deine Änderungen bleiben auf diesem Gerät. Kopiere die Zeilen in eine neue Liste, oder wende dich an die Person, die das Relay betreibt.',
    notServed:
      'Dieses Relay bewahrt diese Liste nicht auf. Deine Änderungen bleiben auf diesem Gerät. Wende dich an die Person, die das Relay betreibt.',
    otherAddress:
      'Das Relay nimmt die Adresse nicht an, unter der die App es erreicht. Deine Änderungen bleiben auf diesem Gerät. Öffne Tote unter der gewohnten Adresse, oder wende dich an die Person, die das Relay betreibt.',
    tooManyLists:
      'Bei diesem Relay sind zu viele Listen zugleich offen. Deine Änderungen bleiben auf diesem Gerät. Schließ andere Tabs von Tote und lade diese Seite neu.',
    viewOnly:
      'Mit deinem Link lässt sich diese Liste nur ansehen. Deine Änderungen bleiben auf diesem Gerät. Bitte um einen Link, mit dem du sie ändern kannst.',
    badKeys:
      'Die Schlüssel dieser Liste passen beim Relay nicht. Deine Änderungen bleiben auf diesem Gerät. Öffne den Link der Liste noch einmal; hilft das nicht, bitte um einen neuen.',
    appFault:
      'Das Relay konnte nicht lesen, was die App gesendet hat. Deine Änderungen bleiben auf diesem Gerät. Lade die Seite neu, um das neueste Tote zu bekommen.',
  },
  putOff: {
    noRoom:
      'Das Relay hat gerade keinen Platz. Deine Änderungen bleiben auf diesem Gerät und werden noch einmal gesendet.',
    cannotStore:
      'Das Relay kann gerade nichts speichern. Deine Änderungen bleiben auf diesem Gerät und werden noch einmal gesendet.',
    tooFast:
      'Das war dem Relay zu viel auf einmal. Deine Änderungen bleiben auf diesem Gerät und werden etwas später noch einmal gesendet.',
    busy: 'Das Relay nimmt gerade nichts an. Deine Änderungen bleiben auf diesem Gerät und werden noch einmal gesendet.',
  },
};
