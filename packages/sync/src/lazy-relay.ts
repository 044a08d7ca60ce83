/**
 * A relay whose code is fetched when it is wanted: the provider, the wire and the ciphers are a fifth of the app, and a
 * list on this device is shown without them. Until they are there a link is simply off.
 */
import type { PresentReplica } from './presence.ts';
import type { Relay, RelayLink, RelayLinkDeps } from './relay.ts';

/** Pause before the code is asked for again after it could not be fetched, in milliseconds. */
const RETRY_MS = 5_000;

/** Wraps a relay that `load` brings. It is asked once it is needed, and again after a failure. */
export const createLazyRelay = (url: string, load: () => Promise<Relay>): Relay => {
  let loading: Promise<Relay> | undefined;
  const loaded = (): Promise<Relay> =>
    (loading ??= load().catch(async () => {
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      loading = undefined;
      return loaded();
    }));
  return { url, link: (deps) => createLazyLink(loaded, deps) };
};

const createLazyLink = (loaded: () => Promise<Relay>, deps: RelayLinkDeps): RelayLink => {
  let link: RelayLink | undefined;
  let wanted = false;
  let closed = false;
  return {
    get phase() {
      return link?.phase ?? (wanted ? 'connecting' : 'off');
    },
    get turnedAway() {
      return link?.turnedAway;
    },
    get putOff() {
      return link?.putOff;
    },
    seenBy: (others) => link?.seenBy(others) ?? false,
    helpOthers: (others: readonly PresentReplica[]) => link?.helpOthers(others),
    sendIfIdle: (update) => link?.sendIfIdle(update),
    connect: () => {
      if (link) return link.connect();
      if (wanted) return;
      wanted = true;
      void loaded().then((relay) => {
        if (closed) return;
        link = relay.link(deps);
        link.connect();
      });
    },
    close: () => {
      closed = true;
      link?.close();
    },
  };
};
