import { AUDIENCE_SETTING } from "./audience";

/**
 * SQL of a text that is another one once anything is another that a token is judged by: the issuer `i`, its partner `p`, the
 * keys that are good now, the audience. Made of `xmin`, the transaction that wrote a row: every change gives the row another.
 */
export const issuerVersion = `concat(i.xmin, ' ', p.xmin, ' ',
  (SELECT string_agg(k.xmin::text, ',' ORDER BY k.id) FROM issuer_keys k
    WHERE k.issuer_id = i.id AND (k.valid_until IS NULL OR k.valid_until > statement_timestamp())), ' ',
  (SELECT s.xmin FROM platform_settings s WHERE s.name = '${AUDIENCE_SETTING}'))`;
