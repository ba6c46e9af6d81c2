import { environment } from "../env";
import { oncePerProcess } from "../registry";

const holder = () => oncePerProcess<{ url: string | null }>("database-url", () => ({ url: null }));

/** Says where the database is, once the embedded one has been started. @param url a `postgresql://` URL with password */
export function setDatabaseUrl(url: string): void {
  holder().url = url;
}

/** The database of this process. @throws Error when neither `DATABASE_URL` nor an embedded database is there yet */
export function databaseUrl(): string {
  const url = holder().url ?? environment().databaseUrl;
  if (url === null) throw new Error("The database is not known yet: the embedded one has to be started first.");
  return url;
}
