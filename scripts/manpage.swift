// Writes the manual page of a built `kindred`: swift scripts/manpage.swift PATH-TO-KINDRED > kindred.1
//
// The program describes itself (`--experimental-dump-help`). Options of a group that several commands share stand once,
// in a section of their own.

import Foundation

struct Description: Decodable {
  var command: Command
}

struct Command: Decodable {
  var commandName: String
  var abstract: String?
  var discussion: String?
  var arguments: [Argument]?
  var subcommands: [Command]?

  var displayed: [Argument] { (arguments ?? []).filter(\.shouldDisplay) }
}

struct Argument: Decodable {
  enum Kind: String, Decodable { case positional, option, flag }

  struct Name: Decodable {
    enum Kind: String, Decodable { case long, short, longWithSingleDash }

    var kind: Kind
    var name: String
    var text: String { (kind == .long ? "--" : "-") + name }
  }

  var kind: Kind
  var names: [Name]?
  var valueName: String?
  var sectionTitle: String?
  var abstract: String?
  var defaultValue: String?
  var allValues: [String]?
  var isRepeating: Bool
  var shouldDisplay: Bool

  /// How it is typed: `\fB--seed\fR \fIseed\fR`.
  var heading: String {
    let value = "\\fI" + roff(valueName ?? "value") + "\\fR" + (isRepeating ? " ..." : "")
    let spelled = (names ?? []).map { "\\fB" + roff($0.text) + "\\fR" }.joined(separator: ", ")
    switch kind {
    case .positional: return value
    case .option: return spelled + " " + value
    case .flag: return spelled
    }
  }

  var meaning: String {
    var text = abstract ?? ""
    if let allValues, !allValues.allSatisfy(text.contains) {
      text += " One of " + allValues.joined(separator: ", ") + "."
    }
    if let defaultValue { text += " Default: " + defaultValue + "." }
    return text
  }
}

/// Text as roff shows it unchanged: no escape, no hyphen that becomes a dash, no line that looks like a request.
func roff(_ text: String) -> String {
  text.replacingOccurrences(of: "\\", with: "\\e").replacingOccurrences(of: "-", with: "\\-")
    .split(separator: "\n", omittingEmptySubsequences: false)
    .map { $0.hasPrefix(".") || $0.hasPrefix("'") ? "\\&" + $0 : String($0) }.joined(separator: "\n")
}

/// Headings with their meanings; a flag that means the same as the one before it, as `--no-probe` does, joins that one.
func list(_ arguments: [Argument]) -> [String] {
  var entries: [(heading: String, meaning: String)] = []
  for argument in arguments {
    if let last = entries.last, argument.kind == .flag, last.meaning == argument.meaning {
      entries[entries.count - 1].heading += " / " + argument.heading
    } else {
      entries.append((argument.heading, argument.meaning))
    }
  }
  return entries.flatMap { [".TP", $0.heading, roff($0.meaning)] }
}

/// The groups of options that more than one command has, in the order in which they come up, each option once.
func sharedGroups(of commands: [Command]) -> [(title: String, arguments: [Argument])] {
  var groups: [(title: String, arguments: [Argument], commands: Set<String>)] = []
  for command in commands {
    for argument in command.displayed {
      guard let title = argument.sectionTitle else { continue }
      let place = groups.firstIndex { $0.title == title } ?? groups.endIndex
      if place == groups.endIndex { groups.append((title, [], [])) }
      groups[place].commands.insert(command.commandName)
      if !groups[place].arguments.contains(where: { $0.heading == argument.heading }) {
        groups[place].arguments.append(argument)
      }
    }
  }
  return groups.filter { $0.commands.count > 1 }.map { ($0.title, $0.arguments) }
}

func page(of program: Command, version: String) -> String {
  let commands = program.subcommands ?? []
  let shared = sharedGroups(of: commands)
  let titles = Set(shared.map(\.title))
  let everywhere = Set(program.displayed.map(\.heading))
  let name = program.commandName
  var lines = [
    ".TH \(name.uppercased()) 1 \"\" \"\(name) \(version)\" \"User Commands\"",
    ".SH NAME", "\(name) \\- " + roff(program.abstract ?? ""),
    ".SH SYNOPSIS", ".B \(name)", "\\fIcommand\\fR [\\fIoptions\\fR]",
    ".SH DESCRIPTION", roff(program.discussion ?? ""),
  ]
  lines += list(program.displayed)
  lines.append(".SH COMMANDS")
  for command in commands {
    lines += [".SS \(name) \(command.commandName)", roff(command.abstract ?? "")]
    if let discussion = command.discussion, !discussion.isEmpty { lines += [".PP", roff(discussion)] }
    let groups = shared.map(\.title).filter { title in command.displayed.contains { $0.sectionTitle == title } }
    if !groups.isEmpty { lines += [".PP", "Takes the options of: " + roff(groups.joined(separator: ", ")) + "."] }
    lines += list(
      command.displayed.filter { !titles.contains($0.sectionTitle ?? "") && !everywhere.contains($0.heading) })
  }
  for group in shared { lines += [".SH OPTIONS: \(roff(group.title.uppercased()))"] + list(group.arguments) }
  return lines.joined(separator: "\n") + "\n"
}

func output(of program: String, _ argument: String) throws -> Data {
  let process = Process()
  let pipe = Pipe()
  process.executableURL = URL(fileURLWithPath: program)
  process.arguments = [argument]
  process.standardOutput = pipe
  try process.run()
  let data = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return data
}

guard CommandLine.arguments.count == 2 else {
  FileHandle.standardError.write(Data("usage: swift scripts/manpage.swift PATH-TO-KINDRED > kindred.1\n".utf8))
  exit(64)
}
do {
  let program = CommandLine.arguments[1]
  let description = try JSONDecoder().decode(Description.self, from: output(of: program, "--experimental-dump-help"))
  let version = String(decoding: try output(of: program, "--version"), as: UTF8.self)
    .trimmingCharacters(in: .whitespacesAndNewlines)
  print(page(of: description.command, version: version), terminator: "")
} catch {
  FileHandle.standardError.write(Data("scripts/manpage.swift: \(error)\n".utf8))
  exit(1)
}
