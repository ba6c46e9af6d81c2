import { newId } from "../id";
import { testPool } from "./database";

/** Publishes a mandatory document of its own in a country, in force at once. @returns the version's id */
export async function publishTestTerms(country: string): Promise<string> {
  const [documentId, versionId] = [newId(), newId()];
  await testPool().query("INSERT INTO terms_versions (id, document_id, countries) VALUES ($1, $2, ARRAY[$3])", [
    versionId,
    documentId,
    country,
  ]);
  await testPool().query("INSERT INTO terms_texts VALUES ($1, 'en', 'Terms', '# Terms')", [versionId]);
  return versionId;
}
