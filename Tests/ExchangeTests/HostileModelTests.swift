import Exchange
import Foundation
import Kernels
import Testing

@Suite("Files that are no models")
struct HostileModelTests {
  /// A model of one tree with two leaves, with parts replaced.
  private static func model(_ replaced: [String: String] = [:], tree: [String: String] = [:])
    -> String
  {
    func value(_ name: String, _ standard: String) -> String { tree[name] ?? standard }
    let tree = """
      {"left_children": \(value("left", "[1,-1,-1]")), "right_children": \(value("right", "[2,-1,-1]")),
      "split_indices": \(value("features", "[0,0,0]")), "split_conditions": \(value("conditions", "[0.5,1,2]")),
      "default_left": \(value("defaults", "[1,0,0]")), "split_type": \(value("types", "[0,0,0]")),
      "categories": \(value("categories", "[]")), "categories_nodes": \(value("nodes", "[]")),
      "categories_segments": \(value("segments", "[]")), "categories_sizes": \(value("sizes", "[]"))}
      """
    func part(_ name: String, _ standard: String) -> String { replaced[name] ?? standard }
    return """
      {"learner": {"feature_names": \(part("names", "[\"x\"]")), "gradient_booster": {"name": \(part("booster", "\"gbtree\"")),
      "model": {"gbtree_model_param": {"num_trees": "1"}, "tree_info": \(part("info", "[0]")), "trees": [\(tree)]}},
      "learner_model_param": {"base_score": \(part("base", "\"5E-1\"")), "num_class": \(part("classes", "\"0\"")),
      "num_feature": \(part("features", "\"1\""))},
      "objective": {"name": \(part("objective", "\"reg:squarederror\""))}}, "version": [3,2,0]}
      """
  }

  private static func sentence(_ text: String) -> String? {
    do {
      _ = try XGBoostReader.model(of: Array(text.utf8))
      return nil
    } catch {
      return error.description
    }
  }

  @Test("The smallest model is read")
  func smallest() { #expect(Self.sentence(Self.model()) == nil) }

  @Test(
    "A damaged tree is named with its node",
    arguments: [
      (["left": "[0,-1,-1]"], "node 0 is reached twice"),
      (["right": "[1,-1,-1]"], "node 1 is reached twice"),
      (["left": "[1,2,-1]", "right": "[2,0,-1]"], "reached twice"),
      (["right": "[7,-1,-1]"], "node 7 is named as a child and is not there"),
      (["right": "[2,2,-1]"], "node 1 has a right child and no left one"),
      (["right": "[-1,-1,-1]"], "node -1 is named as a child"),
      (["features": "[1,0,0]"], "node 0 splits feature 1.0, and there are 1"),
      (["features": "[0.5,0,0]"], "node 0 splits feature 0.5"),
      (["features": "[-1,0,0]"], "node 0 splits feature -1.0"),
      (["conditions": "[NaN,1,2]"], "node 0 splits at no number"),
      (["conditions": "[0.5,1e999,2]"], "node 1 adds inf"),
      (["conditions": "[0.5,NaN,2]"], "node 1 adds nan"),
      (["left": "[]", "right": "[]"], "node 0 is absent"),
      (["left": "[1,-1]"], "must be a list of 2"),
      (["left": "[1e300,-1,-1]"], "whole numbers from -1"),
      (["left": "\"x\""], "must be a list of numbers"),
      (
        [
          "types": "[1,0,0]", "nodes": "[9]", "segments": "[0]", "sizes": "[1]",
          "categories": "[3]",
        ], "categories_nodes"
      ),
      (
        [
          "types": "[1,0,0]", "nodes": "[0]", "segments": "[1]", "sizes": "[1]",
          "categories": "[3]",
        ], "categories_segments"
      ),
      (
        [
          "types": "[1,0,0]", "nodes": "[0]", "segments": "[0]", "sizes": "[1]",
          "categories": "[99999999]",
        ], "categories"
      ),
      (
        [
          "types": "[1,0,0]", "nodes": "[0,1]", "segments": "[0,0]", "sizes": "[1,1]",
          "categories": "[3]",
        ], "categories_sizes"
      ),
    ])
  func damagedTrees(tree: [String: String], part: String) throws {
    let sentence = try #require(Self.sentence(Self.model(tree: tree)))
    #expect(sentence.contains(part), "\(sentence)")
  }

  @Test(
    "What cannot be read is named",
    arguments: [
      (["booster": "\"dart\""], "only gbtree is read"),
      (["booster": "\"gblinear\""], "the booster 'gblinear'"),
      (["objective": "\"rank:ndcg\""], "the objective 'rank:ndcg'"),
      (["info": "[1]"], "tree_info"),
      (["info": "[0,0]"], "must be a list of 1"),
      (["base": "\"[1,2]\""], "base_score"),
      (["base": "\"NaN\""], "base_score"),
      (["base": "\"2\"", "objective": "\"binary:logistic\""], "base_score"),
      (["features": "\"-1\""], "num_feature"),
      (["features": "\"99999999999999999999\""], "num_feature"),
      (["names": "[\"x\",\"x\"]", "features": "\"2\""], "feature_names"),
      (["classes": "\"100000\"", "objective": "\"multi:softprob\""], "num_class"),
      (["names": "[[[]]]"], "feature_names"),
    ])
  func unreadable(replaced: [String: String], part: String) throws {
    let sentence = try #require(Self.sentence(Self.model(replaced)))
    #expect(sentence.contains(part), "\(sentence)")
  }

  @Test(
    "A text that is no JSON is refused with the byte",
    arguments: [
      ("", "the file ends after 0 bytes"), ("{", "the file ends after 1 bytes"),
      ("{}", "learner is absent"), ("[]", "the outermost value is a list of numbers"),
      ("{\"learner\": 1}", "learner is a number"), ("{\"a\": 1,}", "a name was expected"),
      ("{\"a\": 1 \"b\"}", "a comma"), ("{\"a\": 1, \"a\": 2}", "only once"),
      ("{\"a\": tru}", "a value was expected at byte 7"), ("{\"a\": 1} x", "the end was expected"),
      ("{\"a\": \"\\ud800\"}", "character"), ("{\"a\": \"\\x\"}", "escaped"),
      ("PK\u{3}\u{4}", "a value was expected at byte 1"), ("{L\u{0}", "binary form"),
      ("{\"a\": -}", "a value"), ("{\"a\": 1e}", "a value"), ("{\"a\": 0x10}", "comma"),
    ])
  func noJSON(text: String, part: String) throws {
    let sentence = try #require(Self.sentence(text))
    #expect(sentence.contains(part), "\(sentence)")
  }

  @Test(
    "A million brackets are refused and do not overflow the stack", arguments: ["[", "{\"a\":"])
  func deep(bracket: String) throws {
    let sentence = try #require(Self.sentence(String(repeating: bracket, count: 1_000_000)))
    #expect(sentence.contains("at most 64 levels"))
  }

  @Test("A model cut anywhere is refused")
  func cut() throws {
    let whole = Array(Self.model().utf8)
    for count in 0..<whole.count {
      #expect(throws: ExchangeError.self) { try XGBoostReader.model(of: Array(whole[..<count])) }
    }
  }

  @Test("A model with bytes changed at random is read or refused, and predicts finite numbers")
  func changed() throws {
    let whole = try XGBoostReaderTests.file("categories")
    var random = RandomStream(seed: 7)
    let rows = CrossingRows.features(0..<50)
    for _ in 0..<60 {
      var bytes = whole
      for _ in 0..<1 + random.integer(below: 4) {
        bytes[random.integer(below: bytes.count)] =
          random.integer(below: 2) == 0
          ? UInt8(ascii: "0") + UInt8(random.integer(below: 10))
          : UInt8(random.integer(below: 256))
      }
      guard let model = try? XGBoostReader.model(of: bytes),
        let predictor = try? model.predictor(featureNames: CrossingRows.names, classCount: nil)
      else { continue }
      let predictions = predictor.predictions(for: rows)
      let areFinite = predictions.allSatisfy { $0.isFinite }
      #expect(areFinite)
    }
  }
}
