import { ServerResponse, type IncomingMessage, type Server } from 'node:http';
import { hangUp } from '../http/hang-up.ts';
import { errorCode } from './error-detail.ts';

/** Whether a request asks for the protocol that is spoken here, and for no other. */
export const asksForWebSocket = ({ headers }: IncomingMessage): boolean =>
  headers.upgrade?.toLowerCase() === 'websocket';

/** False if an answer to a request before this one is still on its way. */
const mayAnswer = (response: ServerResponse, { socket }: IncomingMessage): boolean => {
  try {
    response.assignSocket(socket);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ERR_HTTP_SOCKET_ASSIGNED') return false;
    throw error;
  }
};

/**
 * Answers a request that asks for another protocol as if it had not (RELAY.md, H7). Node has let go of its connection, so that it
 * ends with this answer; or without, behind another answer: whoever sends requests ahead must be ready for that (RFC 9112, 9.3.2).
 */
export const answerInHttp = (server: Server, request: IncomingMessage): void => {
  const { socket } = request;
  socket.on('error', () => socket.destroy());
  const response = new ServerResponse(request);
  if (!mayAnswer(response, request)) return hangUp(socket, '');
  response.setHeader('Connection', 'close');
  response.once('finish', () => hangUp(socket, ''));
  server.emit('request', request, response);
};
