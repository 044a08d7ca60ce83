import type { Messages } from './messages.ts';
import { createPlural } from './plural.ts';

const plural = createPlural('fr');

/** Strings of the first view in French. */
export const fr: Messages = {
  app: {
    name: 'Tote',
    loading: 'Ouverture…',
    close: 'Fermer',
    back: 'Retour à vos listes',
    undo: 'Annuler',
    redo: 'Rétablir',
    done: 'Terminé',
    lists: 'Vos listes',
  },
  glance: {
    untitled: 'Liste sans nom',
    viewOnly: 'Lecture seule',
    toGet: (count) => (count === 0 ? 'Rien à prendre' : plural(count, '# à prendre')),
    inCart: (count) => plural(count, '# dans le chariot'),
  },
  pill: {
    saved: 'Sur cet appareil',
    waiting: (count) => plural(count, '# à envoyer'),
    atRelay: 'Au relais',
    failing: 'Non enregistré',
    refused: 'Le relais refuse',
  },
  list: {
    addItem: 'Ajouter un article',
    addPlaceholder: 'Lait, 2 kg de pommes…',
    add: 'Ajouter',
    share: 'Partager',
    more: 'Plus',
    otherAisle: 'Autres',
    isNew: 'nouveau',
    notFound: (name) => `Introuvable\u00a0: ${name}`,
    goShopping: 'Faire les courses',
    toGetHeading: 'À prendre',
    cartHeading: 'Dans le chariot',
    clearDone: 'Retirer les cochés',
    added: (name) => `Ajouté\u00a0: ${name}`,
    joined: (name) => `Quantité augmentée\u00a0: ${name}`,
    reopened: (name) => `De nouveau à prendre\u00a0: ${name}`,
    listFull: 'Cette liste est pleine. Retirez ce qui est coché, puis ajoutez la suite.',
    alreadyThere: (name) => `Déjà sur la liste\u00a0: ${name}`,
    edit: (name) => `Modifier ${name}`,
    move: (name) => `Déplacer ${name}`,
    moveHint: 'Faites glisser, ou utilisez les flèches du clavier',
    movedTo: (name, position, total) => `${name}, ${position} sur ${total}`,
    unsent: 'pas encore envoyé',
    tickedBy: (names) => `coché par ${names}`,
    also: (names) => `aussi\u00a0: ${names}`,
    viewOnlyBar: 'Lecture seule. D’autres peuvent modifier.',
    othersAdded: (count) =>
      plural(count, { one: '# ligne ajoutée par d’autres', other: '# lignes ajoutées par d’autres' }),
    othersTicked: (count) =>
      plural(count, { one: '# ligne cochée par d’autres', other: '# lignes cochées par d’autres' }),
  },
  notices: {
    partMissing: 'Cette partie de Tote manque encore. Elle sera chargée d’elle-même dès qu’il y aura du réseau.',
    shelfFailed:
      'Vos listes n’ont pas pu être écrites sur cet appareil. Faites de la place ou enregistrez une sauvegarde\u00a0; d’ici là, gardez cette page ouverte.',
  },
};
