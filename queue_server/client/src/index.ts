/** What the faces share: the contract's types, the way to the server, words, times and a few components. */

export type * from "./contract.ts";
export { decoded } from "./address.ts";
export { BASE, createApi, newKey, Problem, type Api, type ApiOptions } from "./api.ts";
export { keepPage } from "./offline.ts";
export { percent, rounded } from "./figures.ts";
export { labelOf } from "./labels.ts";
export { follow, type FollowOptions, type Followed, type Link } from "./live.ts";
export { renewing, type Renewal } from "./renew.ts";
export { inEach, language, makeWords, type Language, type Params, type Said, type Words } from "./words.ts";
export { offerLanguages } from "./languages.ts";
export { clock, dateOf, day, elapsed, lastAt, range, when } from "./time.ts";
export { callsFrom, hoursOf, pauseWithin, wholeDay } from "./hours.ts";
export { default as DayState } from "./components/DayState/DayState.vue";
export { dayWords } from "./components/DayState/words.ts";
export { default as LanguageSwitch } from "./components/LanguageSwitch/LanguageSwitch.vue";
export { default as LinkNotice } from "./components/LinkNotice/LinkNotice.vue";
export { default as RehearsalMark } from "./components/RehearsalMark/RehearsalMark.vue";
