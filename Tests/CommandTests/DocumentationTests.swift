import Foundation
import KindredTestSupport
import Testing

/// What the documents tell a reader to type or to open is there.
@Suite struct DocumentationTests {
  /// Each page's path in the checkout, and its text.
  private static func pages() throws -> [(path: String, text: String)] {
    let methods = try FileManager.default.contentsOfDirectory(atPath: Checkout.folder.path + "/docs")
      .filter { $0.hasSuffix(".md") }.sorted().map { "docs/" + $0 }
    return try (["README.md", "CONTRIBUTING.md", "data/README.md"] + methods).map { ($0, try Checkout.text($0)) }
  }

  /// Code in a line of text, and lines that are code.
  private static func code(in text: String) -> [Substring] {
    text.matches(of: /`([^`\n]+)`/).map(\.1) + text.matches(of: /(?m)^    (.+)$/).map(\.1)
  }

  private static func words(_ text: Substring) -> [String] {
    text.split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map(String.init)
  }

  @Test func relativeLinksLeadToFiles() throws {
    for (path, text) in try Self.pages() {
      let folder = Checkout.folder.appending(path: path).deletingLastPathComponent()
      for link in text.matches(of: /\]\(([^)\s]+)\)/).map(\.1) where !link.contains(":") && !link.hasPrefix("#") {
        let file = folder.appending(path: String(link.prefix { $0 != "#" })).standardized.path
        #expect(FileManager.default.fileExists(atPath: file), "\(path): \(link)")
      }
    }
  }

  @Test func commandsAndOptionsAreThoseOfTheProgram() throws {
    let help = try BuiltBinary.run(["--help"]).output
    let commands = try #require(help.firstRange(of: "SUBCOMMANDS")).upperBound
    var options: [String: Set<String>] = [:]
    for command in Self.words(help[commands...]) {
      let help = try BuiltBinary.run([command, "--help"])
      guard help.status == 0, help.output.contains("kindred \(command)") else { continue }
      options[command] = Set(Self.words(help.output[...]))
    }
    #expect(options.count >= 12)
    // Options of SwiftPM stand alone in a line of text too.
    let known = options.values.reduce(Set(["--traits"])) { $0.union($1) }
    for (path, text) in try Self.pages() {
      for span in Self.code(in: text) {
        if let call = span.firstMatch(of: /\bkindred +([a-z]+)\b(.*)/) {
          let own = try #require(options[String(call.1)], "\(path): \(span)")
          let flags = Self.words(call.2).filter { $0.hasPrefix("--") }
          #expect(own.isSuperset(of: flags), "\(path): \(span)")
        } else if span.hasPrefix("--"), let flag = Self.words(span).first, flag.count > 2 {
          #expect(known.contains(flag), "\(path): \(span)")
        }
      }
    }
  }
}
