namespace RagCluster.Caching.Tiers;

/// <summary>Whether a value that was made may be returned to others.</summary>
public enum Keep
{
    /// <summary>
    /// No: it is partial, degraded, or made from older content than its key says (a replica that lagged). Only those who wait for it get
    /// it.
    /// </summary>
    No,

    /// <summary>Yes.</summary>
    Yes,

    /// <summary>For a short time: it says that there is nothing.</summary>
    Briefly,
}
