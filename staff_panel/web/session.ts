/** Who works here: the signed-in account, and the one way to the server that notices when the session ends. */

import { Problem, createApi, type Api, type Session } from "@queue/client";
import { ref, shallowRef, type Ref, type ShallowRef } from "vue";

export type Power = Session["powers"][number];

export interface Staff {
  session: ShallowRef<Session | null>;
  /** Whether the account has a power; the server says so again, and where. */
  may(power: Power): boolean;
  /** asking: not known yet · out: nobody is signed in · in · expired: was signed in on this page, until now. */
  standing: Ref<"asking" | "out" | "in" | "expired">;
  api: Api;
  /** Finds out whether a session is still there from before. Throws Problem when the server cannot be reached. */
  ask(): Promise<void>;
  signIn(username: string, password: string): Promise<Session>;
  signOut(): Promise<void>;
  /** Notes what the server refused elsewhere, e.g. on the socket: it may mean that the session has ended. */
  heed(problem: unknown): void;
}

/** The sign-in that comes then says all there is to say. */
export const isSessionEnd = (problem: unknown): boolean =>
  problem instanceof Problem && problem.code === "sign-in-needed";

export function createStaff(server: Api = createApi()): Staff {
  const session: ShallowRef<Session | null> = shallowRef(null);
  const standing: Staff["standing"] = ref("asking");

  function heed(problem: unknown): void {
    if (isSessionEnd(problem) && standing.value === "in") standing.value = "expired";
  }

  async function watched<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (problem) {
      heed(problem);
      throw problem;
    }
  }

  const api: Api = {
    get: (path) => watched(server.get(path)),
    post: (path, body, options) => watched(server.post(path, body, options)),
    put: (path, body) => watched(server.put(path, body)),
    delete: (path) => watched(server.delete(path)),
  };

  return {
    session,
    may: (power) => session.value?.powers.includes(power) ?? false,
    standing,
    api,
    heed,

    async ask() {
      try {
        session.value = await server.get<Session>("/session");
        standing.value = "in";
      } catch (problem) {
        if (!(problem instanceof Problem) || problem.status !== 401) throw problem;
        standing.value = "out";
      }
    },

    async signIn(username, password) {
      const signedIn = await server.post<Session>("/session", { username, password });
      session.value = signedIn;
      standing.value = "in";
      return signedIn;
    },

    async signOut() {
      await server.delete<null>("/session");
      session.value = null;
      standing.value = "out";
    },
  };
}
