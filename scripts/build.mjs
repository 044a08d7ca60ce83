// `npm run build`: the app to apps/web/dist, the lab to apps/lab/dist, the relay to server/dist/relay.js, the command to apps/cli/dist/tote.js.
// Builds what changed; `-- --force`, all; `-- @tote/cli`, that alone.
import { buildIfChanged, forgetBuilds } from './steps/build.mjs';

const args = process.argv.slice(2);
if (args.includes('--force')) forgetBuilds();
await buildIfChanged(args.filter((arg) => arg !== '--force'));
