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

/// A module of the library; it may import only what stands above it in the table of docs/architecture.md.
func module(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil) -> Target {
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
  traits: [
    .trait(
      name: "RDKit", description: "Molecules from SMILES, by RDKit (Debian: librdkit-dev and libboost-dev).")
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
    .target(
      name: "CRDKit", exclude: ["rdkit"],
      // RDKit's headers name each other from here; the link leads to where Debian keeps them.
      cxxSettings: [.define("KINDRED_RDKIT", .when(traits: ["RDKit"])), .headerSearchPath("rdkit")],
      linkerSettings: [
        "ChemTransforms", "Descriptors", "Fingerprints", "SmilesParse", "DataStructs", "GraphMol", "RDGeneral",
      ].map { .linkedLibrary("RDKit\($0)", .when(traits: ["RDKit"])) }),

    module("Diagnostics", []),
    module("LinearAlgebra", ["COpenBLAS", "CLAPACKE", "CKernels", numerics]),
    module("Statistics", ["LinearAlgebra", numerics]),
    module("Tables", ["Diagnostics", "LinearAlgebra", "CLibCSV", "CZlib"]),
    module("Molecules", ["Diagnostics", "LinearAlgebra", "CRDKit"]),
    module("Panels", ["Diagnostics", "Tables", "LinearAlgebra", "Statistics", "Molecules", numerics]),
    module(
      "Relations",
      ["CKernels", "Diagnostics", "Tables", "LinearAlgebra", "Statistics", "Molecules", "Panels"]),
    module("Networks", ["CKernels", "LinearAlgebra", "Panels", numerics]),
    module("Labels", ["Diagnostics", "Tables", "LinearAlgebra", "Statistics", "Panels"]),
    module(
      "Trainers",
      ["Diagnostics", "Tables", "LinearAlgebra", "Statistics", "Panels", "Networks", "Labels"]),
    module(
      "Probing", ["Diagnostics", "LinearAlgebra", "Statistics", "Panels", "Networks", "Labels", "Trainers"]),
    module(
      "Prediction", ["Diagnostics", "LinearAlgebra", "Statistics", "Panels", "Relations", "Labels", numerics]),
    module("Grouping", ["Diagnostics", "LinearAlgebra", "Statistics"]),
    module("Plans", ["Diagnostics", "LinearAlgebra", "Statistics", "Labels", "Grouping"]),
    module(
      "Methods",
      [
        "Diagnostics", "LinearAlgebra", "Statistics", "Panels", "Relations", "Labels", "Probing", "Prediction",
        "Grouping", "Plans", numerics,
      ]),
    module(
      "StudyFiles",
      [
        "Diagnostics", "Tables", "LinearAlgebra", "Statistics", "Panels", "Relations", "Networks", "Labels", "Probing",
        "Prediction", "Grouping", "Plans", "Methods", "Trainers", .product(name: "TOMLKit", package: "TOMLKit"),
      ],
      // A link to models/prior.json.
      resources: [.embedInCode("prior.json")]),
    module(
      "Reports",
      [
        "Diagnostics", "Tables", "LinearAlgebra", "Statistics", "Panels", "Relations", "Networks", "Labels", "Probing",
        "Trainers", "Prediction", "Grouping", "Plans", "Methods", "StudyFiles",
      ],
      resources: ["chemprop", "xgboost", "sklearn", "pytorch"].map { .embedInCode("Programs/trainer_\($0).py") }),
    module(
      "Kindred",
      [
        "Diagnostics", "Tables", "LinearAlgebra", "Statistics", "Molecules", "Panels", "Relations", "Networks",
        "Labels",
        "Trainers", "Probing", "Prediction", "Grouping", "Plans", "Methods", "StudyFiles", "Reports",
      ]),
    .executableTarget(
      name: "KindredCommand",
      dependencies: [
        "LinearAlgebra", "Statistics", "Probing", "Kindred",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    module("KindredTestSupport", ["Kindred"]),

    tests("LinearAlgebra", ["LinearAlgebra"]),
    tests("Statistics", ["Statistics"]),
    tests("Tables", ["Tables"]),
    tests("Molecules", ["Molecules", "LinearAlgebra", "Tables"]),
    tests("Panels", ["Panels", "Molecules"]),
    tests("Relations", ["Relations", "Molecules"]),
    tests("Networks", ["Networks"]),
    tests("Labels", ["Labels"]),
    tests("Trainers", ["Trainers"]),
    tests("Probing", ["Probing"]),
    tests("Prediction", ["Prediction"]),
    tests("Grouping", ["Grouping"]),
    tests("Plans", ["Plans"]),
    tests("Methods", ["Methods"]),
    tests("StudyFiles", ["StudyFiles"]),
    tests(
      "Reports",
      ["Reports", "Panels", "Labels", "Trainers", "Probing", "Prediction", "Grouping", "Plans", "StudyFiles"]
    ),
    tests("Kindred", ["Kindred", "Tables"], exclude: ["golden.json"]),
    tests(
      "Command", ["KindredCommand", "Kindred", "LinearAlgebra", "Molecules", "Tables"], exclude: ["trainers"]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu11,
  cxxLanguageStandard: .cxx17
)
