/**
 * In the place of `lib0/environment`, which asks a program's arguments, storage and address what it is to do: for Yjs and
 * y-websocket in the app, this is a browser, and nothing is set.
 */
export const isNode = false;
export const isBrowser = true;

/** Of settings that Yjs asks for, none is made. */
export const getVariable = (): null => null;
