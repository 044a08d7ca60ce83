import type { LaterMessages } from '../messages.ts';
import { createPlural } from '../plural.ts';
import { quoted } from '../quoted.ts';
import { frRelay } from '../relay/fr.ts';
import { frShelf } from '../shelf/fr.ts';
import { frShopping } from '../shopping/fr.ts';

const plural = createPlural('fr');

/** Every string in French that the first view can do without. */
export const frLater: LaterMessages = {
  shopping: frShopping,
  shelf: frShelf,
  relay: frRelay,
  undo: {
    nothingToUndo: 'Il n’y a rien à annuler',
    cannotUndo: {
      gone: 'Annulation impossible\u00a0: la ligne n’est plus sur la liste',
      'already-back': 'C’est déjà de nouveau sur la liste',
      'not-in-bin': 'Annulation impossible\u00a0: ce n’est plus dans la corbeille',
      'changed-since': 'Annulation impossible\u00a0: quelqu’un l’a modifié depuis',
    },
  },
  home: {
    newList: 'Nouvelle liste',
    openLink: 'Ouvrir un lien',
    settings: 'Réglages',
    emptyTitle: 'Une seule liste, sur tous les téléphones de la maison',
    emptyBody:
      'Ajoutez depuis le canapé, cochez dans le rayon. Tout marche sans réseau, sans compte, et personne d’autre ne peut lire.',
    pickTitle: 'Choisissez une liste',
    pickBody: 'Ou faites-en une nouvelle\u00a0: elle est prête avant que l’eau ne bouille.',
  },
  banners: {
    memoryOnly:
      'Ce navigateur ne laisse rien garder à Tote. Ne fermez pas la page avant que vos modifications soient au relais.',
    updateReady: 'Une nouvelle version est prête',
    updateNow: 'L’utiliser',
    updatedElsewhere: 'Tote a été mis à jour dans un autre onglet',
    reload: 'Recharger',
  },
  lost: {
    toHome: 'Aller à vos listes',
    nothingHere: 'Il n’y a rien à cette adresse',
    nothingHereDetail: 'Cette liste a peut-être été quittée sur cet appareil. Son lien la ramène.',
    cannotOpenTitle: 'Cette liste ne s’ouvre pas',
    cannotOpenBody:
      'Rien n’a été supprimé. Recharger la page suffit souvent\u00a0; le lien de la liste la ramène dans tous les cas.',
  },
  newList: {
    title: 'Nouvelle liste',
    name: 'Nom',
    namePlaceholder: 'Courses de la semaine',
    picture: 'Image',
    colour: 'Couleur',
    create: 'Créer la liste',
  },
  colours: {
    leaf: 'Feuille',
    lemon: 'Citron',
    peach: 'Pêche',
    berry: 'Framboise',
    plum: 'Prune',
    sky: 'Ciel',
    sand: 'Sable',
  },
  emptyList: {
    emptyTitle: 'Rien à prendre',
    emptyBody:
      'Écrivez en bas et appuyez sur Entrée. «\u00a02 l de lait\u00a0» ou toute une liste collée marchent aussi.',
    allDoneTitle: 'C’est tout',
    allDoneBody: 'Tout est dans le chariot.',
    emptyViewBody: 'Les lignes apparaissent ici dès que quelqu’un en ajoute.',
  },
  noticeCards: {
    bothTook: (name) => `${name}\u00a0: vous l’avez pris tous les deux`,
    cameBack: (name, names) => `${name} est de retour\u00a0: modifié par ${names}`,
    somebody: 'quelqu’un',
    deleteAnyway: 'Supprimer quand même',
    keepIt: 'Garder',
    understood: 'D’accord',
    listCameBack:
      'Cette liste a été supprimée pour tous, et elle est de retour\u00a0: quelqu’un l’a modifiée entre-temps',
    deletedForAll: (name) => `${name} a supprimé cette liste pour tous`,
    isNewer:
      'Cette liste a été écrite par un Tote plus récent. Vous pouvez la regarder\u00a0; rechargez pour avoir la dernière version.',
  },
  line: {
    title: 'Modifier la ligne',
    name: 'Nom',
    amount: 'Quantité',
    unit: 'Unité',
    noUnit: 'Sans unité',
    less: 'Moins',
    moreOf: 'Plus',
    note: 'Note',
    notePlaceholder: 'Celui dans la boîte bleue',
    remove: 'Supprimer',
    moveUp: 'Monter',
    moveDown: 'Descendre',
    addedBy: (names) => `Ajouté par ${names}`,
    useName: (name) => `Utiliser ${quoted(name)}`,
    gone: 'Cette ligne n’est plus sur la liste',
  },
  share: {
    title: 'Partager cette liste',
    editLink: 'Peut modifier',
    editLinkDetail: 'Toute personne qui a ce lien peut ajouter, cocher et modifier.',
    viewLink: 'Peut voir',
    viewLinkDetail: 'Toute personne qui a ce lien voit la liste et ne peut pas la modifier.',
    which: 'Ce que le lien permet',
    copy: 'Copier le lien',
    copied: 'Lien copié',
    noKeys: 'Les clés de cette liste sont illisibles\u00a0: il n’y a pas de lien à partager.',
    copyByHand: 'Copiez le lien depuis le champ\u00a0: cette page n’a pas accès au presse-papiers.',
    send: 'Envoyer…',
    link: 'Lien',
    qr: 'Code QR du lien',
    qrHint: 'Visez-le avec l’appareil photo de l’autre téléphone.',
    secret:
      'Le lien est la clé. La partie après # n’atteint jamais le relais\u00a0: ne l’envoyez qu’aux personnes qui peuvent avoir la liste.',
    onlyView: 'Vous avez un lien de lecture\u00a0: c’est celui que vous pouvez transmettre.',
    message: (title) => `Notre liste de courses ${quoted(title)}`,
  },
  join: {
    title: 'Ouvrir cette liste\u00a0?',
    editBody: 'Avec ce lien, vous pouvez voir la liste et la modifier.',
    viewBody: 'Avec ce lien, vous pouvez voir la liste. Seuls d’autres peuvent la modifier.',
    keeps: 'Elle sera gardée sur cet appareil, pour les jours sans réseau.',
    open: 'Ouvrir la liste',
    notNow: 'Pas maintenant',
    already: 'Cette liste est déjà sur cet appareil.',
    upgrade: 'Vous pouviez seulement voir cette liste. Avec ce lien, vous pouvez aussi la modifier.',
    checking: 'Lecture du lien…',
    damagedTitle: 'Ce lien est abîmé',
    damagedBody: 'Il en manque un morceau, ou il a changé en chemin. Redemandez-le et copiez-le en entier.',
    foreignTitle: 'Ce n’est pas un lien Tote',
    foreignBody: 'Il ne contient pas de liste. Un lien Tote a une longue partie après «\u00a0#\u00a0».',
    versionTitle: 'Ce lien demande un Tote plus récent',
    versionBody:
      'Il vient d’une version que celle-ci ne connaît pas. Rechargez pour avoir la dernière, puis ouvrez le lien à nouveau.',
    nothingLost: 'Rien n’a changé sur cet appareil.',
    pasteTitle: 'Ouvrir un lien',
    pasteLabel: 'Collez le lien',
    pasteHint: 'Il ressemble à ceci\u00a0: https://…/join#…',
    next: 'Suivant',
  },
  status: {
    title: 'Où sont vos modifications',
    stepDevice: 'Sur cet appareil',
    stepRelay: 'Au relais',
    stepOthers: 'Vu par les autres',
    deviceSaved: 'Chaque modification est enregistrée sur cet appareil.',
    deviceSaving: 'En cours d’écriture.',
    deviceFailing:
      'Non enregistré sur cet appareil. Gardez cette page ouverte\u00a0: les modifications sont dans sa mémoire et partent au relais dès qu’il répond.',
    reasons: {
      refused: 'Ce navigateur ne laisse rien garder à la page, comme dans une fenêtre privée.',
      full: 'Le stockage de cet appareil est plein. Faites de la place\u00a0; Tote réessaie tout seul.',
      slow: 'Le stockage de cet appareil ne répond pas à temps. Tote continue d’essayer.',
      'closed-elsewhere': 'Un autre onglet a fermé le stockage. Rechargez cette page.',
      'write-failed': 'Le navigateur n’a pas pu écrire. Tote continue d’essayer.',
    },
    relayOff: 'Aucun relais n’est utilisé.',
    relayConnecting: 'Injoignable en ce moment. Tote continue d’essayer\u00a0; vous pouvez continuer.',
    relayCatchingUp: 'Connecté, lecture des nouveautés…',
    relayLive: 'Connecté. Chaque modification y est enregistrée, scellée.',
    relayLiveWaiting: (count) =>
      plural(count, {
        one: 'Connecté. # modification en route.',
        other: 'Connecté. # modifications en route.',
      }),
    relayWaiting: (count) =>
      plural(count, {
        one: '# modification attend ici qu’il soit joignable.',
        other: '# modifications attendent ici qu’il soit joignable.',
      }),
    othersNone: 'Personne d’autre n’a la liste ouverte en ce moment.',
    othersSeen: 'Les autres ont le dernier état.',
    othersNotYet: 'Pas encore confirmé par les autres.',
    agreement: (agreeing, total) => `${agreeing} appareils sur ${total} en accord`,
    agreementAlone: 'Seul cet appareil est là',
    devices: 'Appareils présents',
    thisDevice: 'Cet appareil',
    unnamed: 'Un appareil',
    agrees: 'en accord',
    differs: 'en train de rattraper',
    yourName: 'Votre nom',
    yourNamePlaceholder: 'Pour que les autres voient qui a coché',
    fingerprint: 'Empreinte de ce que vous voyez',
    fingerprintHint: 'Les quatre mêmes images sur deux appareils veulent dire la même liste sur les deux.',
    storage: 'Stockage',
    persisted: 'Ce navigateur a promis de garder vos listes.',
    notPersisted:
      'Ce navigateur peut effacer vos listes quand la place manque. Installer l’application l’évite en général.',
    persistUnknown: 'Ce navigateur ne dit pas s’il garde vos listes.',
    memoryOnly:
      'Ce navigateur ne garde rien pour cette page. Vos listes disparaissent d’ici quand vous la fermez\u00a0; les liens les ramènent.',
    used: (size) => `${size} utilisés`,
    setAside: (count) => plural(count, { one: '# entrée mise de côté', other: '# entrées mises de côté' }),
    setAsideHint:
      'Elles étaient inutilisables et ont été sautées, pour que le reste de la liste s’ouvre. Rien d’autre n’est touché.',
    setAsideDevice: (position) => `Sur cet appareil, rang ${position}`,
    setAsideRelay: (position) => `Au relais, entrée ${position}`,
  },
  settings: {
    title: 'Réglages',
    theme: 'Apparence',
    themeSystem: 'Automatique',
    themeLight: 'Clair',
    themeDark: 'Sombre',
    language: 'Langue',
    languageSystem: 'Comme le navigateur',
    install: 'Installer Tote',
    installBody: 'S’ouvre depuis l’écran d’accueil et démarre sans réseau.',
    installIos: 'Dans le menu de partage du navigateur, choisissez «\u00a0Sur l’écran d’accueil\u00a0».',
    installed: 'Tote est installé sur cet appareil.',
    offlineReady: 'Prêt à démarrer sans réseau.',
    offlineNotReady: 'Pas encore enregistré pour démarrer sans réseau.',
    insecure:
      'Cette adresse est en http simple. Les listes marchent et restent chiffrées, mais le démarrage sans réseau, le partage et le presse-papiers demandent https ou localhost.',
  },
};
