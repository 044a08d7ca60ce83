/**
 * The relay's HTTP side: the apps' files, and for operators /healthz, /readyz and /metrics. It never sees a list: what names one
 * is in the URL's fragment.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AppFile, AppFiles } from './app-files.ts';
import { hangUp } from './hang-up.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/** Whether the relay can do its work. */
export interface Health {
  readonly status: 'ok' | 'draining' | 'store-broken';
}

/** A client that dribbles its request does not hold a socket. */
const HEADERS_MS_MAX = 10_000;
const REQUEST_MS_MAX = 10_000;
const KEEP_ALIVE_MS = 5_000;
/** How often these are looked at; by Node's default every 30 s. */
const CHECK_MS = 2_000;
/** A client that asks for a file and never reads it does not hold a socket either. */
const SILENT_MS_MAX = 30_000;
const HEADERS_MAX = 64;

const INDEX = '/index.html';

const send = (
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: Buffer | string,
  withBody: boolean,
): void => {
  response.writeHead(status, { ...SECURITY_HEADERS, ...headers, 'Content-Length': Buffer.byteLength(body) });
  response.end(withBody ? body : undefined);
};

const sendText = (response: ServerResponse, status: number, text: string, withBody: boolean): void =>
  send(
    response,
    status,
    { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
    `${text}\n`,
    withBody,
  );

/** Whether the client takes this coding: named in Accept-Encoding, and not with weight zero. */
const takes = (request: IncomingMessage, coding: 'br' | 'gzip'): boolean =>
  String(request.headers['accept-encoding'] ?? '')
    .split(',')
    .some((part) => {
      const [name, weight = ''] = part.split(';').map((piece) => piece.trim().toLowerCase());
      return name === coding && !/^q=0(?:\.0*)?$/.test(weight);
    });

const sendFile = (request: IncomingMessage, response: ServerResponse, file: AppFile, withBody: boolean): void => {
  const headers = {
    'Content-Type': file.contentType,
    'Cache-Control': file.cacheControl,
    ETag: file.etag,
    Vary: 'Accept-Encoding',
  };
  if (request.headers['if-none-match'] === file.etag) {
    response.writeHead(304, { ...SECURITY_HEADERS, ...headers }).end();
    return;
  }
  if (file.br && takes(request, 'br')) send(response, 200, { ...headers, 'Content-Encoding': 'br' }, file.br, withBody);
  else if (file.gzip && takes(request, 'gzip'))
    send(response, 200, { ...headers, 'Content-Encoding': 'gzip' }, file.gzip, withBody);
  else send(response, 200, headers, file.plain, withBody);
};

/** Path of a request without query; undefined if it is not one. */
export const requestPath = (url: string | undefined): string | undefined => {
  const path = (url ?? '').split(/[?#]/, 1)[0] ?? '';
  try {
    return path.startsWith('/') ? decodeURIComponent(path) : undefined;
  } catch {
    return undefined;
  }
};

/** A person's browser asks for a page, under whatever path the app made up. */
const isNavigation = (request: IncomingMessage, path: string): boolean =>
  String(request.headers.accept ?? '').includes('text/html') && !/\.\w+$/.test(path);

/** Creates the server, not yet listening. Sockets that ask for an upgrade are for whoever listens to `upgrade`. */
export const createHttpFront = (deps: {
  readonly files: AppFiles;
  readonly health: () => Health;
  readonly readiness: () => Promise<string>;
  /** Undefined for those who may not read them. */
  readonly metrics: (request: IncomingMessage) => string | undefined;
}): Server => {
  const answerReadiness = (response: ServerResponse, withBody: boolean): void => {
    const answerWith = (status: string): void => sendText(response, status === 'ready' ? 200 : 503, status, withBody);
    deps.readiness().then(answerWith, () => answerWith('store-broken'));
  };

  const answerMetrics = (request: IncomingMessage, response: ServerResponse, withBody: boolean): void => {
    const text = deps.metrics(request);
    if (text === undefined) return sendText(response, 404, 'There is nothing here.', withBody);
    const headers = { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8', 'Cache-Control': 'no-store' };
    send(response, 200, headers, text, withBody);
  };

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const withBody = request.method !== 'HEAD';
    const path = requestPath(request.url);
    if (request.method === 'POST' && path === '/share')
      return send(response, 303, { Location: '/#not-shared', 'Cache-Control': 'no-store' }, '', true);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      return sendText(response, 405, 'Only GET and HEAD are answered here.', true);
    }
    if (path === undefined) return sendText(response, 400, 'This is not a path.', withBody);
    if (path === '/healthz') {
      const { status } = deps.health();
      return sendText(response, status === 'ok' ? 200 : 503, status, withBody);
    }
    if (path === '/readyz') return answerReadiness(response, withBody);
    if (path === '/metrics') return answerMetrics(request, response, withBody);
    if (path === '/relay') {
      response.setHeader('Upgrade', 'websocket');
      return sendText(response, 426, 'This address is for WebSockets.', withBody);
    }
    const file = deps.files.get(path) ?? (isNavigation(request, path) && deps.files.get(INDEX));
    if (file) return sendFile(request, response, file, withBody);
    const why = !deps.files.has(INDEX) ? 'This relay serves no app: it has not been built.' : 'There is nothing here.';
    return sendText(response, 404, why, withBody);
  };

  const server = createServer(
    {
      headersTimeout: HEADERS_MS_MAX,
      requestTimeout: REQUEST_MS_MAX,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connectionsCheckingInterval: CHECK_MS,
    },
    answer,
  );
  // A WebSocket has its own: ws turns this off for it.
  server.timeout = SILENT_MS_MAX;
  server.maxHeadersCount = HEADERS_MAX;
  server.on('clientError', (_error, socket) => {
    if (socket.writable) hangUp(socket, 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    else socket.destroy();
  });
  return server;
};
