import type { Plugin } from 'vite';

/** What the relay sends in production (its http front owns the value): `vite preview` must be no looser. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types svelte-trusted-html tote-worker',
].join('; ');

/** Serves `vite preview` under the strict policy of production; the dev server needs looser rules for hot reload. */
export const contentSecurityPolicy = (): Plugin => ({
  name: 'tote-content-security-policy',
  configurePreviewServer(server) {
    server.middlewares.use((_request, response, next) => {
      response.setHeader('Content-Security-Policy', POLICY);
      response.setHeader('Referrer-Policy', 'no-referrer');
      next();
    });
  },
});
