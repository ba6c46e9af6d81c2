import { notFound } from "next/navigation";
import { cache } from "react";
import { type Developer, requireDeveloper } from "@/lib/accounts/current-account";
import { type ApiClientView, findOwnApiClient } from "@/lib/protocols/signed-login";

/** The API client that a page of this folder is about, and whose it is. Somebody else's is not found, like one that never was. */
export const ownClientOr404 = cache(async (clientId: string): Promise<{ developer: Developer; client: ApiClientView }> => {
  const developer = await requireDeveloper();
  const client = await findOwnApiClient(clientId, developer.partnerId);
  return client ? { developer, client } : notFound();
});
