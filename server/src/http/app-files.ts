/**
 * The built app in memory (RELAY.md, decision D5): a few hundred KiB, read once. No request touches the disk, and a build
 * under a running relay never mixes two versions.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';

/** One file of the app with the compressed copies that the build made. */
export interface AppFile {
  readonly contentType: string;
  readonly cacheControl: string;
  readonly etag: string;
  readonly plain: Buffer;
  readonly br: Buffer | undefined;
  readonly gzip: Buffer | undefined;
}

/** The app by request path. */
export type AppFiles = ReadonlyMap<string, AppFile>;

/** A folder with more than this is not the app. */
const APP_BYTES_MAX = 64 * 1024 * 1024;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

/** Vite puts a hash of the content into these names: such a file never changes. */
const HASHED = /^\/assets\/.+-[\w-]{8,}\.\w+$/;
const COMPRESSED = /\.(?:br|gz)$/;

const toAppFile = (root: string, path: string): AppFile => {
  const file = join(root, path);
  const copy = (extension: string): Buffer | undefined =>
    existsSync(file + extension) ? readFileSync(file + extension) : undefined;
  const plain = readFileSync(file);
  return {
    contentType: CONTENT_TYPES[extname(path)] ?? 'application/octet-stream',
    cacheControl: HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
    plain,
    br: copy('.br'),
    gzip: copy('.gz'),
  };
};

/**
 * Reads a built app; empty if there is none. Throws if the folder cannot be read or cannot be an app.
 * @param base path under which it is served, without a slash at its end; the page itself answers with and without one
 */
export const loadAppFiles = (root: string, base = ''): AppFiles => {
  if (!existsSync(root)) return new Map();
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(root, path)).isFile())
    .map((path) => `/${path.replaceAll('\\', '/')}`);
  const totalBytes = paths.reduce((sum, path) => sum + statSync(join(root, path)).size, 0);
  if (totalBytes > APP_BYTES_MAX) throw new Error(`${root} holds ${totalBytes} bytes: that is not the built app`);
  const files = new Map(
    paths.filter((path) => !COMPRESSED.test(path)).map((path) => [base + path, toAppFile(root, path)] as const),
  );
  const page = files.get(`${base}/index.html`);
  if (page) for (const path of [base, `${base}/`]) files.set(path, page);
  return files;
};
