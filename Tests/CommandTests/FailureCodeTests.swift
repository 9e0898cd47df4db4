import Foundation
import Kindred
import KindredCommand
import Testing

@Suite struct FailureCodeTests {
  @Test(arguments: [true, false]) func aRecommendationOnFailedJobsEndsWithOne(touches: Bool) throws {
    let json = #"{"failed": 2, "jobs": 9, "reasons": [], "touchesRecommendation": \#(touches)}"#
    let failures = try JSONDecoder().decode(JobFailures.self, from: Data(json.utf8))
    #expect(failures.text.contains("2 of 9 jobs failed"))
    if touches {
      #expect(throws: (any Error).self) { try failures.check() }
    } else {
      #expect(throws: Never.self) { try failures.check() }
    }
  }
}
