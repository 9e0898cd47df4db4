import Diagnostics
import Foundation
import KindredTestSupport
import StudyFiles
import Testing

@Suite struct OwnPlanTests {
  private func settings(_ table: String, name: String = "mine") throws -> StudySettings {
    let folder = try TemporaryFolder()
    try Data(table.utf8).write(to: URL(filePath: folder.path("plan.csv")))
    var settings = StudySettings()
    try settings.plans.add(own: name, file: folder.path("plan.csv"))
    return settings
  }

  @Test func groupsOfATableStandByNameAndSurviveTheFile() throws {
    let settings = try settings("group,task\n1,a\nx,c\n1,b\nalone,d\nx,\"e,f\"\n2,g\n")
    #expect(settings.plans.own == ["mine": [["a", "b"], ["c", "e,f"]]])
    let again = try SettingsFile.settings(from: SettingsFile.text(of: settings), path: "study.toml")
    #expect(again.plans == settings.plans)
    try settings.checkOwnPlans(tasks: ["a", "b", "c", "d", "e,f", "g"])
    do {
      try settings.checkOwnPlans(tasks: ["a", "c"])
      Issue.record("unknown tasks were taken")
    } catch let error as UserError {
      #expect(error.description.contains("b") && error.description.contains("e,f"), "\(error)")
    }
  }

  @Test(arguments: [
    ("group,task\n1,a\n2,a\n", "3"), ("group,task\n1,\n", "2"), ("cluster,task\n1,a\n", "group"),
    ("group\n1\n", "task"),
  ])
  func tablesThatAreNoPlanAreRefusedWithTheirPlace(table: String, says: String) throws {
    do {
      _ = try settings(table)
      Issue.record("it was taken")
    } catch let error as UserError {
      #expect(error.description.contains(says) && error.description.contains("plan.csv"), "\(error)")
    }
  }

  @Test(arguments: ["all alone", "random", "exact", ""])
  func namesOfOtherPlansAreRefused(name: String) {
    #expect(throws: UserError.self) { try settings("group,task\n1,a\n1,b\n", name: name) }
  }
}
