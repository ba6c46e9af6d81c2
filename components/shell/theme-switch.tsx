"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { useWords } from "./client-words";

type Theme = "light" | "dark" | "system";

const choices = [
  { theme: "light", Icon: Sun, word: "themeLight" },
  { theme: "dark", Icon: Moon, word: "themeDark" },
  { theme: "system", Icon: Monitor, word: "themeSystem" },
] as const;

/** Three buttons by which the reader chooses how the pages look. Before JavaScript arrives they are a form. */
export function ThemeSwitch({ chosen, back }: { chosen: Theme; back: string }) {
  const words = useWords();
  const [theme, setTheme] = useState(chosen);
  return (
    <form method="post" action="/theme" aria-label={words.theme} className="inline-flex rounded-lg border border-line bg-sunken p-0.5">
      <input type="hidden" name="back" value={back} />
      {choices.map(({ theme: name, Icon, word }) => (
        <button
          key={name}
          name="theme"
          value={name}
          title={words[word]}
          aria-label={words[word]}
          aria-pressed={theme === name}
          onClick={(event) => {
            event.preventDefault();
            setTheme(name);
            show(name);
          }}
          className={classNames(
            "inline-flex size-8 items-center justify-center rounded-md text-muted hover:text-text",
            theme === name && "bg-surface text-text shadow-xs",
          )}
        >
          <Icon aria-hidden className="size-4" />
        </button>
      ))}
    </form>
  );
}

// The very cookie that app/theme/route.ts sets.
function show(theme: Theme): void {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `theme=${theme}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
