// This file is loaded before a job’s program. It sets the program’s clock to the forge’s time, and lets it run on.
const ahead = Number(process.env.HARNESS_CLOCK_AHEAD);
const Machine = Date;
const now = () => Machine.now() + ahead;
globalThis.Date = class ForgeDate extends Machine {
  constructor(...given) {
    if (given.length === 0) super(now());
    else super(...given);
  }
  static now() {
    return now();
  }
};
delete process.env.HARNESS_CLOCK_AHEAD;
