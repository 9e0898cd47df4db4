internal import Statistics

/// How well the similarities at two moments of the training agree.
package struct EpochAgreement: Codable, Equatable, Sendable {
  package var view: ProbeView
  package var epochA: Double
  package var epochB: Double
  /// Pearson correlation over pairs.
  package var r: Double?

  /// All pairs of moments: the untrained network, and each tenth of the training by its end.
  package static func table(_ result: ProbeResult, view: ProbeView) -> [EpochAgreement] {
    guard let epochs = result.replicates.first?.epochs else { return [] }
    let moments = (0...ProbeReplicate.tenths).compactMap { tenth in
      result.cosines(view, tenth: tenth).flatMap { values in
        values.contains { $0.isFinite } ? (epoch: Double(epochs * tenth) / Double(ProbeReplicate.tenths), values) : nil
      }
    }
    return moments.indices.flatMap { a in
      moments.indices.dropFirst(a + 1).map { b in
        let known = moments[a].1.indices.filter { moments[a].1[$0].isFinite && moments[b].1[$0].isFinite }
        return EpochAgreement(
          view: view, epochA: moments[a].epoch, epochB: moments[b].epoch,
          r: pearsonCorrelation(known.map { moments[a].1[$0] }, known.map { moments[b].1[$0] }))
      }
    }
  }
}
