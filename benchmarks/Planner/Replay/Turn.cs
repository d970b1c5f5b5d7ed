namespace RagCluster.PlannerBenchmark.Replay;

/// <summary>A query that a policy has to choose a plan for.</summary>
/// <param name="Index">Its number in the run.</param>
/// <param name="At">Its time.</param>
/// <param name="Class">Its class's number.</param>
/// <param name="OpenBreakers">Steps whose breaker is open for this policy.</param>
/// <param name="Seed">For the policy's draws.</param>
internal sealed record Turn(int Index, DateTimeOffset At, int Class, IReadOnlyCollection<string> OpenBreakers, ulong Seed);
