import Foundation
import KindredTestSupport
import Testing

/// `make install` and what it installs beside the program.
@Suite struct InstallTests {
  /// Commands and long options as the program describes itself.
  struct Description: Decodable {
    struct Command: Decodable {
      struct Argument: Decodable {
        struct Name: Decodable {
          var kind: String
          var name: String
        }
        var names: [Name]?
      }
      var commandName: String
      var arguments: [Argument]?
      var subcommands: [Command]?
    }
    var command: Command

    var commands: [String] { (command.subcommands ?? []).map(\.commandName) }
    var options: Set<String> {
      let names = (command.subcommands ?? []).flatMap { $0.arguments ?? [] }.flatMap { $0.names ?? [] }
      return Set(names.filter { $0.kind == "long" }.map(\.name))
    }
  }

  static let files = [
    "share/man/man1/kindred.1", "share/bash-completion/completions/kindred", "share/zsh/site-functions/_kindred",
    "share/fish/vendor_completions.d/kindred.fish",
  ]

  @Test func theManualAndCompletionsNameEveryCommandAndOption() throws {
    let dump = try BuiltBinary.run(["--experimental-dump-help"])
    let description = try JSONDecoder().decode(Description.self, from: Data(dump.output.utf8))
    #expect(description.commands.count > 10 && description.options.count > 40)

    let folder = try TemporaryFolder()
    let root = folder.path("a root")
    let make = "make -C '\(Checkout.folder.path)' BUILT=\"$KINDRED\" DESTDIR='\(root)' PREFIX=/usr"
    let installed = try BuiltBinary.shell("\(make) install-built")
    #expect(installed.status == 0, "\(installed.errors)")
    #expect(try BuiltBinary.shell("'\(root)/usr/bin/kindred' --version").status == 0)
    for file in Self.files {
      let text = try String(contentsOfFile: "\(root)/usr/\(file)", encoding: .utf8)
      // roff writes a hyphen as \- and a bold word as \fB...\fR
      let plain = text.replacing("\\-", with: "-").replacing("\\fB", with: "").replacing("\\fR", with: "")
      let words = Set(plain.split { !$0.isLetter && !$0.isNumber && $0 != "-" })
      for command in description.commands { #expect(words.contains { $0 == command }, "\(command) is not in \(file)") }
      for option in description.options {
        #expect(words.contains { $0.drop { $0 == "-" } == option }, "--\(option) is not in \(file)")
      }
    }
    let bash = try BuiltBinary.shell("bash -n '\(root)/usr/\(Self.files[1])'")
    #expect(bash.status == 0, "\(bash.errors)")

    #expect(try BuiltBinary.shell("\(make) uninstall").status == 0)
    for file in Self.files + ["bin/kindred"] {
      #expect(!FileManager.default.fileExists(atPath: "\(root)/usr/\(file)"), "\(file) is still there")
    }
  }

  @Test func citationAndChangelogNameTheVersion() throws {
    let version = try BuiltBinary.run(["--version"]).output.trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(try Checkout.text("CITATION.cff").contains("\nversion: \(version)\n"))
    #expect(try Checkout.text("CHANGELOG.md").contains("\n## \(version)\n"))
  }
}
