namespace RagCluster.Corpus.Errors;

/// <summary>Whose fault an error is and whether trying again helps.</summary>
public enum ErrorKind
{
    /// <summary>The caller's input is wrong: 400, never retried.</summary>
    Invalid = 0,

    /// <summary>The named thing does not exist: 404.</summary>
    NotFound = 1,

    /// <summary>The state does not allow it: 409.</summary>
    Conflict = 2,

    /// <summary>The input is over a size limit: 413.</summary>
    TooLarge = 3,

    /// <summary>Too much work at once: 429, with a delay.</summary>
    Overloaded = 4,

    /// <summary>A dependency does not answer: 503, may be retried.</summary>
    Unavailable = 5,
}
