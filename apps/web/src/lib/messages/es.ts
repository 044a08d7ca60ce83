import type { Messages } from './messages.ts';
import { createPlural } from './plural.ts';

const plural = createPlural('es');

/** Strings of the first view in Spanish. */
export const es: Messages = {
  app: {
    name: 'Tote',
    loading: 'Abriendo…',
    close: 'Cerrar',
    back: 'Volver a tus listas',
    undo: 'Deshacer',
    redo: 'Rehacer',
    done: 'Listo',
    lists: 'Tus listas',
  },
  glance: {
    untitled: 'Lista sin nombre',
    viewOnly: 'Solo lectura',
    toGet: (count) => (count === 0 ? 'Nada por comprar' : plural(count, '# por comprar')),
    inCart: (count) => plural(count, '# en el carro'),
  },
  pill: {
    saved: 'En este dispositivo',
    waiting: (count) => plural(count, '# por enviar'),
    atRelay: 'En el relé',
    failing: 'Sin guardar',
    refused: 'El relé lo rechaza',
  },
  list: {
    addItem: 'Añadir un artículo',
    addPlaceholder: 'Leche, 2 kg de patatas…',
    add: 'Añadir',
    share: 'Compartir',
    more: 'Más',
    otherAisle: 'Otros',
    isNew: 'nuevo',
    notFound: (name) => `No se encuentra ${name}`,
    goShopping: 'Hacer la compra',
    toGetHeading: 'Por comprar',
    cartHeading: 'En el carro',
    clearDone: 'Quitar lo marcado',
    added: (name) => `Añadido: ${name}`,
    joined: (name) => `Más cantidad: ${name}`,
    reopened: (name) => `Otra vez por comprar: ${name}`,
    listFull: 'Esta lista está llena. Quita lo marcado y luego añade más.',
    alreadyThere: (name) => `Ya estaba en la lista: ${name}`,
    edit: (name) => `Editar ${name}`,
    move: (name) => `Mover ${name}`,
    moveHint: 'Arrastra o usa las flechas del teclado',
    movedTo: (name, position, total) => `${name}, ${position} de ${total}`,
    unsent: 'aún sin enviar',
    tickedBy: (names) => `marcado por ${names}`,
    also: (names) => `también: ${names}`,
    viewOnlyBar: 'Solo lectura. Los cambios los hacen otros.',
    othersAdded: (count) => plural(count, { one: '# línea añadida por otros', other: '# líneas añadidas por otros' }),
    othersTicked: (count) => plural(count, { one: '# línea marcada por otros', other: '# líneas marcadas por otros' }),
  },
  notices: {
    partMissing: 'Aún falta esta parte de Tote. Se cargará sola en cuanto haya conexión.',
    shelfFailed:
      'Tus listas no se pudieron escribir en este dispositivo. Haz sitio o guarda una copia; hasta entonces, deja esta página abierta.',
  },
};
