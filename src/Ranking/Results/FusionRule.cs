namespace RagCluster.Ranking.Results;

/// <summary>By what candidates are ordered first.</summary>
public enum FusionRule
{
    /// <summary>By the weighted sum of both legs' scores, each brought to 0 to 1.</summary>
    Scores = 0,

    /// <summary>By the weighted sum of both legs' reciprocal ranks.</summary>
    Ranks = 1,

    /// <summary>By the BM25 score alone.</summary>
    Bm25 = 2,

    /// <summary>By the cosine alone.</summary>
    Vectors = 3,
}
