namespace RagCluster.Grains.Interfaces.Query.Options;

/// <summary>How two legs become one ranking.</summary>
public enum FusionMode
{
    /// <summary>By the weighted sum of their scores, each brought to 0 to 1.</summary>
    Scores = 0,

    /// <summary>By the weighted sum of their reciprocal ranks.</summary>
    Ranks = 1,
}
