import type { AppStatus } from "@/lib/apps";
import type { PartnerStatus } from "@/lib/partners";

/** One step on the way to a published app. */
export type Step = { readonly title: string; readonly text: string; readonly href: string; readonly link: string; readonly done: boolean };

/** What a partner has so far. */
export type Progress = {
  readonly partnership: PartnerStatus;
  readonly apps: readonly { readonly id: string; readonly status: AppStatus; readonly pending: "draft" | "review" | null }[];
  readonly tokens: number;
  readonly testUsers: number;
  /** a login of theirs was accepted at least once */
  readonly redeemed: boolean;
};

/** The steps in the order in which a developer takes them. */
export function nextSteps({ partnership, apps, tokens, testUsers, redeemed }: Progress): Step[] {
  const [first] = apps;
  const app = first ? `/panel/apps/${first.id}` : "/panel/apps";
  const published = apps.some((one) => one.status === "published" || one.pending !== null);
  return [
    {
      title: "Register an app",
      done: apps.length > 0,
      href: "/panel/apps/new",
      link: "Register an app",
      text: "A name, a sentence, and the URL to which users come. It is a draft that only your test users can open.",
    },
    {
      title: "Generate a bearer token",
      done: tokens > 0,
      href: "/panel/bearer-tokens",
      link: "Bearer tokens",
      text: "Your server shows it to us when it asks who a login token belongs to.",
    },
    {
      title: "Launch as a test user",
      done: testUsers > 0,
      href: app,
      link: "To the app",
      text: "Make a test user and open your draft as that one, before anybody else can.",
    },
    {
      title: "Redeem a login token",
      done: redeemed,
      href: "/panel/events",
      link: "See what arrives",
      text: "Your server calls us with the token from the URL and gets the user's e-mail.",
    },
    {
      title: "Become a partner",
      done: partnership === "active" || partnership === "suspended",
      href: "/panel/partnership",
      link: partnership === "requested" ? "See where it stands" : "Ask for partnership",
      text:
        partnership === "requested"
          ? "You have asked; the operator looks at it."
          : "Publishing needs it. The operator of this platform decides.",
    },
    {
      title: "Publish",
      done: published,
      href: app,
      link: "To the app",
      text: "Ask for publication. Once it is approved, your app stands in the catalogue.",
    },
  ];
}
