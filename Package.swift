// swift-tools-version: 6.2

import PackageDescription

// CI treats every warning as an error; a user's newer compiler must not refuse to build.
let strict: [SwiftSetting] = Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]

let settings: [SwiftSetting] =
  strict + [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ]

/// A room of the one-way street (docs/architecture.md): it may import only what stands to its left.
func room(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: dependencies + ["KindredTestSupport"], exclude: exclude, swiftSettings: settings
  )
}

let numerics = Target.Dependency.product(name: "Numerics", package: "swift-numerics")

let package = Package(
  name: "kindred",
  products: [
    .library(name: "Kindred", targets: ["Kindred"]),
    .executable(name: "kindred", targets: ["KindredCommand"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.0"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: [
    .systemLibrary(name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(name: "CLAPACKE", pkgConfig: "lapacke", providers: [.apt(["liblapacke-dev"])]),
    .systemLibrary(name: "CLibCSV", providers: [.apt(["libcsv-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CKernels"),

    room("Diagnostics", []),
    room("LinearAlgebra", ["COpenBLAS", "CLAPACKE", "CKernels", numerics]),
    room("Statistics", ["LinearAlgebra", numerics]),
    room("Tables", ["Diagnostics", "CLibCSV", "CZlib"]),
    room("Panels", ["Diagnostics", "Tables", "LinearAlgebra", "Statistics", numerics]),
    room("Relations", ["CKernels", "Diagnostics", "Tables", "LinearAlgebra", "Statistics", "Panels"]),
    room("Networks", ["CKernels", "LinearAlgebra", "Panels", numerics]),
    room("Labels", ["Diagnostics", "Tables", "LinearAlgebra", "Statistics", "Panels"]),
    room("Trainers", ["Diagnostics", "LinearAlgebra", "Statistics", "Panels", "Networks", "Labels"]),
    room(
      "Probing", ["Diagnostics", "LinearAlgebra", "Statistics", "Panels", "Networks", "Labels", "Trainers"]),
    room(
      "Prediction", ["Diagnostics", "LinearAlgebra", "Statistics", "Panels", "Relations", "Labels", numerics]),
    room("Grouping", ["Diagnostics", "LinearAlgebra", "Statistics"]),
    room("Plans", ["Diagnostics", "LinearAlgebra", "Statistics", "Labels", "Grouping"]),
    room(
      "StudyFiles",
      [
        "Diagnostics", "Tables", "LinearAlgebra", "Statistics", "Panels", "Relations", "Networks", "Labels", "Probing",
        "Prediction", "Grouping", "Plans", "Trainers", .product(name: "TOMLKit", package: "TOMLKit"),
      ],
      // A link to models/prior.json.
      resources: [.embedInCode("prior.json")]),
    room(
      "Reports",
      [
        "Diagnostics", "Tables", "LinearAlgebra", "Statistics", "Panels", "Relations", "Networks", "Labels", "Probing",
        "Prediction", "Grouping", "Plans", "StudyFiles",
      ]),
    room(
      "Kindred",
      [
        "Diagnostics", "Tables", "LinearAlgebra", "Statistics", "Panels", "Relations", "Networks", "Labels",
        "Trainers", "Probing", "Prediction", "Grouping", "Plans", "StudyFiles", "Reports",
      ]),
    .executableTarget(
      name: "KindredCommand",
      dependencies: [
        "Statistics", "Probing", "Kindred", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    room("KindredTestSupport", ["Kindred"]),

    tests("LinearAlgebra", ["LinearAlgebra"]),
    tests("Statistics", ["Statistics"]),
    tests("Tables", ["Tables"]),
    tests("Panels", ["Panels"]),
    tests("Relations", ["Relations"]),
    tests("Networks", ["Networks"]),
    tests("Labels", ["Labels"]),
    tests("Trainers", ["Trainers"]),
    tests("Probing", ["Probing"]),
    tests("Prediction", ["Prediction"]),
    tests("Grouping", ["Grouping"]),
    tests("Plans", ["Plans"]),
    tests("StudyFiles", ["StudyFiles"]),
    tests("Reports", ["Reports"]),
    tests("Kindred", ["Kindred", "Tables"], exclude: ["golden.json"]),
    tests("Command", ["KindredCommand", "Kindred", "LinearAlgebra", "Tables"]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu11
)
