import Foundation
import Labels
import LinearAlgebra
import Statistics
import Testing

@Suite struct PlanTests {
  @Test(arguments: [2, 3, 7, 20]) func pairOrderHoldsEachPairOnceAndTasksEvenly(tasks: Int) {
    let all = tasks * (tasks - 1) / 2
    let order = balancedPairOrder(taskCount: tasks, count: all, stream: RandomStream(seed: 1))
    #expect(Set(order).count == all)
    #expect(order.allSatisfy { $0.a < $0.b && $0.b < tasks })
    let quarter = order.prefix(max(1, all / 4)).flatMap { [$0.a, $0.b] }
    let counts = (0..<tasks).map { task in quarter.filter { $0 == task }.count }
    #expect(counts.max()! - counts.min()! <= 2, "\(counts)")
  }

  @Test func aPrefixOfTheOrderIsTheOrderOfFewer() {
    let long = balancedPairOrder(taskCount: 15, count: 80, stream: RandomStream(seed: 2))
    let short = balancedPairOrder(taskCount: 15, count: 30, stream: RandomStream(seed: 2))
    #expect(Array(long.prefix(30)) == short)
  }

  @Test func aBudgetIsNeverOverspentAndBuysWhatItCan() {
    let settings = LabelSettings()
    for tasks in [2, 5, 12, 139] {
      for fits in [0, 10, 100, 1000, 20_000, 1_000_000] {
        let bought = LabelAllocation(fits: fits, taskCount: tasks, settings: settings)
        let cost = (bought.baselineReplicates * tasks + bought.pairs * bought.replicates) * settings.folds
        #expect(cost <= max(fits, tasks * settings.folds), "\(tasks) tasks, \(fits) fits: \(bought)")
        #expect(bought.pairs <= tasks * (tasks - 1) / 2)
        #expect(bought.replicates <= bought.baselineReplicates)
      }
    }
    let rich = LabelAllocation(fits: 1_000_000, taskCount: 5, settings: settings)
    #expect(rich.pairs == 10 && rich.replicates == settings.baselineReplicates)
  }

  /// A pair that costs half of a task alone is bought twice as often.
  @Test func aBudgetHeedsWhatPairsCost() {
    let settings = LabelSettings()
    let plain = LabelAllocation(aloneJobs: 4000, pairCost: 1, taskCount: 100, settings: settings)
    let cheap = LabelAllocation(aloneJobs: 4000, pairCost: 0.5, taskCount: 100, settings: settings)
    #expect(plain == LabelAllocation(fits: 4000 * settings.folds, taskCount: 100, settings: settings))
    #expect(plain.pairs == 200 && cheap.pairs == 400)
    #expect(plain.baselineReplicates == cheap.baselineReplicates && plain.replicates == cheap.replicates)
  }

  /// Time goes with rows, and on shared rows no job trains on more than there are.
  @Test func jobsCostWhatTheirRowsDo() throws {
    let rows = [100, 200, 700]
    let measured = [Job(tasks: [0], replicate: 0), Job(tasks: [1], replicate: 0)]
    #expect(JobCost(seconds: 0, jobs: [], rows: rows, sharedRows: nil) == nil)
    let jobs = [Job(tasks: [2], replicate: 0), Job(tasks: [0, 2], replicate: 0)]
    let own = try #require(JobCost(seconds: 3, jobs: measured, rows: rows, sharedRows: nil))
    #expect(abs(own.seconds(of: jobs) - 15) < 1e-9)
    let shared = try #require(JobCost(seconds: 3, jobs: measured, rows: rows, sharedRows: 750))
    #expect(abs(shared.seconds(of: jobs) - 14.5) < 1e-9)
    // Linear models take next to nothing beside a network from outside, and must not make it look quick.
    let linear = measured.map { Job(tasks: $0.tasks, replicate: 0, learner: .linear) }
    let mixed = try #require(JobCost(seconds: 3, jobs: measured + linear, rows: rows, sharedRows: nil))
    #expect(abs(mixed.seconds(of: jobs + linear) - 15) < 1e-9)
  }

  @Test func readsBudgetsAndRefusesTheRest() {
    #expect(LabelBudget("30m") == .seconds(1800) && LabelBudget("1.5h") == .seconds(5400))
    #expect(LabelBudget("300000h") == nil && LabelBudget("m") == nil && LabelBudget("auto") == nil)
    #expect(LabelBudget("1200") == .fits(1200))
    #expect(LabelBudget("90s") == .seconds(90))
    #expect(LabelBudget("1.5s") == .seconds(1.5))
    for text in ["", "s", "-5", "-3s", "ten", "12 fits", "nans", "infs"] {
      #expect(LabelBudget(text) == nil, "\(text)")
    }
  }

  @Test func shardsAreReadFromTextAndSchedulers() {
    #expect(Shard("2/8")?.index == 2)
    for text in ["0/3", "4/3", "1", "a/b", "1/0", "-1/2", "1/2/3", ""] { #expect(Shard(text) == nil, "\(text)") }
    #expect(Shard("auto", environment: [:]) == nil)
    let slurm = ["SLURM_ARRAY_TASK_ID": "7", "SLURM_ARRAY_TASK_COUNT": "4", "SLURM_ARRAY_TASK_MIN": "5"]
    #expect(Shard("auto", environment: slurm) == Shard("3/4"))
    #expect(Shard("auto", environment: ["OMPI_COMM_WORLD_RANK": "0", "OMPI_COMM_WORLD_SIZE": "2"]) == Shard("1/2"))
    #expect(Shard("auto", environment: ["PARALLEL_SEQ": "2", "KINDRED_SHARDS": "5"]) == Shard("2/5"))
    #expect(Shard("auto", environment: ["JOB_COMPLETION_INDEX": "4", "KINDRED_SHARDS": "5"]) == Shard("5/5"))
    #expect(Shard("auto", environment: ["JOB_COMPLETION_INDEX": "5", "KINDRED_SHARDS": "5"]) == nil)
  }

  @Test func aPlanHoldsSetsOfAnySizeAndReadsPlansOfPairs() throws {
    let plan = LabelPlan(
      panelHash: "p", protocolHash: "q", taskCount: 4, baselineReplicates: 1, replicates: 2,
      sets: [TaskSet([2, 0]), TaskSet([3, 1, 2])])
    #expect(plan.pairs == [TaskPair(0, 2)] && plan.setJobs.count == 4 && plan.jobs.count == 8)
    let text = String(decoding: try JSONEncoder().encode(plan), as: UTF8.self)
    #expect(text.contains(#""pairs":[[0,2],[1,2,3]]"#), "\(text)")
    #expect(try JSONDecoder().decode(LabelPlan.self, from: Data(text.utf8)) == plan)
  }
}
