// `lib` is loaded twice in one process: in the front door's bundle and in Next's. What must exist once all the same
// (pools, limiters, caches, the readiness of the process) is kept here, by name.
const key = Symbol.for("latchkey.registry");

type Registry = Map<string, unknown>;

function registry(): Registry {
  const holder = globalThis as { [key]?: Registry };
  return (holder[key] ??= new Map<string, unknown>());
}

/** The one `name` of this process, made by `make` when it is asked for the first time. */
export function oncePerProcess<Value>(name: string, make: () => Value): Value {
  const all = registry();
  if (!all.has(name)) all.set(name, make());
  return all.get(name) as Value;
}

/** Makes this process as new, for tests: the next file of the same worker stands for a process of its own. */
export function forgetProcess(): void {
  registry().clear();
}
