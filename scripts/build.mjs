// `npm run build`: the app to apps/web/dist, the lab to apps/lab/dist, the relay to server/dist/relay.js, the command to apps/cli/dist/tote.js. Builds what changed; `-- --force`, all.
import { buildIfChanged, forgetBuilds } from './steps/build.mjs';

if (process.argv.includes('--force')) forgetBuilds();
await buildIfChanged();
