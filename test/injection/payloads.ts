/**
 * What a hostile document says, one class a line: what ends a string, a comment, a line or a block of any language that a
 * generated project has in it. Every text but a name that means something as it is holds the marker, so that it is
 * recognised wherever it turns up.
 */

/** In every payload that is free to hold it. In code position it would be a name of the document's. */
export const marker = "evil1234";

/** One class. */
export interface Payload {
  readonly name: string;
  readonly text: string;
}

const texts: Readonly<Record<string, string>> = {
  // TypeScript
  "single quote": `'+${marker}()+'`,
  "double quote": `"+${marker}()+"`,
  "both quotes": `""'+${marker}()+'"`,
  "backtick": `\`+${marker}()+\``,
  "every quote": `'"\`);${marker}();//`,
  "template hole": `\${${marker}()}`,
  "template in a template": `\`\${${marker}(\`x\`)}\``,
  "comment end": `*/${marker}();/*`,
  "comment ends in a row": `**/*/**/${marker}`,
  "comment start": `/* ${marker} /*/`,
  "comment end with something inside": `*\u200b/${marker}()/\u200b*`,
  "line comment": `//${marker}`,
  "backslash at the end": `${marker}\\`,
  "two backslashes at the end": `${marker}\\\\`,
  "backslash before a quote": `\\";${marker}();\\'`,
  "escapes as text": `\\u0022;${marker}();\\x27\\u{22}\\n`,
  "escaped name": `\\u0065vil1234 ${marker}`,
  "line feed": `a\n${marker}();\nb`,
  "carriage return": `a\r${marker}();\r\nb`,
  "line separator": `a\u2028${marker}();\u2028b`,
  "paragraph separator": `a\u2029${marker}();\u2029b`,
  "next line": `a\u0085${marker}();\u0085b`,
  "vertical tab and form feed": `a\u000b${marker}\u000cb\tc`,
  "replacement patterns": `$&$1$'$\`$$$<a>${marker}`,
  "key of an object": `"]: 1, [${marker}()]: "`,
  "end of an object": `}; ${marker}(); const x = {`,
  "call in a key": `[${marker}()]`,
  "import": `import("${marker}")`,
  "type": `"]; type ${marker} = typeof globalThis["x`,
  "member of a type": `x: string; ${marker}: any; "y`,
  "compiler directive": `@ts-ignore ${marker}`,
  "compiler directive on a line": `\n// @ts-nocheck ${marker}\n// @ts-expect-error`,
  "triple slash": `\n/// <reference path="${marker}" />`,
  "source map": `\n//# sourceMappingURL=${marker}.map`,
  "regular expression": `/[${marker}/]$/g.(?:`,
  "catastrophic pattern": `(${marker}+)+$`,
  everything: `'"\`\\ */ /* // \${${marker}(1)} {{{${marker}}}} {{#each x}} </script> <!-- --> \r\n \u2028 \u2029 \u202e\u2066bidi \u0000 \ud800 \u00e9 \u{1f389} | [a](b) _b_ # @ts-ignore $(${marker})`,
  // Names
  ["__proto__"]: "__proto__",
  "constructor": "constructor",
  "prototype": "prototype",
  "hasOwnProperty": "hasOwnProperty",
  "toString": "toString",
  "then": "then",
  "reserved word": "class",
  "await": "await",
  "arguments": "arguments",
  "name of generated code": "Operation",
  "name of a runtime function": "defineTool",
  "identifier": marker,
  "numeric": "0",
  "number": "-1e3",
  "empty": "",
  "space": " ",
  "device": "con",
  "device with an extension": "NUL.txt",
  // Other languages of the project
  "script tag": `</script><script>${marker}()</script>`,
  "image tag": `<img src=x onerror=${marker}()>`,
  "HTML comment": `--><!-- ${marker}`,
  "entity": `&lt;${marker}&#x3e;&colon;`,
  "handlebars": `{{${marker}}}`,
  "handlebars, three braces": `{{{${marker}}}}`,
  "handlebars block": `{{#each tools}}${marker}{{/each}}{{> ${marker}}}`,
  "handlebars look-up": `{{lookup . "constructor"}}${marker}`,
  "shell substitution": `$(${marker})\`${marker}\``,
  "shell quote": `'; ${marker}; '`,
  "shell operators": `x && ${marker} | ${marker} > f; #`,
  "Dockerfile": `\nRUN ${marker}\nENTRYPOINT ["${marker}"]`,
  "npm scripts": `","scripts":{"postinstall":"${marker}"},"bin":"${marker}","x":"`,
  "npm name": `@${marker}/../x@latest`,
  "JSON": `"}], {"${marker}": [{"`,
  "YAML": `\n- ${marker}: &a !!js/function *a # : |`,
  "environment line": `\n${marker.toUpperCase()}=b\nNODE_OPTIONS=--require=${marker}`,
  "Markdown fence": `\n\`\`\`\n${marker}\n~~~\n`,
  "Markdown heading": `\n# ${marker}\n===\n`,
  "Markdown table": `| ${marker} |\n| --- |\n| x |`,
  "Markdown link": `[${marker}](https://${marker}.example)`,
  "Markdown link to a script": `[${marker}](javascript:${marker}())`,
  "Markdown escapes": `\\*${marker}\\* \\[x\\](https://${marker}.example) \\<b>`,
  "Markdown image": `![${marker}](https://${marker}.example/x.png)`,
  "Markdown autolink": `<https://${marker}.example>`,
  "Markdown reference": `[${marker}]\n\n[${marker}]: https://${marker}.example "x"`,
  "Markdown emphasis": `**${marker}** _x_ ~~y~~ \`z\``,
  "header": `x\r\nX-Injected: ${marker}`,
  // What is not seen
  "bidirectional": `\u202e${marker}\u2066 \u2069`,
  "zero width": `\u200b${marker}\u200d\ufeff\u2060`,
  "tag characters": `${marker}\u{e0069}\u{e0067}\u{e006e}`,
  "lone high surrogate": `${marker}\ud800`,
  "lone low surrogate": `\udc00${marker}`,
  "NUL": `${marker}\u0000`,
  "terminal escape": `\u001b[31m${marker}\u001b]8;;x\u0007`,
  "private use": `${marker}\ue000\u{f0000}`,
  "astral": `\u{1f389} ${marker} \u{1d4b3}`,
  "accents": `\u00e9t\u00e9 ${marker} e\u0301`,
  // Paths and URLs
  "path traversal": `../../../${marker}`,
  "path traversal, encoded": `..%2f..%2F%2e%2e/${marker}`,
  "path traversal, Windows": `..\\..\\${marker}`,
  "absolute path": `/etc/${marker}`,
  "drive": `C:\\${marker}\\x`,
  "network share": `\\\\${marker}\\share`,
  "file URL": `file:///etc/${marker}`,
  "template of a URI": `{${marker}}{?${marker}*}{+x}`,
  "percent signs": `%${marker}%00%zz%25`,
  "query and fragment": `?${marker}=1&a=b#${marker}`,
  "other host": `@${marker}.example:1/`,
  "long": `${marker} ${"word ".repeat(300)}end`,
  "long word": `${marker}${"x".repeat(1200)}`,
}; // prettier-ignore

/** All of them. */
export const payloads: readonly Payload[] = Object.entries(texts).map(([name, text]) => ({ name, text }));

/** Says nothing special: what it gives is what the others are compared with. */
export const plain: Payload = { name: "plain", text: `plain ${marker} text` };
