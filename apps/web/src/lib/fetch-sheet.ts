/** Fetches a style sheet into the page, where `place` puts it; rejects, and leaves nothing there, if it cannot be had. */
export const fetchSheet = (href: string, place: (link: HTMLLinkElement) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = href;
    link.onload = () => {
      resolve();
    };
    link.onerror = () => {
      link.remove();
      reject(new TypeError(`${href} could not be fetched`));
    };
    place(link);
  });
