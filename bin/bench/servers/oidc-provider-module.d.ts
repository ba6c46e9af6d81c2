// The package has no types of its own; this is as much of it as the bench uses.
declare module "oidc-provider" {
  import type { Server } from "node:http";

  export type Payload = Record<string, unknown>;

  export type Adapter = {
    find: (id: string) => Promise<Payload | undefined>;
    findByUid: (uid: string) => Promise<Payload | undefined>;
    findByUserCode: (code: string) => Promise<Payload | undefined>;
    upsert: (id: string, payload: Payload, expiresIn: number) => Promise<void>;
    consume: (id: string) => Promise<void>;
    destroy: (id: string) => Promise<void>;
    revokeByGrantId: (grantId: string) => Promise<void>;
  };

  export type Configuration = {
    adapter: (model: string) => Adapter;
    cookies: { keys: string[] };
    features: Record<string, { enabled: boolean; allowedPolicy?: () => boolean }>;
    findAccount: (context: unknown, id: string) => { accountId: string; claims: () => { sub: string } };
  };

  export default class Provider {
    constructor(issuer: string, configuration: Configuration);
    listen(port: number, host: string): Server;
  }
}
