import Foundation
import KindredTestSupport
import Testing

/// What the README shows of the library, as a package that depends on this checkout.
@Suite struct ReadmeTests {
  /// The first block of Swift in the README.
  static func program() throws -> String {
    let parts = try Checkout.text("README.md").components(separatedBy: "```")
    let block = try #require(parts.first { $0.hasPrefix("swift\n") })
    return String(block.dropFirst("swift\n".count))
  }

  @Test func importsNothingButKindred() throws {
    let imports = try Self.program().split(separator: "\n").filter { $0.contains("import ") }
    #expect(imports == ["import Kindred"])
  }

  /// Builds everything anew, without flags of any kind: some minutes.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["KINDRED_LONG_TESTS"] != nil))
  func theProgramBuildsAndFindsTheGroupsOfTheDemo() throws {
    let folder = try TemporaryFolder()
    let manifest = """
      // swift-tools-version: 6.2
      import PackageDescription

      let package = Package(
        name: "example",
        dependencies: [.package(name: "kindred", path: "\(Checkout.folder.path)")],
        targets: [
          .executableTarget(name: "example", dependencies: [.product(name: "Kindred", package: "kindred")])
        ]
      )

      """
    let sources = folder.url.appending(path: "Sources/example")
    try FileManager.default.createDirectory(at: sources, withIntermediateDirectories: true)
    _ = try folder.write(manifest, as: "Package.swift")
    _ = try folder.write(Self.program(), as: "Sources/example/main.swift")
    _ = try folder.write(Checkout.text("data/demo/panel.csv"), as: "panel.csv")

    let run = try BuiltBinary.shell("cd '\(folder.url.path)' && swift build -c release 1>&2 && .build/release/example")
    try #require(run.status == 0, "\(run.errors.suffix(4000))")
    let truth = try Checkout.text("data/demo/panel-truth.csv").split(separator: "\n").dropFirst()
      .map { $0.split(separator: ",").map(String.init) }
    let cluster = Dictionary(uniqueKeysWithValues: truth.map { ($0[0], $0[1]) })
    let groups = run.output.split(separator: "\n")
    #expect((1...4).contains(groups.count), "\(run.output)")
    for group in groups {
      let words = group.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "-" }.map(String.init)
      let clusters = Set(words.compactMap { cluster[$0] })
      #expect(clusters.count == 1, "\(group)")
    }
  }
}
