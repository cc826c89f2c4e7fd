import { text } from "../kernel/field.ts";

/** Prompt 32, D1: an optional note of 280 characters (code points). */
export const NOTE_LIMIT = 280;
export const Note = text(NOTE_LIMIT);
