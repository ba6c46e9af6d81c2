"use server";

import { askForReset } from "@/app/ask-for-reset";
import { requestAccountReset } from "@/lib/accounts/reset-password";

export const requestLink = askForReset(requestAccountReset);
