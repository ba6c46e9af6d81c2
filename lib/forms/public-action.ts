import type { z } from "zod";
import { accept } from "@/lib/core/result";
import type { Answer, FormAction } from "./form-state";
import type { RequestFacts } from "./request-facts";
import { serveForm } from "./serve-form";

/** A server action that anybody may use, such as signing up: same origin, valid – then `work`. */
export function publicAction<Input>(schema: z.ZodType<Input>, work: (input: Input, request: RequestFacts) => Promise<Answer>): FormAction {
  return serveForm({ schema, authorize: () => Promise.resolve(accept(null)), work: (input, _nobody, request) => work(input, request) });
}
