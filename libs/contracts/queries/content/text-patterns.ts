/** One line with something to read in it. No control characters: they have no place here, and PostgreSQL takes no NUL. */
export const LINE = /^(?=.*\S)\P{Cc}*$/u;
/** The same, or nothing. */
export const LINE_OR_NOTHING = /^\P{Cc}*$/u;
/** Some lines with something to read in them. */
export const PROSE = /^(?=[\s\S]*\S)[\P{Cc}\n\r\t]*$/u;
