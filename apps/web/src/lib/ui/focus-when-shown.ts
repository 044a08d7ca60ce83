/** Puts the cursor here when the sheet around it is there: a dialog is shown only after its contents were made. */
export const focusWhenShown = (element: HTMLElement): void => {
  queueMicrotask(() => {
    element.focus();
  });
};
