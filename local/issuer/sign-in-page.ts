import { keyOf, type Person } from "./person.ts";

const escape = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const page = (title: string, main: string) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escape(title)}</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
  body { max-width: 34rem; margin: 3rem auto; padding: 0 1rem }
  fieldset { border: 0; margin: 0 0 1.5rem; padding: 0 }
  legend, h2 { font-size: 1rem; font-weight: 600; margin-bottom: .5rem }
  button { font: inherit; padding: .6rem .9rem; border: 1px solid; border-radius: .4rem; background: none; color: inherit; cursor: pointer }
  .person { display: block; width: 100%; text-align: left; margin-bottom: .5rem }
  button:hover, button:focus-visible { outline: 2px solid; outline-offset: 1px }
  small { display: block; opacity: .75 }
  label { display: block; margin-bottom: .75rem }
  input { display: block; width: 100%; box-sizing: border-box; font: inherit; padding: .4rem }
</style>
<main>
<h1>${escape(title)}</h1>
${main}
</main>
</html>
`;

/** The page that asks who signs in. `request` holds the parameters of the authorization request, handed back with the choice. */
export const signInPage = (people: Person[], request: URLSearchParams): string => {
  const hidden = [...request].map(
    ([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`,
  );
  const form = (content: string) => `<form method="post">${hidden.join("")}${content}</form>`;
  const tenants = Map.groupBy(people, ({ tenant_id, tenant_name }) => tenant_name ?? tenant_id);
  const choices = [...tenants].map(
    ([tenant, members]) => `<fieldset><legend>${escape(tenant)}</legend>${members.map(button).join("")}</fieldset>`,
  );
  return page(
    "Who is signing in?",
    `<p>This is the issuer of a stack on one machine: anyone may be anyone.</p>
${form(choices.join(""))}
<h2>Somebody else</h2>
${form(`<label>Subject <input name="sub" required autocomplete="off"></label>
<label>Tenant <input name="tenant_id" required autocomplete="off"></label>
<label>Roles, separated by spaces <input name="roles" autocomplete="off"></label>
<button>Sign in</button>`)}`,
  );
};

const button = (person: Person) =>
  `<button class="person" name="person" value="${escape(keyOf(person))}">${escape(person.name ?? person.sub)}<small>${escape(person.roles.join(", "))}</small></button>`;

/** A page that only says something, such as why a request cannot go on. */
export const noticePage = (title: string, text: string): string => page(title, `<p>${escape(text)}</p>`);
