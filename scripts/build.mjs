// `npm run build`: the app to apps/web/dist, the relay to server/dist/relay.js.
import { buildAll } from './steps/build.mjs';

await buildAll();
