// swift-tools-version: 6.1
import PackageDescription

// A package as a user has it: an app's library, and tests of it against the mock.
let package = Package(
  name: "Downstream",
  platforms: [.macOS(.v13), .iOS(.v16)],
  dependencies: [.package(name: "VerifyMock", path: "../..")],
  targets: [
    .target(name: "LoginClient"),
    .testTarget(
      name: "LoginTests",
      dependencies: [
        "LoginClient",
        .product(name: "VerifyMock", package: "VerifyMock"),
        .product(name: "VerifyMockConformance", package: "VerifyMock"),
        .product(name: "VerifyMockTesting", package: "VerifyMock"),
      ]),
    .testTarget(
      name: "LoginXCTests",
      dependencies: [
        "LoginClient",
        .product(name: "VerifyMock", package: "VerifyMock"),
        .product(name: "VerifyMockXCTest", package: "VerifyMock"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
