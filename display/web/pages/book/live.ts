/** The booking page's way to the server: asked at each step, since nothing here is anybody's yet. */

import {
  createApi,
  Problem,
  type BoardView,
  type BookedAppointment,
  type BookingRequest,
  type HallInfo,
  type Slots,
} from "@queue/client";
import { shallowRef, type ShallowRef } from "vue";

/** The hall's clock when it was last asked, and whether that is a rehearsal's: both stand on its board. */
export type Moment = Pick<BoardView, "at" | "rehearsal">;

export interface BookLive {
  hall: ShallowRef<HallInfo | null>;
  moment: ShallowRef<Moment | null>;
  /** Why there is nothing to show. */
  lost: ShallowRef<Problem | null>;
  load(): Promise<void>;
  times(service: string): Promise<Slots>;
  /** Books, and leads on to the appointment's own page. */
  book(request: BookingRequest): Promise<void>;
}

export function bookAt(name: string, lead = (address: string) => location.replace(address)): BookLive {
  const api = createApi();
  const path = `/halls/${encodeURIComponent(name)}`;
  const hall: ShallowRef<HallInfo | null> = shallowRef(null);
  const moment: ShallowRef<Moment | null> = shallowRef(null);
  const lost: ShallowRef<Problem | null> = shallowRef(null);

  /** An answer, with the moment it is of. */
  async function ask<T>(address: string): Promise<T> {
    const [answer, board] = await Promise.all([api.get<T>(address), api.get<Moment>(`${path}/board`)]);
    moment.value = board;
    return answer;
  }

  return {
    hall,
    moment,
    lost,
    async load() {
      lost.value = null;
      try {
        hall.value = await ask<HallInfo>(path);
      } catch (problem) {
        hall.value = null;
        lost.value = Problem.of(problem);
      }
    },
    times: (service) => ask<Slots>(`${path}/slots?service=${encodeURIComponent(service)}`),
    async book(request) {
      const { token } = await api.post<BookedAppointment>(`${path}/appointments`, request);
      lead(`/a/${encodeURIComponent(token)}`); // in place of this page, so that nobody goes back and books twice
    },
  };
}
