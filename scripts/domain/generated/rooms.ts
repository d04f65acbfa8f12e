// Generated from schemas/rooms.schema.json by `npm run generate`; edit the schema.

export type Id = string;
export type Openings = {
  from: string;
  /**
   * 24:00 is the end of the day.
   */
  to: string;
}[];
export type Moment = string;

/**
 * The rooms that cases can book: when they are open, how many people they hold, what is in them (R24).
 */
export interface Rooms {
  rooms: Room[];
}
export interface Room {
  id: Id;
  name: Words;
  /**
   * IANA time zone of the opening hours.
   */
  zone: string;
  /**
   * How many people it holds.
   */
  capacity: number;
  /**
   * `always`, day and night; or weekly hours, to which holidays and collective leave are closed.
   */
  opening: "always" | WeeklyHours;
  equipment: Equipment[];
  /**
   * Times for which nobody can book the room, although it would be open (R51).
   */
  closures?: Closure[];
}
export interface Words {
  id: string;
  en: string;
}
export interface WeeklyHours {
  mon?: Openings;
  tue?: Openings;
  wed?: Openings;
  thu?: Openings;
  fri?: Openings;
  sat?: Openings;
  sun?: Openings;
}
export interface Equipment {
  id: Id;
  name: Words;
}
export interface Closure {
  from: Moment;
  /**
   * From then on the room can be booked again.
   */
  until: string;
  reason: Words1;
}
/**
 * Is shown to everybody.
 */
export interface Words1 {
  id: string;
  en: string;
}
