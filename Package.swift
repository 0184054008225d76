// swift-tools-version: 6.2
import PackageDescription

/// One set of rules for every Swift target: Swift 6, warnings are errors, unsafe code is marked.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
]

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
// What answers over HTTP; without the trait there is no `serve`, and none of this is compiled.
let served = TargetDependencyCondition.when(traits: ["Serving"])
let httpTypes = Target.Dependency.product(
  name: "HTTPTypes", package: "swift-http-types", condition: served)
let hummingbird = Target.Dependency.product(
  name: "HummingbirdCore", package: "hummingbird", condition: served)
let logging = Target.Dependency.product(name: "Logging", package: "swift-log", condition: served)
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio", condition: served)
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio", condition: served)
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio", condition: served)
let nioHTTPTypes = Target.Dependency.product(
  name: "NIOHTTPTypes", package: "swift-nio-extras", condition: served)

/// A library of the house; `dev check` compares these lines with the table in the architecture page.
func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of one library, or of a subject that crosses libraries.
func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(
    name: name, dependencies: ["TestSupport"] + dependencies, exclude: exclude,
    swiftSettings: strict)
}

let package = Package(
  name: "workbench",
  products: [.executable(name: "workbench", targets: ["workbench"])],
  traits: [
    .trait(name: "Serving", description: "The command `serve`, with what answers over HTTP."),
    .default(enabledTraits: ["Serving"]),
  ],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(
      url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0", traits: []),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
  ],
  targets: [
    // C and C++ behind one header each.
    .systemLibrary(
      name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CGnuplot", linkerSettings: [.linkedLibrary("boost_iostreams")]),
    .target(name: "CProcesses"),
    .target(name: "CVectors", exclude: ["loops.inc"]),
    .target(name: "CResources", exclude: ["assets"]),

    library("Diagnostics"),
    library("Digests", ["COpenSSL"]),
    library("Kernels", ["CVectors"]),
    library("Processes", ["CProcesses"]),
    library("Documents"),
    library("Tables", ["CZlib", "Diagnostics", "Digests"]),
    library("Learning", ["Digests", "Kernels", "Tables"]),
    library("Trees", ["Digests", "Kernels", "Learning"]),
    library("Nets", ["Digests", "Kernels", "Learning"]),
    library("Additive", ["Digests", "Kernels", "Learning"]),
    library(
      "Attribution", ["Additive", "Kernels", "Learning", "Nets", "Trees"]),
    library("Fleet", ["Kernels"]),
    library("Exchange", ["Digests", "Kernels", "Learning", "Nets", "Trees"]),
    library("Analyses", ["Diagnostics", "Digests", "Documents", yams]),
    library("Cache", ["Diagnostics", "Digests", grdb]),
    library("Queries", ["Diagnostics", "Fleet", "Tables", grdb, sqlite]),
    library("Engine", ["Analyses", "Cache", "Diagnostics", "Digests", "Kernels"]),
    library(
      "Stages",
      [
        "Additive", "Analyses", "Attribution", "Diagnostics", "Digests", "Documents", "Exchange",
        "Fleet", "Kernels", "Learning", "Nets", "Processes", "Queries", "Tables", "Trees",
      ]),
    library("Plots", ["CGnuplot", "Documents", "Processes"]),
    library("Reports", ["CResources", "Digests", "Documents", mustache]),
    library(
      "Serving",
      [
        "CResources", "Diagnostics", "Digests", "Learning", "Tables", httpTypes, hummingbird,
        logging, nioCore, nioHTTP1, nioHTTPTypes, nioPosix,
      ]),
    library(
      "WorkbenchKit",
      [
        "Analyses", "Attribution", "Cache", "Diagnostics", "Digests", "Documents", "Engine",
        "Exchange", "Learning", "Plots", "Processes", "Queries", "Reports", "Serving", "Stages",
        "Tables",
      ]),

    .executableTarget(
      name: "workbench",
      dependencies: [
        "Analyses", "Cache", "Diagnostics", "Digests", "Engine", "Exchange", "Processes",
        "Serving",
        "WorkbenchKit", argumentParser,
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "bench",
      dependencies: [
        "Attribution", "Exchange", "Fleet", "Kernels", "Learning", "Tables", "Trees", argumentParser,
      ],
      swiftSettings: strict),
    library("House", ["Diagnostics"]),
    .executableTarget(
      name: "dev", dependencies: ["House", argumentParser], swiftSettings: strict),

    .target(
      name: "TestSupport", dependencies: ["Processes"], path: "Tests/TestSupport",
      swiftSettings: strict),
    tests("HouseTests", ["Diagnostics", "House"]),
    tests("DiagnosticsTests", ["Diagnostics"]),
    tests("DigestsTests", ["Digests"]),
    tests("KernelsTests", ["Kernels"]),
    tests(
      "TablesTests", ["Diagnostics", "Digests", "Kernels", "Tables"], exclude: ["Hostile"]),
    tests(
      "LearningTests", ["Additive", "Digests", "Kernels", "Learning", "Tables", "Trees"]),
    tests("TreesTests", ["Digests", "Kernels", "Learning", "Tables", "Trees"]),
    tests("NetsTests", ["Digests", "Kernels", "Learning", "Nets"]),
    tests("ExchangeTests", ["Exchange", "Digests", "Kernels", "Learning", "Nets", "Trees"]),
    tests("FleetTests", ["Fleet", "Kernels"]),
    tests("AdditiveTests", ["Additive", "Digests", "Kernels", "Learning", "Tables"]),
    tests(
      "AttributionTests",
      [
        "Additive", "Attribution", "Digests", "Exchange", "Kernels", "Learning", "Nets", "Tables",
        "Trees",
      ]),
    tests("ProcessesTests", ["Processes"]),
    tests("PlotsTests", ["Documents", "Plots", "Processes"]),
    tests("ReportsTests", ["Digests", "Documents", "Plots", "Reports"], exclude: ["Goldens"]),
    tests("CacheTests", ["Cache", "Diagnostics", "Digests", grdb]),
    tests("QueriesTests", ["Queries", "Tables", grdb]),
    tests("AnalysesTests", ["Analyses", "Diagnostics", "Digests", "Kernels", "Stages"]),
    tests(
      "EngineTests", ["Analyses", "Cache", "Diagnostics", "Digests", "Engine", "Kernels", grdb]),
    tests(
      "StagesTests",
      [
        "Analyses", "Cache", "Diagnostics", "Digests", "Documents", "Engine", "Kernels",
        "Learning", "Nets", "Processes", "Stages", "Tables", "WorkbenchKit",
      ]),
    tests(
      "ServingTests",
      ["Additive", "Kernels", "Learning", "Nets", "Serving", "Tables", "Trees"]),
    tests("CommandLineTests", ["Diagnostics", "Digests"]),
    // These run the built program, which the package builds beside them.
    tests("RecoveryTests", ["Kernels", grdb]),
  ],
  cLanguageStandard: .c2x,
  cxxLanguageStandard: .cxx17
)
