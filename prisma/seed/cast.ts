import type { AppInput } from "@/lib/apps";
import type { DemoIcon } from "./draw-demo-icon";

type DemoApp = Omit<AppInput, "serviceUrl" | "categories"> & {
  readonly partner: 0 | 1;
  readonly categories: readonly AppInput["categories"][number][];
  /** null: a letter stands for it */
  readonly icon: DemoIcon | null;
  readonly path: string;
  readonly published: boolean;
  readonly perDay: number;
};

/** The organisations of the demo, each with its owner. */
export const demoPartners = [
  { name: "Lantern Books", email: "dev@lantern.example", timeZone: "Europe/Warsaw" },
  { name: "Harbour Maps", email: "dev@harbour.example", timeZone: "Asia/Kathmandu" },
] as const;

/** The apps of the demo. `partner` is a place in the list above, `perDay` about how many logins the past has. */
export const demoApps = [
  {
    partner: 0,
    name: "The Reading Room",
    tagline: "Every book of ours, in your browser.",
    description: `Open a book and go on where you stopped, on **any device**.

## What is in it

- Novels, essays and poems of our own house
- Notes in the margin, for you alone
- Type as large as you like it

Read [how books come in](https://lantern.example/how) on our own pages.`,
    categories: ["reading", "learning"],
    icon: { colour: "#1d4ed8", shape: "book" },
    path: "/login",
    price: null,
    published: true,
    perDay: 40,
  },
  {
    partner: 0,
    name: "Lantern Audio",
    tagline: "A new novel every week, read aloud.",
    description: `Listen to a new novel every week, read by people who love it.

1. Choose a voice.
2. Set the sleep timer.
3. Wake up where you left off.`,
    categories: ["music", "reading"],
    icon: { colour: "#9d174d", shape: "waves" },
    path: "/login?shelf=audio",
    price: { minor: 499, currency: "EUR", period: "month" },
    published: true,
    perDay: 18,
  },
  {
    partner: 0,
    name: "Lantern Lab",
    tagline: "What we are working on.",
    description: "What we are working on. *Not for users yet.*",
    categories: ["other"],
    icon: null,
    path: "/login?shelf=lab",
    price: null,
    published: false,
    perDay: 0,
  },
  {
    partner: 1,
    name: "Harbour Charts",
    tagline: "Sea charts of every coast, with depths and lights.",
    description: `Sea charts of every coast, with **depths, lights and buoys**.

> Plan at home, sail offline: what you have looked at stays on your device for a week.`,
    categories: ["travel"],
    icon: { colour: "#0f766e", shape: "compass" },
    path: "/login",
    price: null,
    published: true,
    perDay: 25,
  },
  {
    partner: 1,
    name: "Tide Tables",
    tagline: "High and low water for a thousand harbours.",
    description: `High and low water for a thousand harbours, a year ahead.

- Heights above chart datum
- Times in the harbour's own zone`,
    categories: ["travel", "work"],
    icon: { colour: "#b45309", shape: "moon" },
    path: "/login?sheet=tides",
    price: { minor: 250, currency: "EUR", period: "day" },
    published: true,
    perDay: 9,
  },
  {
    partner: 1,
    name: "Anchorages",
    tagline: "Where to lie for the night.",
    description: "Where to lie for the night, told by those who did: **holding ground, shelter, depth**.",
    categories: ["travel"],
    icon: null,
    path: "/login?sheet=anchorages",
    price: { minor: 1900, currency: "EUR", period: "for_ever" },
    published: true,
    perDay: 4,
  },
] as const satisfies readonly DemoApp[];

/** The end users of the demo. One has not verified the address: partners know that one by a generated one. */
export const demoUsers = [
  { name: "Ada", email: "ada@mail.example", verified: true },
  { name: "Bruno", email: "bruno@mail.example", verified: true },
  { name: "Chandra", email: "chandra@mail.example", verified: true },
  { name: "Dilek", email: "dilek@mail.example", verified: true },
  { name: "Emeka", email: "emeka@mail.example", verified: true },
  { name: "Freya", email: "freya@mail.example", verified: true },
  { name: "Goro", email: "goro@mail.example", verified: true },
  { name: "Hana", email: "hana@mail.example", verified: false },
] as const;
