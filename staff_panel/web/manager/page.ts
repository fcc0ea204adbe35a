/** What each page of the workplace is given. */

import type { HallInfo, LiveView } from "@queue/client";

import type { Power } from "../session.ts";
import type { Office } from "./live.ts";
import type { OfficeWork } from "./work.ts";

export interface PageProps {
  office: Office;
  view: LiveView;
  hall: HallInfo;
  work: OfficeWork;
  may(power: Power): boolean;
}
