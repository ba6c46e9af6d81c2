/** What has to be undone, the last thing first, however a run ends. */
export type CleanUp = {
  /** Remembers how to undo what is about to be done. Once the end has come, it is undone with the rest. */
  readonly add: (undo: () => Promise<void> | void) => void;
  /** Undoes everything, once; what cannot be undone is told and does not keep the rest from it. */
  readonly run: () => Promise<void>;
};

/** A list of things to undo. */
export function makeCleanUp(): CleanUp {
  const undos: (() => Promise<void> | void)[] = [];
  let running: Promise<void> | undefined;
  const undoAll = async () => {
    for (let undo = undos.pop(); undo !== undefined; undo = undos.pop()) {
      try {
        await undo();
      } catch (error) {
        process.stderr.write(`${error instanceof Error ? error.message : "Something could not be cleaned up."}\n`);
      }
    }
  };
  return {
    add: (undo) => {
      undos.push(undo);
    },
    run: () => (running ??= undoAll()),
  };
}
