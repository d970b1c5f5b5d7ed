namespace RagCluster.Grains.Interfaces.Experiments;

/// <summary>What an answer is judged by.</summary>
// The numbers are those of the planning library's metrics.
public enum OutcomeKind
{
    /// <summary>The natural logarithm of the milliseconds that a computed answer took; less is better.</summary>
    Latency = 0,

    /// <summary>The share of an answer's sentences that its sources support.</summary>
    Groundedness = 1,

    /// <summary>Whether there was an answer: no abstention, no failure, and for a search at least one passage.</summary>
    Answered = 2,

    /// <summary>What the asker thought of it.</summary>
    Feedback = 3,

    /// <summary>Whether the asker opened a citation of it.</summary>
    Click = 4,
}
