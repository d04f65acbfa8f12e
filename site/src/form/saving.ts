/** One save at a time: while one is under way, Decap's button for it does nothing. */

let isUnderWay = false;

export const isSaving = (): boolean => isUnderWay;

export function beginSave(): void {
  isUnderWay = true;
  show();
}

export function endSave(): void {
  isUnderWay = false;
  show();
}

/** Decap's button stays where it is and says "Saving …"; a second press goes nowhere. */
export function guardSave(): void {
  document.addEventListener(
    'click',
    (event) => {
      const button = event.target instanceof Element ? event.target.closest('[class*="-SaveButton"]') : null;
      if (!button || !isUnderWay) return;
      event.stopImmediatePropagation();
      event.preventDefault();
    },
    { capture: true },
  );
}

function show(): void {
  document.documentElement.toggleAttribute('data-saving', isUnderWay);
}
