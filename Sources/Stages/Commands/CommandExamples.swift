package import Analyses

extension Command {
  package static let examples = [
    StageExample(
      "Measure texts with a script for `awk`",
      analysis: """
        workbench: 1
        title: A program among the stages
        stages:
          - {id: words, kind: read-csv, with: {path: words.csv}}
          - id: lengths
            kind: command
            from: words
            with:
              program: awk
              arguments: ["-F,", -f, lengths.awk, words.csv]
              files: [lengths.awk]
              columns: {word: text, count: number, length: number}
          - id: long
            kind: sql
            from: lengths
            with: {query: "SELECT word, count FROM lengths WHERE length > 4"}
        """,
      files: [
        "words.csv": "word,count\npear,4\napple,7\nquince,2\n",
        "lengths.awk": """
        NR == 1 { print $0 ",length"; next }
        { print $0 "," length($1) }

        """,
      ])
  ]
}
