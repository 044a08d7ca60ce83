import type { LaterMessages } from '../messages.ts';

/** Why the relay does not take what it is sent, in French. */
export const frRelay: LaterMessages['relay'] = {
  private: 'Ce relais est privé et n’a pas laissé entrer l’application. Vos modifications restent sur cet appareil.',
  token: 'Code d’accès',
  tokenHint: 'La personne qui gère ce relais vous le donne. Il reste sur cet appareil.',
  accessTitle: 'Relais privé',
  accessBody: 'Certains relais demandent un code d’accès. Il n’en faut pas si vos listes arrivent au relais sans lui.',
  tokenNone: 'Aucun code n’est gardé sur cet appareil.',
  tokenKept: 'Un code est gardé sur cet appareil. Saisissez-en un autre pour le changer.',
  forgetToken: 'Oublier le code',
  useToken: 'Utiliser',
  tokenWrong: 'Un code d’accès compte de 16 à 128 lettres sans accent, chiffres, traits d’union ou tirets bas.',
  otherVersion:
    'Le relais utilise une autre version de Tote. Rechargez pour avoir la dernière application. Vos modifications restent sur cet appareil.',
  turnedAway:
    'Le relais refuse cette connexion. Vos modifications restent sur cet appareil. Rechargez la page pour avoir la dernière version de Tote.',
  lostData: 'Le relais avait perdu une partie de cette liste. Cet appareil a tout et la lui rapporte.',
  refused: {
    listFull:
      'Cette liste n’a plus de place au relais. Vos modifications restent sur cet appareil. Ouvrez la liste sur un autre appareil, cela fait en général de la place. Sinon, copiez les lignes dans une nouvelle liste.',
    tooLarge:
      'Une modification est plus grande que ce que ce relais accepte. Vos modifications restent sur cet appareil. Copiez les lignes dans une nouvelle liste, ou adressez-vous à la personne qui gère le relais.',
    notServed:
      'Ce relais ne garde pas cette liste. Vos modifications restent sur cet appareil. Adressez-vous à la personne qui gère le relais.',
    otherAddress:
      'Le relais n’accepte pas l’adresse par laquelle l’application l’atteint. Vos modifications restent sur cet appareil. Ouvrez Tote à son adresse habituelle, ou adressez-vous à la personne qui gère le relais.',
    tooManyLists:
      'Trop de listes sont ouvertes à la fois à ce relais. Vos modifications restent sur cet appareil. Fermez les autres onglets de Tote, puis rechargez cette page.',
    viewOnly:
      'Avec le lien que vous avez, cette liste peut seulement être regardée. Vos modifications restent sur cet appareil. Demandez un lien qui permet de la modifier.',
    badKeys:
      'Les clés de cette liste ne conviennent pas au relais. Vos modifications restent sur cet appareil. Ouvrez de nouveau le lien de la liste\u00a0; si cela n’aide pas, demandez-en un nouveau.',
    appFault:
      'Le relais n’a pas pu lire ce que l’application a envoyé. Vos modifications restent sur cet appareil. Rechargez la page pour avoir la dernière version de Tote.',
  },
  putOff: {
    noRoom: 'Le relais n’a pas de place en ce moment. Vos modifications restent sur cet appareil et seront renvoyées.',
    cannotStore:
      'Le relais ne peut rien enregistrer en ce moment. Vos modifications restent sur cet appareil et seront renvoyées.',
    tooFast:
      'Le relais en a reçu trop à la fois. Vos modifications restent sur cet appareil et seront renvoyées un peu plus tard.',
    busy: 'Le relais ne prend rien en ce moment. Vos modifications restent sur cet appareil et seront renvoyées.',
  },
};
