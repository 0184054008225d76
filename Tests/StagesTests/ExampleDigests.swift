/// What the examples of the kinds gave when their revision was last raised.
///
/// The digests hold for one sort of machine: another C library can round a sine or a logarithm
/// otherwise.
enum ExampleDigests {
  /// The outputs of an example's stages at a revision of its kind.
  struct Entry: Sendable {
    let revision: Int
    let outputs: [String: String]
  }

  /// Those of all kinds.
  static let recorded = tables.merging(models) { first, _ in first }
    .merging(decisions) { first, _ in first }

  /// Those of kinds that read, make, describe and draw tables.
  private static let tables: [String: Entry] = [
    "command: Measure texts with a script for `awk`": .init(
      revision: 1,
      outputs: [
        "lengths.table": "12db262025e040525784f5e31509c45e7f95897bc9e20d0ed091a2b47703c338",
        "long.table": "89105b9766d98572c4f3f0b62994d328e857250f52c17c2484758d2e93c78f00",
        "words.table": "f0beca8f7132ef7a73c50c06f53e15c6d4ec5f665da1359b016b3450b37e77d8",
      ]),
    "draw: Throw two dice and measure a height": .init(
      revision: 1,
      outputs: [
        "throws.table": "844e4d0871f24fe06181d0dceffb917ecf2cfa3fa9460bd5f5e1b4eaa920e0aa"
      ]),
    "read-csv: Read a file, with one column declared as text": .init(
      revision: 2,
      outputs: [
        "houses.table": "d0fcf3c47e9f60398b226d40ba5f1166ecc90627a7c2c8d7f96fdba7abaff59e"
      ]),
    "read-csv: Read what a German spreadsheet saved": .init(
      revision: 2,
      outputs: [
        "sales.table": "990b87494aa113f681fddf699040d9e0063416681ec2104f62c087d778962593"
      ]),
    "read-sqlite: Ask a database for some of its rows": .init(
      revision: 1,
      outputs: [
        "houses.table": "950ac80ff0fa994ead056384285600dd6d319412382d8cf86ebbbef54b360a28"
      ]),
    "recipe: Scale numbers and turn a text column into columns of 0 and 1": .init(
      revision: 1,
      outputs: [
        "drawn.table": "425bfab3a6e4c0eed1f93f8d65f0d8b09afd847fc2a5987a8583358172000311",
        "features.recipe": "feb3b539afc49f3b99843d536ddf39b3d91a01a8caff0fcbb380087b80bfe135",
      ]),
    "sql: Add a column, under a name of one's own for the input": .init(
      revision: 1,
      outputs: [
        "drawn.table": "8a6ea2a8fd7cc94c7971ce17e6a971869ad962556389150d344c50b958407445",
        "squares.table": "1ba1df1e31a163cf7f766176d20acf57774fa6dae9ce622e8b9c96aceeeb4aec",
      ]),
    "write-csv: Write rows to a file beside the analysis": .init(
      revision: 1,
      outputs: [
        "drawn.table": "9958565ebdb4989e859b165d619d8cf1e7bec560c85a25b495d37a81a40dd04b",
        "written.file": "5adcb1efe623c32bfaa7cb6353c1b5d62951190e9a97ecab6fdc1d835fab27ec",
      ]),
    "profile: Describe rows, what tells their target, and how test rows differ": .init(
      revision: 1,
      outputs: [
        "flats.table": "0c50c3542fa0a24b36c67cfa571263b82793b0c7442412ee88cf91a318223c4b",
        "others.table": "7a7dc82f47d265991bac60b4b00cc6fd5895f57a0f76bd7a44687a1ecefd3268",
        "overview.profile": "23f3464bcffba60d10ede34b3ac9467c236dc3531e26c185ad7818329c00b96f",
      ]),
    "plot: Draw points, a panel for each place, and mean heights as bars": .init(
      revision: 1,
      outputs: [
        "growth.figure": "6cb16266ec5bb5ba4608f3d0a01c07f29f0fc025964c2457d420a3772177669e",
        "heights.figure": "199624a27e4f76002e29c1047a104427ec353fd4e34ae3a18ab12bfce43a3e5a",
        "trees.table": "d3ac55c0f6ec3fdc772bcb380497e0fbd2af21b1c0c376adf990aa9a06c963a4",
      ]),
    "plot: Show how numbers lie: bins, boxes, a heat map, and an axis of ratios": .init(
      revision: 1,
      outputs: [
        "bins.figure": "bdcd42aeae614a159559759dd69b62e939dc918f0e3b16f46aa79939c9ac16f7",
        "boxes.figure": "68d96a93966d8ce995c46048dd5daca76b0289f8ecd25572d7d8098f1a8834cb",
        "cells.figure": "e4ea5de5d68831e3d3d646d4c46767e618bc1d19ec012ae016ef2417bde4b443",
        "drawn.table": "ee8c7a8d5a9f4cfd8930544a2355f72f83b36a2f68db2337811e43e906819710",
        "ratios.figure": "38f4e9852c0a1ebef77698df0e827b8c60a33a5c418099da18c5b8d2311f5dc1",
      ]),
    "check: Stop where a price is not positive, or where there are too few rows": .init(
      revision: 1,
      outputs: [
        "houses.table": "871862d73c4d0f1b6d987d6d4c45f8b67f24e617c3914340df18c9bc0c01fa83",
        "sane.conditions": "77f983278913f6631795ac4914ae2163ac053bd042a02bcc8b217f4deb7d017e",
      ]),
    "diagram: Draw how rows become predictions, with a number of the analysis in a box": .init(
      revision: 2,
      outputs: [
        "drawn.table": "ca794f0bcff3fb7d5cc1ea12d0831c576fe0813898d1965b4a582c9b7c9936c3",
        "way.figure": "aa93597b03fead49fdbd97115335a1e46daa789b744df485ed547190459cdda7",
      ]),
    "diagram: Draw who reports to whom, from a table": .init(
      revision: 2,
      outputs: [
        "chart.figure": "8bc0fe2b7e7db80f5c839b81d0b11e0677bcc194731c1f78f9d00cfb89cc59c3",
        "reports.table": "30292e3a70c23b98529ce6a6a901235d087130c78d084ae2f995993d05474b78",
      ]),
    "split: Keep the visits of a patient together": .init(
      revision: 1,
      outputs: [
        "parts.test": "d77f68c1a4e48fd9afe1b09a2572dad8d0cf45798a8baac42b0fc621919577a2",
        "parts.train": "ba051efea9c9778435d8aed335cac5e763128aa96c63b179f4167d54d5e77404",
        "visits.table": "206e53d8893c2c9e790ed7b4a8b33c7eb19c607e2dd2e95aabd7eaf753edae62",
      ]),
    "split: Test on the last months": .init(
      revision: 1,
      outputs: [
        "parts.test": "154edb9e7eb2f3fd66cee03b247b2a41324d5b5aa4ab8c5e8d29480f21abf63c",
        "parts.train": "7f694d7bc2e31fc7db1fc0f4c74c38afbabab24f06108ba6d9477fc30174843a",
        "sales.table": "b3aacae037da8fa821259832ab580a08dcbf74704baddebcf41101b661680967",
      ]),
    "text: Say how many rows there are and what they are on average": .init(
      revision: 2,
      outputs: [
        "drawn.table": "33f941098d8d56f5c9ca6fca84a561ad1c9abf39347079f49826e4aaf4aba759",
        "mean.table": "9b97fc2447eca92b68628da8d89ffb0d7c5e1247b292c67ab5dd6b9b06d84991",
        "summary.text": "f08c694ac843921e63386da0ebd727cc12263f52e22e1add1f7d4d4c09296451",
      ]),
    "recipe: Add columns made of others, and the values of the hour and the day before": .init(
      revision: 1,
      outputs: [
        "drawn.table": "0657aaa2e9ccdeaafeb9902d39cefc61613562805a47dee4cd85edd88d551c88",
        "features.recipe": "f33db8b56c73a8e8a381bff5a49a99533a786b1c6b3148db5351d0aef2f2b629",
        "few-trees.fits": "af5570f5a1810b7af78caf4bc70a660f0df51e42baf91d4de5b2328de0e83dfc",
        "few-trees.held-out": "8f62d64c8d308d77594ba5f3bcf0b4f68e82a706d04a54215c3727ec23b61fee",
        "few-trees.model": "d15092500a2da333d1977d0fd481aaac9d249f9af8b01b8ab2c53463a921b917",
        "few-trees.repeats": "047e9df8425275d7aed558fbc885f98b1a32833bbdc3ac945e12b9c56e6c4660",
        "hours.table": "6f3d691f3bf421112c7b9d54e6c7123c9b49f9cdacf6f29e6b31f1e85ff5e67f",
      ]),
    "recipe: Read the month, the weekday and the time gone by off a date": .init(
      revision: 1,
      outputs: [
        "features.recipe": "fde50263a9571be819948476ee20a6fb363cc955f37f4847f8389b570497264b",
        "line.fits": "af5570f5a1810b7af78caf4bc70a660f0df51e42baf91d4de5b2328de0e83dfc",
        "line.held-out": "f388314bc3ae032f5c06278b754c92ee4a5cbb18c5c5271267dbcec22a2d3160",
        "line.model": "e1a9bce90bffd648db3c36abfb599c1a5e475ea7c64643ee440531d13b1ba9c0",
        "line.repeats": "047e9df8425275d7aed558fbc885f98b1a32833bbdc3ac945e12b9c56e6c4660",
        "sales.table": "041ce93a14f3e2eca7e4d85639b2b5b461a7a1fb19461d4c9a0a3a616d783014",
      ]),
    "recipe: Tame long tails, and turn texts into numbers without columns of 0 and 1": .init(
      revision: 1,
      outputs: [
        "drawn.table": "1d81ed3eb19e8b0dadf373dfa3ac87817db9c465cc1e206cd5b8fb3a4474de7c",
        "features.recipe": "6d70f4678915c4458826e1853a738438ee0495a22f4869ebf40014546b612a02",
        "few-trees.fits": "af5570f5a1810b7af78caf4bc70a660f0df51e42baf91d4de5b2328de0e83dfc",
        "few-trees.held-out": "9dd752c112ced3c5b058fc06e96dcdb9ebcbbe6966a6a86a41a660cafa9ef477",
        "few-trees.model": "7705b2cdb4ea672c39f1a506631d66f800be39ee4822e2fb45d07be2aae92c5e",
        "few-trees.repeats": "047e9df8425275d7aed558fbc885f98b1a32833bbdc3ac945e12b9c56e6c4660",
      ]),
    "text: Quote scores with their intervals, here and in the answer": .init(
      revision: 2,
      outputs: [
        "drawn.table": "7feb3fe31ae4962ba08446333406e97ea72a113b49d7983546acc4c134d99bc5",
        "line.fits": "af5570f5a1810b7af78caf4bc70a660f0df51e42baf91d4de5b2328de0e83dfc",
        "line.held-out": "8d9713464fd8737fb786aa571c95d1fe3fda0f17d28e4a7c6d46182bc0468b09",
        "line.model": "0c15d7d54a410dde24f801eeb4e6fc9b00546a13078f6d3dd5aa806552663438",
        "line.repeats": "047e9df8425275d7aed558fbc885f98b1a32833bbdc3ac945e12b9c56e6c4660",
        "plain.recipe": "a01599e4e51f75e79a7db127e5b3c9cdb8095479769af5135b31037e444eb97a",
        "remark.text": "9af17cb33e6b5e81672b52c0b7180a06553119e22b3593ce89141af6584b030b",
        "scores.metrics": "13eec309648318d2ac6600e3f4e5120c5e315e7b5166c0641f942020d65320a5",
        "scores.residuals": "33079b017e411647afa46a3e8213b3eab4e2aa217c5a35f187bc50c02af7b279",
      ]),
    "split: Keep a quarter of the rows for the test, with both levels in both parts": .init(
      revision: 1,
      outputs: [
        "areas.recipe": "cd1d75171aa76c2e7d2d063749ef4f732d2c26487b9da62632a2b105a5ae6a40",
        "houses.table": "789ebd066cef511d567cbf119c8bf7e78921727a8a968d48f2d053817c64c81b",
        "line.fits": "af5570f5a1810b7af78caf4bc70a660f0df51e42baf91d4de5b2328de0e83dfc",
        "line.held-out": "ec4c905112eea72a3e5f54380a70ef89d5dd9f5e3a7048433f1725fa16204b71",
        "line.model": "f576ee50ad8bdd9e350520f12d1fb0523d2a36a2c9780a7b553d54ae7d8a945d",
        "line.repeats": "047e9df8425275d7aed558fbc885f98b1a32833bbdc3ac945e12b9c56e6c4660",
        "parts.test": "2df9a895717303cc16e35cf793dd359d9c93ac718291dbc96ddfb899d0915bcc",
        "parts.train": "4b13ff11e86977c0971986a6333a6a4721eb14dfae93a1618e277643c64d5fd7",
        "predictions.file": "b4392d1d08e24ae3e73e06203d030e065e8013b4567e5573f27758ad1c617ff2",
        "predictions.rows": "a64df43f9baeddc8474813ee7dd7d371da5c597b239b50ae1be96ce07c223310",
      ]),
  ]
}
