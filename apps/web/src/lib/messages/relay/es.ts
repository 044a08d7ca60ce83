import type { LaterMessages } from '../messages.ts';

/** Why the relay does not take what it is sent, in Spanish. */
export const esRelay: LaterMessages['relay'] = {
  private: 'Este relé es privado y no dejó entrar a la aplicación. Tus cambios se quedan en este dispositivo.',
  token: 'Código de acceso',
  tokenHint: 'Te lo da quien administra este relé. Se queda en este dispositivo.',
  accessTitle: 'Relé privado',
  accessBody:
    'Algunos relés solo dejan entrar a quien tiene su código de acceso. No hace falta si tus listas llegan al relé sin él.',
  tokenNone: 'En este dispositivo no hay ningún código.',
  tokenKept: 'En este dispositivo hay un código. Escribe otro para cambiarlo.',
  forgetToken: 'Olvidar el código',
  useToken: 'Usar',
  tokenWrong: 'Un código de acceso tiene de 16 a 128 letras sin tilde, cifras, guiones o guiones bajos.',
  otherVersion:
    'El relé usa otra versión de Tote. Recarga para tener la última versión. Tus cambios se quedan en este dispositivo.',
  turnedAway:
    'El relé rechaza esta conexión. Tus cambios se quedan en este dispositivo. Recarga la página para tener la última versión de Tote.',
  lostData: 'El relé había perdido parte de esta lista. Este dispositivo lo tiene todo y se lo está devolviendo.',
  refused: {
    listFull:
      'Esta lista ya no tiene sitio en el relé. Tus cambios se quedan en este dispositivo. Abre la lista en otro dispositivo: eso suele hacer sitio. Si no, copia las líneas a una lista nueva.',
    tooLarge:
      'Un cambio es mayor de lo que acepta este relé. Tus cambios se quedan en este dispositivo. Copia las líneas a una lista nueva, o pregunta a quien administra el relé.',
    notServed:
      'Este relé no guarda esta lista. Tus cambios se quedan en este dispositivo. Pregunta a quien administra el relé.',
    otherAddress:
      'El relé no acepta la dirección por la que la aplicación llega a él. Tus cambios se quedan en este dispositivo. Abre Tote en su dirección habitual, o pregunta a quien administra el relé.',
    tooManyLists:
      'Hay demasiadas listas abiertas a la vez en este relé. Tus cambios se quedan en este dispositivo. Cierra otras pestañas de Tote y recarga esta página.',
    viewOnly:
      'Con el enlace que tienes, esta lista solo se puede mirar. Tus cambios se quedan en este dispositivo. Pide un enlace con el que puedas cambiarla.',
    badKeys:
      'Las llaves de esta lista no encajan en el relé. Tus cambios se quedan en este dispositivo. Abre otra vez el enlace de la lista; si no sirve, pide uno nuevo.',
    appFault:
      'El relé no pudo leer lo que envió la aplicación. Tus cambios se quedan en este dispositivo. Recarga la página para tener la última versión de Tote.',
  },
  putOff: {
    noRoom:
      'El relé no tiene sitio en este momento. Tus cambios se quedan en este dispositivo y se vuelven a intentar.',
    cannotStore:
      'El relé no puede guardar nada en este momento. Tus cambios se quedan en este dispositivo y se vuelven a intentar.',
    tooFast:
      'El relé ha recibido demasiado de una vez. Tus cambios se quedan en este dispositivo y se vuelven a intentar un poco más tarde.',
    busy: 'El relé no acepta nada en este momento. Tus cambios se quedan en este dispositivo y se vuelven a intentar.',
  },
};
