// Generated from schemas/public-rooms.schema.json by `npm run generate`; edit the schema.

/**
 * The rooms and their uses (R24, R32).
 */
export interface PublicRooms {
  rooms: {
    id: string;
    name: {
      id: string;
      en: string;
    };
  }[];
  uses: {
    room: string;
    start: string;
    end: string;
    /**
     * held: by an open case; asked: an open case asks for it; past: a completed case has used it.
     */
    state: "held" | "asked" | "past";
    /**
     * Absent where the case's letter narrows it (R11): the room is taken, and that is all.
     */
    case?: string;
  }[];
}
