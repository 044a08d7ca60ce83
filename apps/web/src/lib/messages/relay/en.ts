/** Why the relay does not take what it is sent, in English. Each says what happened, where the changes are, and what to do. */
export const enRelay = {
  private: 'This relay is private and did not let this app in. Your changes stay on this device.',
  token: 'Access token',
  tokenHint: 'You get it from whoever runs this relay. It stays on this device.',
  accessTitle: 'Private relay',
  accessBody: 'Some relays ask for an access token. You need none if your lists reach the relay without one.',
  tokenNone: 'No token is kept on this device.',
  tokenKept: 'A token is kept on this device. Type another to change it.',
  forgetToken: 'Forget the token',
  useToken: 'Use it',
  tokenWrong: 'A token has 16 to 128 letters, digits, hyphens or underscores.',
  otherVersion:
    'The relay speaks another version of Tote. Reload for the newest app. Your changes stay on this device.',
  turnedAway:
    'The relay does not want this connection. Your changes stay on this device. Reload the page to get the newest Tote.',
  lostData: 'The relay had lost part of this list. This device has it all and is bringing it back.',
  refused: {
    listFull:
      'This list has no more room at the relay. Your changes stay on this device. Open the list on another device: that usually makes room. If it does not, copy the lines to a new list.',
    tooLarge:
      'One change is larger than this relay takes. Your changes stay on this device. Copy the lines to a new list, or ask whoever runs the relay.',
    notServed: 'This relay does not keep this list. Your changes stay on this device. Ask whoever runs the relay.',
    otherAddress:
      'The relay does not accept the address at which this app reaches it. Your changes stay on this device. Open Tote at its usual address, or ask whoever runs the relay.',
    tooManyLists:
      'Too many lists are open at this relay at once. Your changes stay on this device. Close other tabs of Tote, then reload this page.',
    viewOnly:
      'With the link that you have, this list can only be looked at. Your changes stay on this device. Ask for a link with which you can change it.',
    badKeys:
      'The keys of this list do not fit at the relay. Your changes stay on this device. Open the link of this list again; if that does not help, ask for a new one.',
    appFault:
      'The relay could not read what this app sent. Your changes stay on this device. Reload the page to get the newest Tote.',
  },
  putOff: {
    noRoom: 'The relay has no room at the moment. Your changes stay on this device and are tried again.',
    cannotStore: 'The relay cannot store anything at the moment. Your changes stay on this device and are tried again.',
    tooFast: 'The relay has had too much at once. Your changes stay on this device and are tried again a little later.',
    busy: 'The relay takes nothing at the moment. Your changes stay on this device and are tried again.',
  },
};
