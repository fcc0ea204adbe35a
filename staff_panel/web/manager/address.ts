/** What a page shows, kept in its address: `?name=value`, without what is as usual. */

import { computed, type WritableComputedRef } from "vue";
import { useRoute, useRouter, type LocationQueryRaw } from "vue-router";

export interface Address {
  /** One part of the query; assigning it changes the address in place. */
  part(name: string, usual: () => string): WritableComputedRef<string>;
}

export function useAddress(): Address {
  const [route, router] = [useRoute(), useRouter()];
  let changed: LocationQueryRaw | null = null; // several parts may change before the address does

  function change(name: string, value: string | undefined): void {
    changed = { ...(changed ?? route.query), [name]: value };
    void router.replace({ query: changed }).finally(() => (changed = null));
  }

  return {
    part: (name, usual) =>
      computed({
        get() {
          const value = route.query[name];
          return typeof value === "string" ? value : usual();
        },
        set: (value) => change(name, value === usual() ? undefined : value),
      }),
  };
}
