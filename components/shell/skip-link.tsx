import { words } from "@/lib/words";

/** Leads those who use the keyboard past the navigation. */
export async function SkipLink() {
  const t = await words("shell");
  return (
    <a
      href="#content"
      className="sr-only rounded-lg bg-accent px-4 py-2 font-semibold text-on-accent focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-30 focus:px-4 focus:py-2"
    >
      {t("skipToContent")}
    </a>
  );
}
