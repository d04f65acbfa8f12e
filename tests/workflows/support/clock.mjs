// Loaded before a job's program: its clock then shows the forge's time, and goes on from there.
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
