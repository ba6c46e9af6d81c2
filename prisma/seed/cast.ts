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
    description: "Every book of ours, to read in the browser.",
    path: "/login",
    price: null,
    published: true,
    perDay: 40,
  },
  {
    partner: 0,
    name: "Lantern Audio",
    description: "Listen to a new novel every week, read by people who love it.",
    path: "/login?shelf=audio",
    price: { minor: 499, currency: "EUR", period: "month" },
    published: true,
    perDay: 18,
  },
  {
    partner: 0,
    name: "Lantern Lab",
    description: "What we are working on. Not for users yet.",
    path: "/login?shelf=lab",
    price: null,
    published: false,
    perDay: 0,
  },
  {
    partner: 1,
    name: "Harbour Charts",
    description: "Sea charts of every coast, with depths and lights.",
    path: "/login",
    price: null,
    published: true,
    perDay: 25,
  },
  {
    partner: 1,
    name: "Tide Tables",
    description: "High and low water for a thousand harbours.",
    path: "/login?sheet=tides",
    price: { minor: 250, currency: "EUR", period: "day" },
    published: true,
    perDay: 9,
  },
  {
    partner: 1,
    name: "Anchorages",
    description: "Where to lie for the night, told by those who did.",
    path: "/login?sheet=anchorages",
    price: { minor: 1900, currency: "EUR", period: "for_ever" },
    published: true,
    perDay: 4,
  },
] as const;

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
