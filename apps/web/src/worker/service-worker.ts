/**
 * The app's own files, kept for a start with no network. Nothing else passes through here: no list, no key, no frame
 * of the relay. Why it is written by hand: DECISIONS.md beside this file.
 *
 * States of one version: *installing* (every file is being stored) → *waiting* (complete, unused) → *active*, only when
 * no older version is in use or a person accepted it. Invariant: a page is served from one version's files alone.
 */
const worker = self as unknown as ServiceWorkerGlobalScope;

/** Hash of the whole build, and path and content hash of each of its files; the build writes them here. */
declare const __TOTE_OFFLINE_FILES__: {
  readonly version: string;
  readonly files: readonly (readonly [path: string, hash: string])[];
};
const { version, files } = __TOTE_OFFLINE_FILES__;

const SHELL = '/index.html';
const CACHE_PREFIX = 'tote-app-';

/** Hashed build output: the name changes with the content, so an older version's copy can be taken over. */
const HASHED_NAME = /^\/assets\//;

const cacheName = CACHE_PREFIX + version;
const hashByPath = new Map(files);

const store = async (cache: Cache, path: string): Promise<void> => {
  const held = HASHED_NAME.test(path) ? await caches.match(path) : undefined;
  // 'reload' passes over the HTTP cache: an old index.html among new scripts would be a broken version.
  const response = held ?? (await fetch(new Request(path, { cache: 'reload' })));
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  // A redirected reply cannot answer a navigation; a copy can.
  await cache.put(path, response.redirected ? new Response(response.body, { headers: response.headers }) : response);
};

const install = async (): Promise<void> => {
  const cache = await caches.open(cacheName);
  await Promise.all(files.map(([path]) => store(cache, path)));
};

const activate = async (): Promise<void> => {
  const names = await caches.keys();
  const outdated = names.filter((name) => name.startsWith(CACHE_PREFIX) && name !== cacheName);
  await Promise.all(outdated.map((name) => caches.delete(name)));
  // The first visit is then already served from here: closing the tab and losing the network is enough of a test.
  await worker.clients.claim();
};

const answer = async (path: string, request: Request): Promise<Response> => {
  const cache = await caches.open(cacheName);
  // A browser that evicted one file is better served by the network than by an error.
  return (await cache.match(path)) ?? fetch(request);
};

worker.addEventListener('install', (event) => {
  event.waitUntil(install());
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(activate());
});

worker.addEventListener('message', (event) => {
  if (event.data === 'accept-version') void worker.skipWaiting();
});

/** Where a text that another app shared waits for the page, which reads it once and deletes it. */
const SHARED_CACHE = 'tote-shared';
const SHARED_TEXT = '/shared-text';

/** A text that is longer is no shopping list: what another page may send here fills no storage. In UTF-16 units. */
const SHARED_CHARS_MAX = 200_000;

/** A share comes as a POST, so that its text is in no address; it ends here and never reaches the relay. */
const takeShare = async (request: Request): Promise<Response> => {
  const form = await request.formData();
  const partsOf = (...names: readonly string[]) =>
    names.flatMap((name) => {
      const part = form.get(name);
      return typeof part === 'string' && part !== '' ? [part] : [];
    });
  const [address = ''] = partsOf('url');
  // An address is nothing to buy, unless it is all there is, or opens a list.
  const words = partsOf('title', 'text').join('\n');
  const text = words === '' || address.includes('/join#') ? `${address}\n${words}`.trim() : words;
  const cache = await caches.open(SHARED_CACHE);
  await cache.put(SHARED_TEXT, new Response(text.slice(0, SHARED_CHARS_MAX)));
  return Response.redirect('/#shared', 303);
};

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method === 'POST' && url.origin === worker.location.origin && url.pathname === '/share')
    event.respondWith(takeShare(request));
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return;
  if (hashByPath.has(url.pathname)) event.respondWith(answer(url.pathname, request));
  else if (request.mode === 'navigate' && isScreen(url.pathname)) event.respondWith(answer(SHELL, request));
});

/** Paths of the app's router. Others (health, metrics, a file opened on its own) are the relay's to answer. */
const isScreen = (path: string): boolean => path === '/' || /^\/join\/?$/.test(path) || path.startsWith('/l/');
