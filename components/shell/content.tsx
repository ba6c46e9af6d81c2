import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";

/** The part of a page that is the page. @param width `narrow` for pages that are one form */
export function Content({ width = "wide", children }: { width?: "wide" | "narrow"; children: ReactNode }) {
  return (
    <main
      id="content"
      tabIndex={-1}
      className={classNames("mx-auto w-full px-4 py-8 outline-none sm:px-6 lg:px-8", width === "wide" ? "max-w-6xl" : "max-w-md")}
    >
      {children}
    </main>
  );
}
