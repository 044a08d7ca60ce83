import '@tote/web/styles/fonts.css';
import '@tote/web/styles/tokens.css';
import '@tote/web/styles/base.css';
import './styles/lab.css';
import { loadLaterIcons } from '@tote/web/ui/icons.ts';
import { mount } from 'svelte';
import Root from './Root.svelte';
import { Lab } from './state/lab.svelte.ts';
import { openWorld } from './state/world-port.ts';

const drawSeed = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join('');

await loadLaterIcons(); // sheets have them, and are not fetched here
mount(Root, { target: document.body, props: { lab: new Lab(openWorld()), drawSeed } });
