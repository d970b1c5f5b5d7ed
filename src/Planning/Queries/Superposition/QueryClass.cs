namespace RagCluster.Planning.Queries.Superposition;

/// <summary>What kind of query a user wrote; plans are chosen by it.</summary>
public enum QueryClass
{
    /// <summary>A few words side by side.</summary>
    Keyword = 0,

    /// <summary>A question in words that none of the other questions is: how, why, or only a question mark.</summary>
    Question = 1,

    /// <summary>A sentence that is no question, such as a claim.</summary>
    Statement = 2,

    /// <summary>Names of code or things, error codes, versions: the letters matter, not the meaning.</summary>
    Identifier = 3,

    /// <summary>Quoted words: they are wanted as they stand.</summary>
    Quoted = 4,

    /// <summary>A question for one fact: who, when, where, which, how many.</summary>
    FactQuestion = 5,

    /// <summary>A question to be answered with yes or no.</summary>
    PolarQuestion = 6,

    /// <summary>More than two dozen words: a description rather than a query.</summary>
    LongText = 7,

    /// <summary>Mostly in another script than the Latin one.</summary>
    OtherScript = 8,
}
