import { oncePerProcess } from "../registry";

/** Why this process should get no traffic, as a sentence for the operator; null when it should. */
export type Readiness = {
  readonly reason: string | null;
  /** true when logins must be refused at once: the database is unsafe or unknown to us. When it is merely away, each
   * request finds out by itself, so that the first one after its return succeeds. */
  readonly refusesLogins: boolean;
};

const holder = () =>
  oncePerProcess<{ current: Readiness; draining: boolean }>("readiness", () => ({
    current: { reason: "The platform is starting.", refusesLogins: true },
    draining: false,
  }));

/** What is known now, without asking the database. */
export function readiness(): Readiness {
  const { current, draining } = holder();
  return draining ? { reason: "The process is stopping.", refusesLogins: current.refusesLogins } : current;
}

/** Keeps what the last check found. @returns true when it differs from what was known */
export function setReadiness(next: Readiness): boolean {
  const changed = holder().current.reason !== next.reason;
  holder().current = next;
  return changed;
}

/** From now on the process is stopping: not ready, though it still finishes what it has. */
export function startDraining(): void {
  holder().draining = true;
}

/** True once the process is stopping: what is open without an end of its own must end now. */
export function isDraining(): boolean {
  return holder().draining;
}
