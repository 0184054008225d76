/// The stable names of what can be wrong; a code never changes its meaning.
///
/// The hundreds tell the subject, and with it the exit status:
/// 01 to 03 the analysis file (3), 04 input data (4), 05 a stage that failed (1),
/// 06 the cache or the disk (6), 07 the machine (1).
package enum DiagnosticCode: String, Sendable, Hashable, Codable, CaseIterable {
  // 01: the text of an analysis file
  case fileUnreadable = "WB0101"
  case yamlSyntax = "WB0102"
  case duplicateKey = "WB0103"
  case aliasRefused = "WB0104"
  case tooLarge = "WB0105"
  case notUTF8 = "WB0106"

  // 02: keys and settings
  case unknownKey = "WB0201"
  case missingKey = "WB0202"
  case wrongType = "WB0203"
  case outOfRange = "WB0204"
  case unknownChoice = "WB0205"
  case badIdentifier = "WB0206"
  case unknownKind = "WB0207"
  case quotesNeeded = "WB0208"
  case conflict = "WB0209"
  case unsupportedVersion = "WB0210"

  // 03: references, types and parts
  case unknownStage = "WB0301"
  case laterStage = "WB0302"
  case duplicateStage = "WB0303"
  case unknownOutput = "WB0304"
  case unknownPort = "WB0305"
  case missingInput = "WB0306"
  case wrongInputType = "WB0307"
  case unknownColumn = "WB0308"
  case wrongColumnKind = "WB0309"
  case testRowsRefused = "WB0310"
  case badQuery = "WB0311"
  case duplicateColumn = "WB0312"
  case unknownValue = "WB0313"
  case badTemplate = "WB0314"

  // 04: input data
  case inputMissing = "WB0401"
  case inputUnreadable = "WB0402"
  case csvSyntax = "WB0403"
  case csvFieldCount = "WB0404"
  case csvHeader = "WB0405"
  case csvValue = "WB0406"
  case csvEncoding = "WB0407"
  case csvEmpty = "WB0408"

  // 05: a stage that failed
  case stageFailed = "WB0501"
  case valueRefused = "WB0502"
  case fileEdited = "WB0503"
  case noResult = "WB0504"
  case queryFailed = "WB0505"

  // 06: cache and disk
  case cacheUnusable = "WB0601"
  case diskFull = "WB0602"
  case cannotWrite = "WB0603"

  // 07: the machine
  case programMissing = "WB0701"
  case programFailed = "WB0702"
}
