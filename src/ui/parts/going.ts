/** Shows another screen when a link to it is clicked; one that is to open elsewhere is left to the browser. @param route as in its address. */
export const goOnClick =
  (from: EventTarget, route: string) =>
  (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    from.dispatchEvent(new CustomEvent('tw-go', { detail: route, bubbles: true, composed: true }));
  };
