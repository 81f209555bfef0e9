/** The server's version, as in its package.json and in the OpenAPI document. */
export const version = "0.2.0";
