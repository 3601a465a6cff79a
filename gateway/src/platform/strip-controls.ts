/* eslint-disable no-control-regex -- finding them is what this file is for */

/** What a terminal would obey, or what hides text from people: nothing that a result needs to say something. */
export interface Stripping {
  isDirty(text: string): boolean;
  strip(text: string): string;
}

/* Each part ends where the next sequence could begin, so that no text takes more than one pass. */
const sequences =
  /(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x80-\x9f]*(?:\x07|\x1b\\|\x9c)|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b[ -/]*[0-~]/g;

/**
 * For text that nobody vouches for: escape sequences go (CSI, OSC such as links and the clipboard, DCS),
 * control characters but newline and tab, overrides of the direction of text, and tag characters, which
 * say something to models that people do not see. Joiners and marks that scripts and emoji need stay.
 */
export const controls: Stripping = {
  isDirty: (text) =>
    /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\udb40[\udc00-\udc7f]/.test(text),
  strip: (text) =>
    text
      .replaceAll(sequences, '')
      .replaceAll(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g, '')
      .replaceAll(tags, '$1'),
};

/* The flags of England, Scotland and Wales are written with tags; nothing else is. */
const tags =
  /(\u{1F3F4}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{1,6}\u{E007F})|[\u{E0000}-\u{E007F}]/gu;

/** For text that is given back word for word: only what a terminal takes for the begin of a sequence goes. */
export const escapes: Stripping = {
  isDirty: (text) => /[\x1b\x90\x98\x9b\x9d-\x9f]/.test(text),
  strip: (text) => text.replaceAll(sequences, '').replaceAll(/[\x1b\x90\x98\x9b\x9d-\x9f]/g, ''),
};
