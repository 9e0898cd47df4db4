public import Diagnostics
internal import LinearAlgebra
package import Tables

extension SyntheticPanel {
  /// The table of the panel: wide, with a column a task and empty cells where it did not measure; or stacked, with a line
  /// a measurement. Both name the samples in a column `sample`, or molecules in a column `smiles`.
  package var table: CSVWriter {
    let width = settings.features
    let names = smiles == nil ? ["sample"] + (0..<width).map { "x\($0)" } : ["smiles"]
    func inputs(_ sample: Int) -> [CSVCell] {
      if let smiles { return [.text(smiles[sample])] }
      return [.text(Self.name(of: sample))]
        + features.elements[sample * width..<(sample + 1) * width].map { .number($0) }
    }
    switch settings.layout {
    case .wide:
      var writer = CSVWriter(header: names + taskNames)
      var cells = [[Double?]](
        repeating: [Double?](repeating: nil, count: settings.tasks), count: settings.samples)
      for task in 0..<settings.tasks {
        for (sample, target) in zip(rows[task], targets[task]) { cells[sample][task] = target }
      }
      for sample in 0..<settings.samples {
        writer.append(inputs(sample) + cells[sample].map(CSVCell.number))
      }
      return writer
    case .stacked:
      var writer = CSVWriter(header: ["task"] + names + ["target"])
      for task in 0..<settings.tasks {
        for (sample, target) in zip(rows[task], targets[task]) {
          writer.append([.text(taskNames[task])] + inputs(sample) + [.number(target)])
        }
      }
      return writer
    }
  }

  /// Which cluster each task belongs to: `task,cluster`.
  package var truth: CSVWriter {
    var writer = CSVWriter(header: ["task", "cluster"])
    for (name, cluster) in zip(taskNames, clusters) { writer.append([.text(name), .integer(cluster)]) }
    return writer
  }

  /// Writes the panel to `path` and the truth beside it, and returns the path of the truth: `STEM-truth.csv`.
  ///
  /// - Throws: `UserError` with exit code 73 where a file cannot be written.
  @discardableResult
  public func write(to path: String) throws(UserError) -> String {
    let name = path.split(separator: "/", omittingEmptySubsequences: false).last.map(String.init) ?? path
    let stem = name.hasSuffix(".csv") && name.count > 4 ? String(path.dropLast(4)) : path
    let truthPath = stem + "-truth.csv"
    try table.write(to: path)
    try truth.write(to: truthPath)
    return truthPath
  }

  /// How this panel is read back.
  public var options: PanelOptions {
    var options = PanelOptions(targetColumns: [settings.layout == .wide ? "task*" : "target"])
    if settings.layout == .stacked { options.taskColumn = "task" }
    if settings.molecules { options.smilesColumns = ["smiles"] } else { options.idColumn = "sample" }
    return options
  }

  private static func name(of sample: Int) -> String { "s\(sample + 1)" }
}
