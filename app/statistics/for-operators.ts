import { lookWhoIsSignedIn } from "./signed-in";

/** Answers operators; 401 to nobody, and to everybody else as if there were nothing. */
export async function forOperators(answer: () => Promise<Response>): Promise<Response> {
  const who = await lookWhoIsSignedIn();
  if (who === null) return new Response(null, { status: 401 });
  return who.operator ? answer() : new Response(null, { status: 404 });
}
