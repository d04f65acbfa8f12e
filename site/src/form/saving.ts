/** One save at a time: while one is under way, Decap's button for it does nothing. After a first save Decap exchanges the form. */

/** The pane with the fields: a new element after every exchange. */
const FIELDS = '#nc-root [class*="-ControlPaneContainer"]';

let isUnderWay = false;
let isExchanging = false;

export const isSaving = (): boolean => isUnderWay;

export function beginSave(): void {
  isUnderWay = true;
  show();
}

export function endSave(): void {
  isUnderWay = false;
  show();
}

/**
 * A first save has arrived: Decap reads the request from its own place, and draws the form anew from that. What is begun in the
 * old one meanwhile, such as a choice of which half is typed, would go with it: so it takes nothing any more.
 */
export function beginExchange(): void {
  isExchanging = true;
  show();
}

/** A form is there anew: where Decap cannot read the request it takes the old one away all the same. */
export function endExchange(): void {
  isExchanging = false;
  show();
}

/** Decap's button stays where it is and says "Saving …"; a second press goes nowhere. */
export function guardSave(): void {
  document.addEventListener(
    'click',
    (event) => {
      const button = event.target instanceof Element ? event.target.closest('[class*="-SaveButton"]') : null;
      if (!button || !isStill()) return;
      event.stopImmediatePropagation();
      event.preventDefault();
    },
    { capture: true },
  );
}

const isStill = (): boolean => isUnderWay || isExchanging;

function show(): void {
  document.documentElement.toggleAttribute('data-saving', isStill());
  document.querySelector(FIELDS)?.toggleAttribute('inert', isExchanging);
}
