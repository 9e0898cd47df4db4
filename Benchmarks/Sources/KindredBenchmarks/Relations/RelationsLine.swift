/// One line of the table of the relations benchmark.
struct RelationsLine {
  static let header =
    "panel     pairs  read s  wall s  cpu s  pairs/s  peak MiB  distances s  of sgemm+sqrt  of sgemm peak  numpy s  ratio  ratio by cpu"

  let name: String
  let pairs: Int
  let readSeconds: Double
  let run: Stopwatch
  let peakBytes: Int
  let distances: DistancePart?
  let peakFlops: Double
  /// Processor seconds of NumPy and SciPy on one core.
  let numpySeconds: Double?

  var text: String {
    var cells = [name, "\(pairs)", number(readSeconds), number(run.wall), number(run.processor)]
    cells += ["\(Int(Double(pairs) / run.wall))", "\(peakBytes >> 20)"]
    if let distances {
      cells += [
        number(distances.project.processor),
        number(distances.project.processor / distances.ceiling.processor),
        number(distances.flops / (distances.project.processor / 2) / peakFlops),
      ]
    } else {
      cells += ["-", "-", "-"]
    }
    if let numpySeconds {
      cells += [
        number(numpySeconds), number(numpySeconds / run.wall),
        number(numpySeconds / (run.processor / 2)),
      ]
    } else {
      cells += ["-", "-", "-"]
    }
    return cells.joined(separator: "  ")
  }
}
