using RagCluster.PlannerBenchmark.Replay;

namespace RagCluster.PlannerBenchmark.Policies;

/// <summary>A policy with settings of its grid.</summary>
/// <param name="Name">The policy.</param>
/// <param name="Settings">The settings in words.</param>
/// <param name="Make">Makes one for a run.</param>
internal sealed record PolicyCandidate(string Name, string Settings, Func<ReplayRun, IPolicy> Make);
