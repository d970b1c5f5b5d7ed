namespace RagCluster.Corpus.Metadata;

/// <summary>How a filter compares, by the names of the OpenAI vector store filters.</summary>
public enum ComparisonOperator
{
    /// <summary>eq.</summary>
    Equal = 0,

    /// <summary>ne.</summary>
    NotEqual = 1,

    /// <summary>gt.</summary>
    GreaterThan = 2,

    /// <summary>gte.</summary>
    GreaterThanOrEqual = 3,

    /// <summary>lt.</summary>
    LessThan = 4,

    /// <summary>lte.</summary>
    LessThanOrEqual = 5,

    /// <summary>in.</summary>
    In = 6,

    /// <summary>nin.</summary>
    NotIn = 7,
}
