/** A server and a link that tests hold in their hands. */

import { Problem, type Api, type Followed, type follow } from "@queue/client";
import { problemOf } from "@queue/client/testing";
import { ref, shallowRef, type ShallowRef } from "vue";

type Answer = unknown;

export interface FakeHall {
  api: Api;
  /** What each address answers: a value, or a Problem that is thrown. By "GET /path" or "POST /path". */
  answers: Map<string, Answer>;
  /** Every request so far: "POST /path", with its body. */
  requests: [address: string, body: unknown][];
  open: typeof follow;
  /** The views of the links opened so far, the newest last. */
  links: ShallowRef<unknown>[];
}

export function fakeHall(answers: Record<string, Answer>): FakeHall {
  const known = new Map(Object.entries(answers));
  const requests: FakeHall["requests"] = [];
  const links: FakeHall["links"] = [];

  function answer<T>(address: string, body?: unknown): Promise<T> {
    requests.push([address, body]);
    const found = known.get(address);
    if (found === undefined) return Promise.reject(problemOf("not-found"));
    return found instanceof Problem ? Promise.reject(found) : Promise.resolve(structuredClone(found) as T);
  }

  function open<V>(): Followed<V & { view: string; seq: number; at: string; speed: number }> {
    const view = shallowRef(null);
    links.push(view);
    return {
      view,
      link: ref("live"),
      problem: shallowRef(null),
      now: ref(Date.now()),
      heardAt: ref(null),
      stop: () => undefined,
    };
  }

  return {
    api: {
      get: (path) => answer(`GET ${path}`),
      post: (path, body) => answer(`POST ${path}`, body),
      put: (path, body) => answer(`PUT ${path}`, body),
      delete: (path) => answer(`DELETE ${path}`),
    },
    answers: known,
    requests,
    open: open as typeof follow,
    links,
  };
}
