// swift-tools-version: 6.1
import PackageDescription

// Each feature is the future default of the language; adopting it now keeps the sources honest.
let settings: [SwiftSetting] = [
  // SE-0335: an existential is always spelled `any`.
  .enableUpcomingFeature("ExistentialAny"),
  // SE-0409: imports are internal unless they say otherwise.
  .enableUpcomingFeature("InternalImportsByDefault"),
  // SE-0444: a member is visible only where its module is imported.
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "VerifyMock",
  platforms: [.macOS(.v13), .iOS(.v16)],
  products: [
    .library(name: "VerifyMock", targets: ["VerifyMock"]),
    .library(name: "VerifyMockTesting", targets: ["VerifyMockTesting"]),
    .library(name: "VerifyMockXCTest", targets: ["VerifyMockXCTest"]),
    // The checks, and what carries them to an endpoint.
    .library(name: "VerifyMockConformance", targets: ["VerifyMockConformance", "VerifyMock"]),
    .executable(name: "verify-mock", targets: ["VerifyMockCLI"]),
    // `swift package verify-mock …` in a package that depends on this one.
    .plugin(name: "VerifyMockPlugin", targets: ["VerifyMockPlugin"]),
  ],
  targets: [
    .target(name: "VerifyMockJSON", swiftSettings: settings),
    .target(
      name: "VerifyMockSchema", dependencies: ["VerifyMockJSON"], swiftSettings: settings),
    .target(
      name: "VerifyMockContract", dependencies: ["VerifyMockJSON", "VerifyMockSchema"],
      swiftSettings: settings),
    .target(name: "VerifyMockHTTP", dependencies: ["VerifyMockJSON"], swiftSettings: settings),
    .target(
      name: "VerifyMockCore",
      dependencies: ["VerifyMockJSON", "VerifyMockSchema", "VerifyMockContract", "VerifyMockHTTP"],
      swiftSettings: settings),
    .target(
      name: "VerifyMockConformance",
      dependencies: [
        "VerifyMockJSON", "VerifyMockSchema", "VerifyMockContract", "VerifyMockHTTP",
        "VerifyMockCore",
      ],
      swiftSettings: settings),
    .target(name: "CVerifyMockEvents"),
    // Nothing to install for it: the system's OpenSSL is looked for when somebody asks for TLS.
    .target(name: "VerifyMockTLS", swiftSettings: settings),
    .target(
      name: "VerifyMockNetwork",
      dependencies: [
        "VerifyMockJSON", "VerifyMockHTTP", "VerifyMockTLS",
        .target(name: "CVerifyMockEvents", condition: .when(platforms: [.linux])),
      ],
      swiftSettings: settings),
    .target(
      name: "VerifyMock",
      dependencies: [
        "VerifyMockJSON", "VerifyMockSchema", "VerifyMockContract", "VerifyMockHTTP",
        "VerifyMockCore", "VerifyMockConformance", "VerifyMockTLS", "VerifyMockNetwork",
      ],
      swiftSettings: settings),
    .target(
      name: "VerifyMockTesting",
      dependencies: ["VerifyMock"],
      swiftSettings: settings),
    .target(
      name: "VerifyMockXCTest", dependencies: ["VerifyMock"], swiftSettings: settings),
    // Releases name the commit that they were built from.
    .target(
      name: "CVerifyMockBuild",
      cSettings: Context.environment["VERIFY_MOCK_COMMIT"].map { commit in
        [.define("VERIFY_MOCK_COMMIT", to: "\"\(commit)\"")]
      } ?? []),
    .executableTarget(
      name: "VerifyMockCLI",
      dependencies: [
        "CVerifyMockBuild",
        "VerifyMock", "VerifyMockConformance", "VerifyMockCore", "VerifyMockHTTP",
        "VerifyMockJSON", "VerifyMockSchema", "VerifyMockContract", "VerifyMockTLS",
        "VerifyMockNetwork",
      ],
      swiftSettings: settings),
    .plugin(
      name: "VerifyMockPlugin",
      capability: .command(
        intent: .custom(
          verb: "verify-mock", description: "Serve, check and list with the program verify-mock.")),
      dependencies: ["VerifyMockCLI"], path: "Sources/VerifyMockPlugin"),

    .testTarget(
      name: "VerifyMockJSONTests", dependencies: ["VerifyMockJSON"], swiftSettings: settings),
    .testTarget(
      name: "VerifyMockSchemaTests", dependencies: ["VerifyMockSchema"], swiftSettings: settings),
    .testTarget(
      name: "VerifyMockContractTests", dependencies: ["VerifyMockContract"],
      swiftSettings: settings),
    .testTarget(
      name: "VerifyMockHTTPTests", dependencies: ["VerifyMockHTTP", "VerifyMockJSON"],
      swiftSettings: settings),
    .testTarget(
      name: "VerifyMockCoreTests", dependencies: ["VerifyMockCore"], swiftSettings: settings),
    .testTarget(
      name: "VerifyMockConformanceTests", dependencies: ["VerifyMockConformance"],
      swiftSettings: settings),
    .testTarget(
      name: "VerifyMockTLSTests", dependencies: ["VerifyMockTLS"], swiftSettings: settings),
    // What the tests of several modules use.
    .target(name: "VerifyMockTestSupport", path: "Tests/Support", swiftSettings: settings),
    .testTarget(
      name: "VerifyMockNetworkTests",
      dependencies: [
        "VerifyMockNetwork", "VerifyMockHTTP", "VerifyMockTLS", "VerifyMockTestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "VerifyMockTests",
      dependencies: [
        "VerifyMock", "VerifyMockConformance", "VerifyMockTLS", "VerifyMockNetwork",
        "VerifyMockTestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "VerifyMockCLITests",
      dependencies: [
        "VerifyMockCLI", "VerifyMock", "VerifyMockConformance", "VerifyMockCore", "VerifyMockHTTP",
        "VerifyMockJSON", "VerifyMockNetwork", "VerifyMockTLS", "VerifyMockTestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "VerifyMockTestingTests", dependencies: ["VerifyMockTesting", "VerifyMock"],
      swiftSettings: settings),
    .testTarget(
      name: "VerifyMockXCTestTests", dependencies: ["VerifyMockXCTest", "VerifyMock"],
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
