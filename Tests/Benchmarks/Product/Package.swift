// swift-tools-version: 6.1
import PackageDescription

// What a user's test does with a server: start, one request, stop.
let package = Package(
  name: "Product",
  platforms: [.macOS(.v13)],
  dependencies: [.package(name: "VerifyMock", path: "../../..")],
  targets: [
    .executableTarget(
      name: "FixtureSpeed", dependencies: [.product(name: "VerifyMock", package: "VerifyMock")])
  ]
)
