using RagCluster.PlannerBenchmark.Matrices;
using RagCluster.Planning.Queries.Superposition.Sampling;

namespace RagCluster.PlannerBenchmark.Replay;

/// <summary>
/// A query as it was drawn: its verdict under each plan is fixed by one number, so that a better plan never gets a worse verdict.
/// </summary>
/// <param name="Row">Its outcomes.</param>
/// <param name="StageSeconds">Its latencies at this time.</param>
/// <param name="Strictness">The quality that its user wants, 0 to 1.</param>
/// <param name="IsLabelled">Whether the user tells.</param>
/// <param name="Random">For errors of side observations.</param>
internal sealed record DrawnQuery(OutcomeRow Row, double[] StageSeconds, double Strictness, bool IsLabelled, SeededRandom Random)
{
    internal double Verdict(int plan) => Row.Quality[plan] > Strictness ? 1 : 0;
}
