namespace RagCluster.Planning.Queries.Superposition.Beliefs;

/// <summary>A step where it ran: plans that share the step share what is known of its latency there.</summary>
/// <param name="Stage">The step's number in its menu.</param>
/// <param name="Silo">The silo's name; empty for all silos together.</param>
public readonly record struct StageAtSilo(int Stage, string Silo)
{
    /// <summary>The step, wherever it ran.</summary>
    public StageAtSilo Anywhere => this with { Silo = "" };
}
