import { once } from "node:events";
import { connect } from "node:net";

/** What a server answered. */
export type Answer = { readonly status: number; readonly head: string; readonly body: string };

/** One keep-alive connection on which one request at a time is sent. */
export type Connection = {
  /** @param request the whole request as it goes over the wire, ASCII */
  readonly send: (request: string) => Promise<Answer>;
  readonly close: () => void;
};

type Waiting = { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void };

/**
 * Opens a connection to a port of 127.0.0.1. Requests are prebuilt and answers barely looked at: what a load generator
 * spends, the server lacks, for they share the processors.
 */
export async function openConnection(port: number): Promise<Connection> {
  const socket = connect({ host: "127.0.0.1", port, noDelay: true });
  await once(socket, "connect");
  let waiting: Waiting | null = null;
  let received = "";
  const fail = (error: Error) => {
    waiting?.reject(error);
    waiting = null;
  };
  socket.setEncoding("latin1");
  socket.on("data", (text: string) => {
    received = received === "" ? text : received + text;
    const answer = readAnswer(received);
    if (answer === null) return;
    received = "";
    const done = waiting;
    waiting = null;
    done?.resolve(answer);
  });
  socket.on("error", fail);
  socket.on("close", () => fail(new Error("The server closed a connection on which an answer was due.")));
  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(request, "latin1");
      }),
    close: () => socket.destroy(),
  };
}

/** The answer in `text`, or null while a part of it is missing. */
function readAnswer(text: string): Answer | null {
  const end = text.indexOf("\r\n\r\n");
  if (end === -1) return null;
  const head = text.slice(0, end);
  const body = text.slice(end + 4);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  const complete =
    length === undefined ? !/\r\ntransfer-encoding:/i.test(head) || body.endsWith("0\r\n\r\n") : body.length >= Number(length);
  return complete ? { status: Number(head.slice(9, 12)), head, body } : null;
}
