/**
 * A relay whose code is fetched when it is wanted: the provider, the wire and the ciphers are a fifth of the app, and a
 * list on this device is shown without them. Until they are there a link is simply off.
 */
import type { PresentReplica } from './presence.ts';
import type { Relay, RelayLink, RelayLinkDeps } from './relay.ts';

/** Pause before the code is asked for again after it could not be fetched, in milliseconds. */
const RETRY_MS = 5_000;

/** Wraps a relay that `load` brings. It is asked once it is needed, and again after a failure, sooner if somebody asks to. */
export const createLazyRelay = (url: string, load: () => Promise<Relay>): Relay => ({
  url,
  link: (deps) => createLazyLink(load, deps),
});

const createLazyLink = (load: () => Promise<Relay>, deps: RelayLinkDeps): RelayLink => {
  let link: RelayLink | undefined;
  let loading = false;
  let closed = false;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;

  const connect = (): void => {
    if (link) return link.connect();
    if (loading) return;
    clearTimeout(retryTimer);
    loading = true;
    void load().then(
      (relay) => {
        if (closed) return;
        link = relay.link(deps);
        link.connect();
      },
      () => {
        loading = false;
        if (!closed) retryTimer = setTimeout(connect, RETRY_MS);
      },
    );
  };

  return {
    get phase() {
      return link?.phase ?? (loading || retryTimer !== undefined ? 'connecting' : 'off');
    },
    get turnedAway() {
      return link?.turnedAway;
    },
    get putOff() {
      return link?.putOff;
    },
    seenBy: (others) => link?.seenBy(others) ?? false,
    helpOthers: (others: readonly PresentReplica[]) => link?.helpOthers(others),
    sendIfIdle: (updates) => link?.sendIfIdle(updates),
    connect,
    close: () => {
      closed = true;
      clearTimeout(retryTimer);
      link?.close();
    },
  };
};
