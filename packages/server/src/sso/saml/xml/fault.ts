/** Why a text is not read. Thrown inside the reader only: whoever calls it is handed the words. */
export class XmlFault extends Error {}
