namespace RagCluster.Planning.Superposition;

/// <summary>What kind of query a user wrote; plans are chosen by it.</summary>
public enum QueryClass
{
    /// <summary>A few words side by side.</summary>
    Keyword = 0,

    /// <summary>A question in words.</summary>
    Question = 1,

    /// <summary>A sentence that is no question, such as a claim.</summary>
    Statement = 2,

    /// <summary>Names of code or things, error codes, versions, or quoted words: the letters matter, not the meaning.</summary>
    Identifier = 3,
}
