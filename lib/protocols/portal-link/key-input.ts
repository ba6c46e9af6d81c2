import { z } from "zod";
import { emailAddress } from "@/lib/core/email";
import { line } from "@/lib/core/plain-text";

/** What somebody says of a portal key: whom it names, and what links call that person by. */
export const portalKeyInput = z.object({ email: emailAddress, username: line(255, "username"), userId: line(255, "userId") });
export type PortalKeyInput = z.infer<typeof portalKeyInput>;
