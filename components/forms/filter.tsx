import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { controlLook } from "./field-frame";

/**
 * Chooses what a page shows: a GET form, so that the choice stands in the address. @param hidden what has been chosen elsewhere
 * and is kept @param show what the button says
 */
export function Filter({
  action,
  hidden = {},
  show,
  className,
  children,
}: {
  action: string;
  hidden?: Readonly<Record<string, string | undefined>>;
  show: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <form method="get" action={action} className={classNames("flex flex-wrap items-end gap-3", className)}>
      {Object.entries(hidden).map(([name, value]) => value !== undefined && <input key={name} type="hidden" name={name} value={value} />)}
      {children}
      <Button variant="secondary">{show}</Button>
    </form>
  );
}

type Named = { readonly name: string; readonly label: string; readonly value: string | undefined; readonly className?: string };

/** One of several choices. @param all what it is called when nothing is chosen; left out where one is always chosen */
export function FilterChoice({
  name,
  label,
  value,
  all,
  choices,
  className,
}: Named & { all?: string; choices: readonly (readonly [value: string, name: string])[] }) {
  return (
    <label className={classNames("block min-w-0 text-sm font-semibold max-sm:w-full", className)}>
      {label}
      <select name={name} defaultValue={value ?? ""} className={`${controlLook} mt-1.5 font-normal`}>
        {all !== undefined && <option value="">{all}</option>}
        {choices.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A line of text: what is looked for. */
export function FilterText({ name, label, value, className }: Named) {
  return (
    <label className={classNames("block grow text-sm font-semibold sm:max-w-md", className)}>
      {label}
      <input name={name} defaultValue={value} autoComplete="off" spellCheck={false} className={`${controlLook} mt-1.5 font-normal`} />
    </label>
  );
}
