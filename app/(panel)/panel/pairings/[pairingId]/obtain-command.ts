/**
 * The call for an access token, for a shell.
 * @param platformUrl our public URL @param psClientId printable ASCII without spaces @param apiToken what stands in the token's place
 */
export function obtainCommand(platformUrl: string, psClientId: string, apiToken: string): string {
  // encodeURIComponent leaves the quotation mark of a shell as it is.
  const named = encodeURIComponent(psClientId).replaceAll("'", "%27");
  return `curl -H 'APIToken: ${apiToken}' '${platformUrl}/api2/PSObtainToken?PSClientID=${named}'`;
}
