// A process of its own that uses the embedded database: says how it got it, and leaves when its standard input ends.
// Arguments: the options of joinEmbedded as JSON.
import { joinEmbedded, type JoinOptions } from "./index";

const db = await joinEmbedded(JSON.parse(process.argv[2] ?? "{}") as JoinOptions);
process.stdout.write(`${JSON.stringify({ url: db.url, port: db.port, startedHere: db.startedHere })}\n`);
process.stdin.resume();
process.stdin.once("end", () => void db.leave().then(() => process.exit(0)));
