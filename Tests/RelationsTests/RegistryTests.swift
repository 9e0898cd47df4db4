import KindredTestSupport
import LinearAlgebra
import Panels
import Relations
import Testing

@Suite struct RegistryTests {
  @Test("Columns come in the order of the file, and mirror each other in pairs")
  func names() {
    let columns = Relation.all.flatMap(\.columns)
    #expect(
      columns.map(\.name) == [
        "data_size", "data_ratio_a", "data_ratio_b", "size_gap", "intra_distance_a", "intra_distance_b",
        "cross_distance", "intra_gap_sum", "intra_gap_geometric", "cross_ratio_sum", "cross_ratio_geometric",
        "energy_distance", "mean_gap", "cosine_similarity", "pca_alignment", "rank_divergence", "cross_link",
        "sample_overlap", "containment_a", "containment_b", "shared_rows", "extra_rows_a", "extra_rows_b",
        "label_correlation", "label_mean_gap", "label_variance_ratio", "imbalance_gap",
      ])
    #expect(Set(Relation.all).count == Relation.all.count)
    for column in columns {
      #expect(columns.contains(column.mirror) && column.mirror.mirror == column)
      #expect((column.mirror == column) == (column.relation.direction == .symmetric))
    }
  }

  @Test("A table reads back as it was written, names quoted and cells empty where undefined")
  func file() throws {
    let panel = PanelShape(layout: .wide, inputs: .ties, seed: 2).panel()
    let table = try computeRelations(
      of: panel, settings: RelationSettings(), excludingLabelsOf: [Bool](repeating: false, count: panel.rowCount),
      threads: 1
    ).table
    let names = ["a", "b, c", "d \"e\"", "f", "g", "h"]
    let folder = try TemporaryFolder()
    let path = folder.path("relations.csv")
    try table.write(to: path, taskNames: names, threads: 2)
    let read = try RelationTable.read(path, taskNames: names)
    let expected = table.values.elements.map { $0.isNaN ? Double.nan : $0 }
    #expect(read.values.elements.map { $0.isNaN ? Double.nan : $0 }.map(\.bitPattern) == expected.map(\.bitPattern))
    #expect(throws: (any Error).self) { try RelationTable.read(path, taskNames: names.reversed()) }
    #expect(table.csv(taskNames: names, threads: 1) == table.csv(taskNames: names, threads: 2))
  }
}
