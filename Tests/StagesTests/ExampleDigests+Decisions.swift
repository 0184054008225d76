extension ExampleDigests {
  /// Those of kinds that simulate queues and weigh decisions.
  static let decisions: [String: Entry] = [
    "levers: Share the savings of three levers that overlap": .init(
      revision: 1,
      outputs: [
        "shares.summary": "fc39e7c997098bd73c257e3932c5701452f4ccbcad0918fec968f4e635248d83",
        "shares.table": "135983cd4cb42097c5839bde5b87f21e6a29823b99d13708ac3941e8fc880fc4",
        "subsets.table": "40ba033fea7091feb0545c42b9f57a010333ec4d7072ae7563990bb85d9c76a0",
        "totals.table": "d673e7020e3c437ddd88114a40b019b1d8e65fac34528cbf49fb8d6fd9757468",
      ]),
    "pareto: Weigh cost against missed events": .init(
      revision: 1,
      outputs: [
        "choices.table": "dc072341dcd355ae7482976c5691f59c76303eee3c143d0780ccf2dfa4035a0f",
        "drawn.table": "681bfd4896b24d7f027534ec7c46b7bbde75244b2f1f87d4db3c13387755738f",
        "front.front": "b7c60ead82b8cdb29345cf4a8983ec5496078834b885cb09e0a22127e48849e2",
        "front.table": "93c3a453b62fd78db0029cad48c829598b298dbb26bfd5e63e296e0f5978f04c",
      ]),
    "sensitivity: Compare inputs one at a time, and by what they explain of the variance": .init(
      revision: 1,
      outputs: [
        "costs.table": "9a8a4483d8db522ef408ae2760502098d86c91caa8387a760200958993f16bd4",
        "ends.table": "fd78ef7a9d1b4927ea47b57bbbc3f00547bf80254eb9839150286fdbe719e54f",
        "results.table": "e4925871b23ee62e6bf85a17267255f1b1c2394558c0fe4baf1c4147f7e2a677",
        "sample.table": "908f2c491fa87bcaf2ffaa00a12fc560729ee6049fbda190d90277e5123e6c72",
        "shares.table": "493b11f59041d553f96afe39625348d9620826a84b72b473a628e6312efa6a5d",
        "swings.table": "1a31075883d7e29c1338a1d548aba68b9def9f89cee82c81b959878ac4d8708c",
      ]),
    "simulate-queue: Compare ten servers with eleven, by the same messages": .init(
      revision: 1,
      outputs: [
        "options.table": "28d6c6d15432cd0f3623c80da3a90af45c53ce483afa449a47463f7334acdbdd",
        "servers.series": "591826a1b893595d1fe8ae4963c701758d3b68edd1932b7cae41fe9a55464967",
        "servers.table": "64f02f914636bcd15cc294c8f53e32eda548792c01eace6e3e65c95daf8330e7",
        "servers.tail": "5e739333b101b83a5a317414e5d57c5530d4fafcab4fef71b19f655f1a2b03fa",
      ]),
    "simulate-queue: Follow the backlog of cameras over a day, with instances that can be taken away":
      .init(
        revision: 1,
        outputs: [
          "day.table": "9639481b0d6f0095307838c3c5bd349041828cef0c31ae0968b91f98638e26a2",
          "fleet.series": "7784f155be90542044df970a8a60fc618e960c69d6b4d647ac5235dab5e3bd0f",
          "fleet.table": "44aa7aaac5b503027f10a634d3a48b505743c2aa06ce81a891c99191dd98832a",
          "fleet.tail": "7f8d8315400c7f59d884b8e935732f619636bf68085e07a4022bd7432c351caa",
        ]),
    "value-of-information: Ask which question to ask before one of three choices": .init(
      revision: 1,
      outputs: [
        "draws.table": "2d7b1406e7198e6a973c6ba34f8d608a802d3555812809d14981f5186b7766a6",
        "savings.table": "dc17a33f3c25a21be6daab9e6abfcae68c2ccb29545cd9e46ce71a447a088d62",
        "worth.choices": "77d156a2096f0aea7461ea860411429a987ec6a98a3b63daa4fadea449fc5d6d",
        "worth.summary": "8ea3b5fb1ba73b30302db1f525dffa7c6a46140d6bfed8f3e8f308ec3f50ec35",
        "worth.table": "90008b2b298b44e47f5ceec412436689c6fcfc19a599fd0a890ebe2c69963b47",
      ]),
  ]
}
