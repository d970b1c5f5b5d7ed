namespace RagCluster.Planning.Experiments;

/// <summary>What an answer is judged by. The numbers are stored: none is ever given another meaning.</summary>
public enum OutcomeMetric
{
    /// <summary>The natural logarithm of the milliseconds that a computed answer took; less is better. Differences are ratios.</summary>
    Latency = 0,

    /// <summary>The share of an answer's sentences that its sources support, 0 to 1.</summary>
    Groundedness = 1,

    /// <summary>1 when there was an answer, 0 when there was an abstention, nothing found, or a failure.</summary>
    Answered = 2,

    /// <summary>What the asker thought of it: 1 for good, 0 for bad.</summary>
    Feedback = 3,

    /// <summary>1 when the asker opened a citation of it, 0 otherwise.</summary>
    Click = 4,
}
