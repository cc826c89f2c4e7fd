type Content = string | number | boolean | undefined | Content[] | { [element: string]: Content };

/** An XML document; a list is its element as often as it has members, and what is undefined is left out. */
export const xml = (root: string, content: Content): Buffer =>
  Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${element(root, content)}`);

const element = (name: string, content: Content): string => {
  if (content === undefined) return "";
  if (Array.isArray(content)) return content.map((each) => element(name, each)).join("");
  const inner =
    typeof content === "object"
      ? Object.entries(content)
          .map(([child, each]) => element(child, each))
          .join("")
      : escaped(String(content));
  return `<${name}>${inner}</${name}>`;
};

const escaped = (text: string) =>
  text.replace(/[\u0000-\u001f&<>"\u007f]/g, (character) => `&#${String(character.codePointAt(0))};`);
