// swift-tools-version: 6.2

import PackageDescription

let package = Package(
  name: "KindredBenchmarks",
  dependencies: [.package(name: "kindred", path: "..")],
  targets: [
    .target(name: "CPeak"),
    .executableTarget(
      name: "KindredBenchmarks",
      dependencies: [.product(name: "Kindred", package: "kindred"), "CPeak"],
      swiftSettings: [.enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility")]),
  ],
  swiftLanguageModes: [.v6]
)
