// `npm test`: installs what the checks need, then runs all of them. What CI runs, and nothing else.
import { ensureBrowser } from './steps/browser.mjs';
import { installIfNeeded } from './steps/install.mjs';
import { requireNode } from './steps/node-version.mjs';
import { ensureRedis } from './steps/redis.mjs';

requireNode();
await installIfNeeded();
await ensureBrowser();
await ensureRedis();
await import('./verify.mjs');
