import { checked, readPassword } from "./option-values";
import type { CommandLine } from "./command-line";
import { settled } from "./refusal";

type Create = { readonly email: string; readonly password: string };

/** `operator create`: the first thing after an installation. */
export function addOperatorCommands({ noun, does, terminal }: CommandLine): void {
  const operator = noun("operator", "the platform's own people");
  const create = operator
    .command("create")
    .description("make an operator's account")
    .requiredOption("--email <address>", "the address to sign in with")
    .requiredOption("--password <password>", "10 characters or more; - reads it from standard input");
  does(create, async (options: Create) => {
    const password = await readPassword(options.password, terminal.input);
    const { accountInput, createOperator } = await import("@/lib/accounts/account");
    const { accountId } = settled(await createOperator(checked(accountInput, { email: options.email, password }), { kind: "cli" }));
    return { accountId };
  });
}
