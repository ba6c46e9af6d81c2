import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { classNames } from "./class-names";

const look = cva(
  "inline-flex min-h-10 items-center justify-center gap-2 rounded-lg border px-4 py-2 text-center text-sm font-semibold wrap-normal no-underline transition-colors disabled:cursor-progress disabled:opacity-70",
  {
    variants: {
      variant: {
        primary: "border-transparent bg-accent text-on-accent hover:bg-accent-hover",
        secondary: "border-line-strong bg-surface text-text hover:bg-sunken",
        danger: "border-transparent bg-danger text-on-danger hover:bg-danger-hover",
        quiet: "border-transparent bg-transparent text-text hover:bg-sunken",
      },
    },
    defaultVariants: { variant: "primary" },
  },
);

type Look = VariantProps<typeof look>;

/** A button that does something; a submit button unless told otherwise. */
export function Button({ variant, className, type = "submit", ...props }: ComponentProps<"button"> & Look) {
  return <button type={type} className={classNames(look({ variant }), className)} {...props} />;
}

/** A link that looks like a button: it leads somewhere and changes nothing. */
export function ButtonLink({ variant, className, ...props }: ComponentProps<"a"> & Look & { href: string }) {
  return <a className={classNames(look({ variant }), className)} {...props} />;
}
