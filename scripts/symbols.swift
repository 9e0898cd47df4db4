// Makes one symbol graph of what `import Kindred` gives: swift scripts/symbols.swift EXPORTS FOLDER > Kindred.symbols.json
//
// EXPORTS is Sources/Kindred/Exports.swift, FOLDER holds the graphs of the modules as `swift symbolgraph-extract` writes them.
// What is exported by name, with all its members, is described as Kindred's own; the rest is left out.

import Foundation

typealias Object = [String: Any]

let (exports, folder) = (CommandLine.arguments[1], CommandLine.arguments[2])

/// "Panels.Panel": what the umbrella exports.
let exported = Set(
  try String(contentsOfFile: exports, encoding: .utf8).split(separator: "\n").compactMap { line in
    line.hasPrefix("@_exported") ? line.split(separator: " ").last.map(String.init) : nil
  })

func isExported(_ symbol: Object, module: String) -> Bool {
  guard let root = (symbol["pathComponents"] as? [String])?.first else { return false }
  return module == "Kindred" || exported.contains(module + "." + root.prefix { $0 != "(" })
}

/// The symbol as one of Kindred, whose comments are checked like Kindred's.
func adopted(_ symbol: Object) -> Object {
  var symbol = symbol
  if var comment = symbol["docComment"] as? Object {
    comment["module"] = "Kindred"
    symbol["docComment"] = comment
  }
  return symbol
}

var graph: Object = [:]
var symbols: [Object] = []
var relationships: [Object] = []
let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".symbols.json") }
for file in files.sorted() {
  let data = try Data(contentsOf: URL(filePath: folder + "/" + file))
  guard let content = try JSONSerialization.jsonObject(with: data) as? Object else { continue }
  // "Kindred@Panels.symbols.json" is Kindred's extensions of Panels.
  let name = file.dropLast(".symbols.json".count)
  if name == "Kindred" { graph = content }
  let owner = String(name.split(separator: "@").last ?? "")
  symbols += (content["symbols"] as? [Object] ?? []).filter { isExported($0, module: owner) }.map(adopted)
  relationships += content["relationships"] as? [Object] ?? []
}
func identifier(_ symbol: Object) -> String? { (symbol["identifier"] as? Object)?["precise"] as? String }
let known = Set(symbols.compactMap(identifier))
graph["symbols"] = symbols
graph["relationships"] = relationships.filter { known.contains($0["source"] as? String ?? "") }
FileHandle.standardOutput.write(try JSONSerialization.data(withJSONObject: graph, options: .sortedKeys))
