import { describe, expect, it } from 'vitest';
import { createOriginPolicy } from './origin-policy.ts';

describe('origin policy', () => {
  it('[T2] lets a page connect to the host it came from, and no other page', () => {
    const { acceptsPage } = createOriginPolicy([]);
    expect(acceptsPage('http://192.168.1.5:4680', '192.168.1.5:4680')).toBe(true);
    expect(acceptsPage('https://Tote.example', 'tote.EXAMPLE')).toBe(true);
    expect(acceptsPage('http://evil.example', '192.168.1.5:4680')).toBe(false);
    expect(acceptsPage('http://192.168.1.5:80', '192.168.1.5:4680')).toBe(false);
    expect(acceptsPage('null', '192.168.1.5:4680')).toBe(false);
    expect(acceptsPage(undefined, '192.168.1.5:4680')).toBe(true);
  });

  it('[T2] lets only the configured pages connect', () => {
    const { acceptsPage } = createOriginPolicy(['https://tote.example']);
    expect(acceptsPage('https://tote.example', 'backend:4680')).toBe(true);
    expect(acceptsPage('http://tote.example', 'tote.example')).toBe(false);
    expect(acceptsPage('https://evil.example', 'evil.example')).toBe(false);
    expect(createOriginPolicy(['*']).acceptsPage('https://evil.example', 'tote.example')).toBe(true);
  });

  it('[T3] binds proofs to the dialled host, or to the configured ones', () => {
    const open = createOriginPolicy([]);
    expect(open.dialledHost('Box.local:4680')).toBe('box.local:4680');
    expect(open.acceptsProofFor('box.local:4680')).toBe(true);
    const closed = createOriginPolicy(['https://tote.example', 'https://tote2.example:8443']);
    expect(closed.dialledHost('tote2.example:8443')).toBe('tote2.example:8443');
    expect(closed.dialledHost('backend:4680')).toBe('tote.example');
    expect(closed.acceptsProofFor('tote.example')).toBe(true);
    expect(closed.acceptsProofFor('evil.example')).toBe(false);
  });
});
