namespace RagCluster.Grounding.Verifying.Languages;

/// <summary>What a phrase does to what a sentence says. The names are those of the lists in <c>languages.txt</c>.</summary>
internal enum Sense
{
    /// <summary>Nothing, though it holds a word that would.</summary>
    Plain,

    /// <summary>It denies.</summary>
    Deny,

    /// <summary>It denies that something may be.</summary>
    Forbid,

    /// <summary>It obliges.</summary>
    Must,

    /// <summary>It permits, or says that something can be.</summary>
    May,

    /// <summary>It allows of no exception.</summary>
    All,

    /// <summary>It speaks of a part.</summary>
    Some,

    /// <summary>It excludes all else.</summary>
    Only,

    /// <summary>It joins what is listed.</summary>
    Or,

    /// <summary>A clause begins with it.</summary>
    Break,

    /// <summary>It has an opposite.</summary>
    Opposite,

    /// <summary>It has an opposite, and bears on the next word of content.</summary>
    Governing,
}
