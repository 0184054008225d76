import Diagnostics

/// Files that are not YAML, or not an analysis.
enum BrokenTexts {
  static let all = syntax + duplicates + headers + bytes

  private static let syntax = [
    BrokenAnalysis(
      "a list that is not closed", "  - {id: r, kind: recipe, from: 1️⃣[rows, with: {target: y}}",
      .init(
        .yamlSyntax, "the list that opens here with '[' is not closed", hint: "`]` behind the last")
    ),
    BrokenAnalysis(
      "a mapping that is not closed",
      "  - 1️⃣{id: r, kind: recipe, from: rows, with: {target: y}\n  - {id: s, kind: recipe}",
      .init(.yamlSyntax, "the mapping that opens here with '{' is not closed")),
    BrokenAnalysis(
      "a brace too many", "  - {id: r, kind: recipe, from: rows, with: {target: y}}1️⃣}",
      .init(.yamlSyntax, "this '}' closes nothing that is open", hint: "take it out")),
    BrokenAnalysis(
      "a quote that is not closed",
      "  - {id: q, kind: sql, from: rows, with: {query: 1️⃣\"SELECT * FROM rows}}\n",
      .init(.yamlSyntax, "the quote that opens here is not closed")),
    BrokenAnalysis(
      "a colon in a text", whole: "workbench: 1\ntitle: Prices1️⃣: a study\nstages: []\n",
      .init(.yamlSyntax, "a ':' stands where no key can be", hint: "needs quotes")),
    BrokenAnalysis(
      "a tab in the indentation",
      whole: "workbench: 1\ntitle: T\nstages:\n1️⃣\t- {id: a, kind: draw}\n",
      .init(.yamlSyntax, "a tab stands where YAML wants spaces", hint: "indent with spaces")),
    BrokenAnalysis(
      "a key without its colon", whole: "workbench: 1\n1️⃣title\nstages: []\n",
      .init(.yamlSyntax, "a key without a ':' behind it")),
    BrokenAnalysis(
      "indentation that is off",
      "  - id: r\n    kind: recipe\n   1️⃣from: rows\n",
      .init(
        .yamlSyntax, "the next item of the list, with its '-', must stand here", hint: "indentation"
      )),
    BrokenAnalysis(
      "marks of an unfinished merge",
      whole:
        "workbench: 1\n1️⃣<<<<<<< HEAD\ntitle: One\n=======\ntitle: Two\n>>>>>>> theirs\nstages: []\n",
      .init(.yamlSyntax, "this is a mark of an unfinished merge", hint: "keep one of the two")),
    BrokenAnalysis(
      "a second document", whole: "workbench: 1\ntitle: T\nstages: []\n1️⃣---\nworkbench: 1\n",
      .init(.yamlSyntax, "a second document begins here", hint: "take out the line `---`")),
    BrokenAnalysis(
      "a path with a star", whole: "workbench: 1\ntitle: 1️⃣*.csv\nstages: []\n",
      .init(
        .aliasRefused, "a text that begins with '*' or '&' stands here without quotes",
        hint: "quotes")),
    BrokenAnalysis(
      "an anchor", "  - {id: r, kind: recipe, from: rows, with: 1️⃣&plain {target: y}}",
      .init(.aliasRefused, "anchors ('&plain') are not read", hint: "write the value out")),
    BrokenAnalysis(
      "a merge key", "  - {id: r, kind: recipe, from: rows, with: {1️⃣<<: {target: y}}}",
      .init(.aliasRefused, "merge keys ('<<') are not read")),
    BrokenAnalysis(
      "a tag", "  - {id: r, kind: recipe, from: rows, with: {target: 1️⃣!!str 7}}",
      .init(.aliasRefused, "tags ('!!str') are not read", hint: "put a text into quotes")),
    BrokenAnalysis(
      "aliases that grow without bound",
      whole: """
        workbench: 1
        title: T
        x-a: 1️⃣&a [x, x, x, x, x, x, x, x, x]
        x-b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
        x-c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
        x-d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]
        x-e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]
        x-f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e]
        x-g: &g [*f, *f, *f, *f, *f, *f, *f, *f, *f]
        x-h: &h [*g, *g, *g, *g, *g, *g, *g, *g, *g]
        x-i: &i [*h, *h, *h, *h, *h, *h, *h, *h, *h]
        x-j: {? [*i, *i, *i, *i, *i, *i, *i, *i, *i] : 1, ? [*i, *i] : 2}
        stages: []

        """,
      .init(.aliasRefused, "anchors ('&a') are not read")),
  ]

  private static let duplicates = [
    BrokenAnalysis(
      "a key that stands twice",
      """
        - id: m
          kind: train
          from: {rows: rows, recipe: features}
          1️⃣kind: recipe
          with: {learner: mean}
      """,
      .init(.duplicateKey, "the key 'kind' stands here a second time", hint: "keep one of the two")),
    BrokenAnalysis(
      "a key twice in braces, and a text that looks like it",
      "  - {id: r, kind: recipe, from: rows, note: \"with: care\", with: {target: y}, x-with: 1, 1️⃣with: {}}",
      .init(.duplicateKey, "the key 'with' stands here a second time")),
    BrokenAnalysis(
      "a key that stands twice, once in quotes",
      whole: "workbench: 1\ntitle: A\nstages: []\n1️⃣\"title\": B\n",
      .init(.duplicateKey, "the key 'title' stands here a second time")),
    BrokenAnalysis(
      "a number that stands twice as a key, once as text",
      whole: "workbench: 1\ntitle: A\nx-codes: {1: a, 1️⃣\"1\": b}\nstages: []\n",
      .init(.duplicateKey, "the key '1' stands here a second time")),
  ]

  private static let headers = [
    BrokenAnalysis(
      "an empty file", whole: "1️⃣",
      .init(.yamlSyntax, "the file is empty", hint: "an analysis begins with `workbench: 1`")),
    BrokenAnalysis(
      "only a remark", whole: "1️⃣# nothing yet\n", .init(.yamlSyntax, "the file is empty")),
    BrokenAnalysis(
      "a list for an analysis", whole: "1️⃣- workbench\n- title\n",
      .init(.wrongType, "an analysis is a mapping with 'workbench', 'title' and 'stages'")),
    BrokenAnalysis(
      "a version of another program", whole: "workbench: 1️⃣2\ntitel: T\nsteps: []\n",
      .init(.unsupportedVersion, "the file is in version 2 of the language; this program reads 1")),
    BrokenAnalysis(
      "neither title nor stages", whole: "1️⃣2️⃣workbench: 1\n3️⃣stage: []\n",
      .init(.missingKey, "an analysis needs the setting 'title': a text"),
      .init(.missingKey, "an analysis needs the setting 'stages'"),
      .init(.unknownKey, "'stage' is not a setting of an analysis", hint: "did you mean `stages`?")),
    BrokenAnalysis(
      "no stage", whole: "workbench: 1\ntitle: T\nstages: 1️⃣[]\n",
      .init(
        .wrongType, "'stages' takes a list of stages; this is an empty list", hint: "- {id: rows")),
    BrokenAnalysis(
      "stages as a mapping", whole: "workbench: 1\ntitle: T\nstages:\n  1️⃣rows: {kind: draw}\n",
      .init(.wrongType, "'stages' takes a list of stages; this is a mapping")),
    BrokenAnalysis(
      "a word for the test set that is none",
      whole:
        "workbench: 1\ntitle: T\ntest-set: 1️⃣opne\nstages: [{id: d, kind: draw, with: {rows: 1, columns: {a: {uniform: [0, 1]}}}}]\n",
      .init(
        .unknownChoice, "'test-set' is 'opne'; it takes one of sealed, open",
        hint: "did you mean `open`?")),
    BrokenAnalysis(
      "a seed that is a text",
      whole:
        "workbench: 1\ntitle: T\nseed: 1️⃣lucky\nstages: [{id: d, kind: draw, with: {rows: 1, columns: {a: {uniform: [0, 1]}}}}]\n",
      .init(.wrongType, "'seed' takes a whole number from 0; this is the text 'lucky'")),
  ]

  private static let bytes = [
    BrokenAnalysis(
      "a text in Latin 1", bytes: Array("workbench: 1\ntitle: Caf".utf8) + [0xE9, 0x0A],
      .init(.notUTF8, "is not UTF-8 text", hint: "save it as UTF-8")),
    BrokenAnalysis(
      "a zero byte", whole: "workbench: 1\ntitle: a1️⃣\0b\nstages: []\n",
      .init(.yamlSyntax, "YAML does not allow the control character U+0000")),
    BrokenAnalysis(
      "line ends of old Macs", whole: "workbench: 11️⃣\rtitle: T\rstages: []\r",
      .init(.yamlSyntax, "a carriage return alone ends a line for some programs")),
    BrokenAnalysis(
      "a line separator in a text", whole: "workbench: 1\ntitle: a1️⃣\u{2028}b\nstages: []\n",
      .init(.yamlSyntax, "the line separator U+2028 ends a line for some programs")),
    BrokenAnalysis(
      "a hundred thousand brackets",
      whole: String(repeating: "[", count: 500) + "1️⃣" + String(repeating: "[", count: 99_500),
      .init(.tooLarge, "nested deeper than 60 levels")),
    BrokenAnalysis(
      "five megabytes",
      whole: "1️⃣" + String(repeating: "# a remark that is of no use\n", count: 190_000),
      .init(.tooLarge, "at most 4 MiB are read", hint: "put rows into a CSV file")),
  ]
}
