import { inject } from "vitest";
import type { DoorKind } from "./server-process";

/** What the global setup tells about a server process that it started. */
export type TestServer = { readonly door: DoorKind; readonly url: string; readonly logFile: string };

declare module "vitest" {
  interface ProvidedContext {
    /** a superuser's URL of the database that all test servers share */
    databaseUrl: string;
    /** two front doors and one of Next's own servers */
    testServers: { front: TestServer; secondFront: TestServer; next: TestServer };
  }
}

/** Both doors, for `describe.each`: a row has the door's name and the server. */
export function doors(): [name: string, server: TestServer][] {
  const { front, next } = inject("testServers");
  return [
    ["front door", front],
    ["Next door", next],
  ];
}

/** Every server process on the shared database. */
export function allServers(): TestServer[] {
  const { front, secondFront, next } = inject("testServers");
  return [front, secondFront, next];
}

/** The door through which alone the rows hold that need more than Next gives. */
export function frontDoor(): TestServer {
  return inject("testServers").front;
}
