/** Undefined when the text is not JSON; JSON itself has no undefined. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether text that is not JSON is the beginning of an answer: nothing of it, or brackets that nothing closes. */
export function isCutOff(text: string): boolean {
  const bare = text.replace(/"(?:[^"\\]+|\\.)*"?/gs, "");
  return text === "" || bare.split(/[[{]/).length > bare.split(/[\]}]/).length;
}
