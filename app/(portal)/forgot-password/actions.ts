"use server";

import { askForReset } from "@/app/ask-for-reset";
import { requestPasswordReset } from "@/lib/people";

export const requestLink = askForReset(requestPasswordReset);
